import Audio
import Foundation
import MIDI
import Testing

@Suite struct AudioFileTests {
  private let soundFont: String

  init() throws { soundFont = try SoundFontSearch.path(environment: [:]) }

  /// The 16-bit samples of a WAV file's `data` chunk, after checking that it is stereo at 44,100.
  private func wavSamples(_ data: Data) throws -> [Int16] {
    let bytes = [UInt8](data)
    func word(_ at: Int) -> Int { Int(bytes[at]) | Int(bytes[at + 1]) << 8 }
    func doubleWord(_ at: Int) -> Int { word(at) | word(at + 2) << 16 }
    #expect(String(decoding: bytes[0..<4] + bytes[8..<12], as: UTF8.self) == "RIFFWAVE")
    var offset = 12
    while offset + 8 <= bytes.count {
      let (name, count) = (String(decoding: bytes[offset..<offset + 4], as: UTF8.self), doubleWord(offset + 4))
      if name == "fmt " {
        // PCM, two channels, 44,100 frames, 16 bits
        let header: [Int] = [word(offset + 8), word(offset + 10), doubleWord(offset + 12), word(offset + 22)]
        let expected: [Int] = [1, 2, 44_100, 16]
        #expect(header == expected)
      }
      if name == "data" {
        return stride(from: offset + 8, to: offset + 8 + count, by: 2).map { Int16(truncatingIfNeeded: word($0)) }
      }
      offset += 8 + count + count % 2
    }
    return []
  }

  @Test func aWAVFileHoldsTheRecording() throws {
    let folder = try Tunes.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "reel.WAV").path
    try AudioFile.write(Tunes.reel, to: path, soundFont: soundFont, tags: AudioTags(title: "The Reel", artist: "Lilt"))
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let written = try wavSamples(data)
    let recording = try Recording(Rendition(Tunes.reel, soundFont: soundFont))
    #expect(written.count == recording.samples.count)
    // 16 bits: full scale is 32768 steps. Rounding is half a step at most, dither less than one.
    let errors = zip(written, recording.samples).map { Float($0) - $1 * 32768 }
    #expect((errors.map(abs).max() ?? .infinity) <= 1.5)
    // The noise of both is a quarter of a step squared (1/12 and 2/12), and no bias.
    let count = Float(errors.count)
    #expect(abs(errors.reduce(0, +) / count) < 0.01)
    #expect(abs(errors.reduce(0) { $0 + $1 * $1 } / count - 0.25) < 0.02)
    #expect(data.range(of: Data("The Reel".utf8)) != nil)
    #expect(try Tunes.contents(of: folder) == ["reel.WAV"])
  }

  @Test(arguments: [("wav", "RIFF"), ("flac", "fLaC"), ("ogg", "OggS"), ("mp3", "ID3")])
  func everyFormatIsWrittenTaggedAndTheSameTwice(format: String, magic: String) async throws {
    let folder = try Tunes.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = ["a", "b"].map { folder.appending(path: "\($0).\(format)") }
    guard (try? AudioFormat(path: paths[0].path)) != nil else {
      // A libsndfile without MP3: the error is the right answer, and no file is left.
      #expect(format == "mp3")
      #expect(throws: AudioError.formatUnavailable(path: paths[0].path, format: "MP3")) {
        try AudioFile.write(Tunes.reel, to: paths[0].path, soundFont: soundFont)
      }
      #expect(try Tunes.contents(of: folder).isEmpty)
      return
    }
    for path in paths {
      try AudioFile.write(
        Tunes.reel, to: path.path, soundFont: soundFont,
        tags: AudioTags(title: "An Ríl", artist: "Lilt", comment: "made for a test"))
      // A file that holds the second it was made in would differ from the next.
      try await Task.sleep(for: .milliseconds(1100))
    }
    let first = try Data(contentsOf: paths[0])
    let second = try Data(contentsOf: paths[1])
    #expect(first == second)
    #expect(first.starts(with: Data(magic.utf8)))
    #expect(first.count > 8000)
    #expect(first.range(of: Data("An Ríl".utf8)) != nil)
  }

  @Test func everyOggPageHasOneSerialNumberAndARightChecksum() throws {
    let folder = try Tunes.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "a.ogg")
    try AudioFile.write(Tunes.reel, to: path.path, soundFont: soundFont)
    let bytes = [UInt8](try Data(contentsOf: path))
    var (offset, pages) = (0, 0)
    while offset < bytes.count {
      #expect(Array(bytes[offset..<offset + 4]) == Array("OggS".utf8))
      let segments = Int(bytes[offset + 26])
      let length = 27 + segments + bytes[(offset + 27)..<(offset + 27 + segments)].reduce(0) { $0 + Int($1) }
      var page = Array(bytes[offset..<offset + length])
      #expect(Array(page[14..<18]) == Array("Lilt".utf8))
      let stated = (0..<4).reduce(UInt32(0)) { $0 | UInt32(page[22 + $1]) << (8 * UInt32($1)) }
      page.replaceSubrange(22..<26, with: [0, 0, 0, 0])
      // RFC 3533: the remainder by 0x04C11DB7, bit by bit, beginning with 0.
      var sum: UInt32 = 0
      for byte in page {
        sum ^= UInt32(byte) << 24
        for _ in 0..<8 { sum = sum & 0x8000_0000 != 0 ? sum << 1 ^ 0x04C1_1DB7 : sum << 1 }
      }
      #expect(sum == stated)
      offset += length
      pages += 1
    }
    #expect(offset == bytes.count && pages > 2)
  }

  @Test func unknownExtensionsAreRefusedBeforeAnyWork() throws {
    for name in ["tune.aac", "tune", "tune.wav.txt", ".wav"] {
      let error = #expect(throws: AudioError.self) { try AudioFile.write(Tunes.reel, to: "/nowhere/\(name)") }
      #expect(error == .unknownFormat(path: "/nowhere/\(name)"))
      #expect(error?.fault == .input)
    }
  }

  @Test func missingAndBrokenSoundFontsAreTheInputsFault() throws {
    let folder = try Tunes.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = folder.appending(path: "text.sf2")
    try Data("this is no SoundFont".utf8).write(to: text)
    let cut = folder.appending(path: "cut.sf2")
    try Data(contentsOf: URL(fileURLWithPath: soundFont)).prefix(100_000).write(to: cut)
    let empty = folder.appending(path: "empty.sf2")
    try Data().write(to: empty)
    let before = try Tunes.contents(of: folder)
    for path in [text.path, cut.path, empty.path, folder.path, folder.appending(path: "none.sf2").path] {
      let error = #expect(throws: AudioError.self) {
        try AudioFile.write(Tunes.reel, to: folder.appending(path: "a.wav").path, soundFont: path)
      }
      guard case .badSoundFont(path, let reason) = error else {
        Issue.record("\(path): \(String(describing: error))")
        continue
      }
      #expect(!reason.isEmpty)
      #expect(error?.fault == .input)
    }
    #expect(try Tunes.contents(of: folder) == before)
  }

  @Test func placesThatCannotBeWrittenToAreTheSystemsFault() throws {
    let folder = try Tunes.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let inTheWay = folder.appending(path: "folder.wav")
    try FileManager.default.createDirectory(at: inTheWay, withIntermediateDirectories: false)
    for path in [folder.appending(path: "missing/a.wav").path, "/dev/null/a.wav", inTheWay.path] {
      let error = #expect(throws: AudioError.self) { try AudioFile.write(Tunes.reel, to: path, soundFont: soundFont) }
      guard case .cannotWrite(path, _) = error else {
        Issue.record("\(path): \(String(describing: error))")
        continue
      }
      #expect(error?.fault == .system)
    }
    #expect(try Tunes.contents(of: folder) == ["folder.wav"])
  }

  @Test func stoppingLeavesTheOldFileAndNothingElse() throws {
    let folder = try Tunes.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "a.flac")
    try Data("old".utf8).write(to: path)
    for limit in [0.0, 0.3, 0.7] {
      #expect(throws: AudioError.cancelled) {
        try AudioFile.write(Tunes.reel, to: path.path, soundFont: soundFont) { $0 < limit }
      }
      #expect(try Data(contentsOf: path) == Data("old".utf8))
      #expect(try Tunes.contents(of: folder) == ["a.flac"])
    }
  }

  @Test func progressOnlyGrowsAndEndsAtOne() throws {
    let folder = try Tunes.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var parts: [Double] = []
    try AudioFile.write(Tunes.reel, to: folder.appending(path: "a.wav").path, soundFont: soundFont) {
      parts.append($0)
      return true
    }
    #expect(parts == parts.sorted())
    #expect(parts.last == 1)
  }

  @Test func aLinkGoesOnPointingAtTheFile() throws {
    let folder = try Tunes.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let (link, file) = (folder.appending(path: "link.wav"), folder.appending(path: "file.wav"))
    try Data().write(to: file)
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
    try AudioFile.write(Tunes.reel, to: link.path, soundFont: soundFont)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path).hasSuffix("file.wav"))
    #expect(try Data(contentsOf: file).count > 1000)
  }
}
