import Foundation

/// The SoundFont that ships with Lilt, so that a tune sounds without a download.
public enum BundledSoundFont {
  /// Where the bundled SoundFont lies, or nil when the resources were not installed beside the program.
  ///
  /// Looked for beside the program, where a build leaves its resources, and in `../share/lilt`, where a package would
  /// put it. The accessor that the package manager generates is no use here: it stops the program where nothing is
  /// found.
  public static var url: URL? {
    let program = (Bundle.main.executableURL ?? Bundle.main.bundleURL).resolvingSymlinksInPath()
    let folder = program.deletingLastPathComponent()
    var candidates = [folder.appending(path: "../share/lilt/lilt.sf2")]
    for place in [
      folder, Bundle.main.bundleURL, Bundle.main.resourceURL, Bundle(for: Marker.self).bundleURL, besideTests,
    ] {
      guard let place else { continue }
      candidates.append(place.appending(path: "lilt_BundledSoundFont.resources/lilt.sf2"))
      candidates.append(place.appending(path: "lilt_BundledSoundFont.bundle/lilt.sf2"))
      candidates.append(place.appending(path: "lilt_BundledSoundFont.bundle/Contents/Resources/lilt.sf2"))
    }
    return candidates.first { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// The folder that a test bundle lies in, where a test runner of the system hosts it.
  private static var besideTests: URL? {
    Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL.deletingLastPathComponent()
  }

  private final class Marker {}
}
