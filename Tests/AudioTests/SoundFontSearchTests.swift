import Audio
import Foundation
import Testing

@Suite struct SoundFontSearchTests {
  @Test func theNamedOneComesFirstThenTheEnvironmentsThenTheBundledOne() throws {
    let folder = try Tunes.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let (one, two) = (folder.appending(path: "1.sf2").path, folder.appending(path: "2.sf2").path)
    // A file that begins as a SoundFont does is found; whether the rest is one shows when it is loaded.
    for path in [one, two] { try Data("RIFF0000sfbk".utf8).write(to: URL(fileURLWithPath: path)) }
    #expect(try SoundFontSearch.path(named: one, environment: ["LILT_SOUNDFONT": two]) == one)
    #expect(try SoundFontSearch.path(environment: ["LILT_SOUNDFONT": two]) == two)
    #expect(try SoundFontSearch.path(environment: ["LILT_SOUNDFONT": ""]).hasSuffix("lilt.sf2"))
    #expect(try SoundFontSearch.path(environment: [:]).hasSuffix("lilt.sf2"))
  }

  @Test func aNameThatIsWrongIsNotPassedOver() {
    let error = #expect(throws: AudioError.self) {
      try SoundFontSearch.path(environment: ["LILT_SOUNDFONT": "/nowhere.sf2"])
    }
    // The player must learn which of the names it was.
    #expect(error?.description.contains("/nowhere.sf2") == true)
    #expect(error?.description.contains("LILT_SOUNDFONT") == true)
  }
}
