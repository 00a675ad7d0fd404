import Foundation

/// The SoundFont that ships with Lilt, so that a tune sounds without a download.
public enum BundledSoundFont {
  /// Where the bundled SoundFont lies, or nil when the resources were not installed beside the program.
  public static var url: URL? { Bundle.module.url(forResource: "lilt", withExtension: "sf2") }
}
