import BundledSoundFont
import Foundation

/// Where the SoundFont to play with is.
public enum SoundFontSearch {
  /// The environment variable that names a SoundFont.
  public static let variable = "LILT_SOUNDFONT"

  /// Where Linux distributions and Homebrew keep SoundFonts.
  static let usualPlaces = [
    "/usr/share/sounds/sf2/default-GM.sf2", "/usr/share/sounds/sf3/default-GM.sf3",
    "/usr/share/sounds/sf2/FluidR3_GM.sf2",
    "/usr/share/soundfonts/default.sf2", "/usr/share/soundfonts/FluidR3_GM.sf2", "/usr/share/sounds/sf2/TimGM6mb.sf2",
    "/usr/local/share/soundfonts/default.sf2", "/opt/homebrew/share/soundfonts/default.sf2",
  ]

  /// The SoundFont named, else the one of `LILT_SOUNDFONT`, else the bundled one, else one of the system's.
  ///
  /// - Throws: ``AudioError/badSoundFont(path:reason:)`` where a named one cannot be read,
  ///   ``AudioError/noSoundFont(searched:)`` where there is none at all.
  public static func path(
    named path: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(AudioError) -> String {
    if let path {
      try check(path, "")
      return path
    }
    if let path = environment[variable], !path.isEmpty {
      try check(path, " (named by \(variable))")
      return path
    }
    let candidates = [BundledSoundFont.url?.path].compactMap { $0 } + usualPlaces
    if let found = candidates.first(where: { FileManager.default.isReadableFile(atPath: $0) }) { return found }
    throw .noSoundFont(searched: ["the bundled lilt.sf2"] + usualPlaces)
  }

  private static func check(_ path: String, _ origin: String) throws(AudioError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .badSoundFont(path: path, reason: "there is no such file\(origin)")
    }
    guard !isFolder.boolValue else { throw .badSoundFont(path: path, reason: "it is a folder\(origin)") }
    guard FileManager.default.isReadableFile(atPath: path) else {
      throw .badSoundFont(path: path, reason: "it may not be read\(origin)")
    }
    // FluidSynth hands what it does not know to other libraries, which complain on stderr. RIFF, a length, sfbk.
    let start = (try? FileHandle(forReadingFrom: URL(fileURLWithPath: path)).read(upToCount: 12)) ?? Data()
    guard start.count == 12, start.starts(with: Data("RIFF".utf8)), start.suffix(4) == Data("sfbk".utf8) else {
      throw .badSoundFont(path: path, reason: "it does not begin as a SoundFont (.sf2 or .sf3) does\(origin)")
    }
  }
}
