import Audio
import Foundation
import MIDI
import Testing

@Suite struct DepthTests {
  private let soundFont: String

  init() throws { soundFont = try SoundFontSearch.path(environment: [:]) }

  /// A number of a WAV file's `fmt ` chunk, two bytes long.
  private func word(_ data: Data, _ offset: Int) -> Int {
    guard let place = data.range(of: Data("fmt ".utf8))?.upperBound else { return -1 }
    return Int(data[place + 4 + offset]) | Int(data[place + 5 + offset]) << 8
  }

  @Test(arguments: [(SampleDepth.pcm16, 16, 1), (.pcm24, 24, 1), (.float, 32, 3)])
  func wavFilesHaveTheDepthAskedForAndAreTheSameTwice(depth: SampleDepth, bits: Int, kind: Int) async throws {
    let folder = try Tunes.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = ["a.wav", "b.wav"].map { folder.appending(path: $0) }
    for path in paths {
      let tags = AudioTags(title: "An Ríl", artist: "Lilt", comment: "for a test")
      try AudioFile.write(Tunes.reel, to: path.path, soundFont: soundFont, tags: tags, depth: depth)
      // A file that holds the second it was made in would differ from the next.
      try await Task.sleep(for: .milliseconds(1100))
    }
    let data = try Data(contentsOf: paths[0])
    #expect(try data == Data(contentsOf: paths[1]))
    // Two bytes of form: 1 whole numbers, 3 floats, 0xFFFE named further on (24 bits, as Microsoft asks).
    #expect([kind, 0xFFFE].contains(word(data, 0)))
    #expect(word(data, 14) == bits)
    for text in ["An Ríl", "Lilt", "for a test"] { #expect(data.range(of: Data(text.utf8)) != nil) }
  }

  @Test func flacKeepsTwentyFourBits() throws {
    let folder = try Tunes.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var sizes: [Int] = []
    for depth in [SampleDepth.pcm16, .pcm24] {
      let path = folder.appending(path: "\(depth).flac")
      try AudioFile.write(Tunes.reel, to: path.path, soundFont: soundFont, depth: depth)
      let bytes = [UInt8](try Data(contentsOf: path))
      // RFC 9639, 8.2: after fLaC and four bytes of block header, five bits from the 104th on are the bits less one.
      let bits = (Int(bytes[20] & 1) << 4 | Int(bytes[21] >> 4)) + 1
      #expect(bits == Int(depth.rawValue))
      sizes.append(bytes.count)
    }
    #expect(sizes[1] > sizes[0])
  }

  @Test func depthsThatAFormatLacksAreRefusedBeforeAnyWork() {
    for (name, depth) in [("a.flac", SampleDepth.float), ("a.ogg", .pcm16), ("a.mp3", .pcm24)] {
      let error = #expect(throws: AudioError.self) {
        try AudioFile.write(Tunes.reel, to: "/nowhere/\(name)", depth: depth)
      }
      guard case .depthUnavailable("/nowhere/\(name)", _, depth) = error else {
        Issue.record("\(name): \(String(describing: error))")
        continue
      }
      #expect(error?.fault == .input)
      #expect(error?.description.contains(".wav") == true)
    }
  }

  @Test func longMusicIsPutAsideAndComesBackWhole() throws {
    let folder = try Tunes.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    // Notes of a second at 2 and at 75 seconds, beyond what memory keeps: they sound alike. (FluidSynth's first
    // note, at 0, has a first block of its own.)
    let notes = [0, 1920, 72_000].flatMap { tick in
      [
        MIDIFile.Event(tick: tick, .noteOn(channel: 0, pitch: 69, velocity: 100)),
        MIDIFile.Event(tick: tick + 960, .noteOff(channel: 0, pitch: 69, velocity: 64)),
      ]
    }
    let midi = MIDIFile(tracks: [.init(events: notes + [.init(tick: 75_000, .endOfTrack)])])
    let path = folder.appending(path: "a.wav")
    var names: Set<String> = []
    try AudioFile.write(
      midi, to: path.path, soundFont: soundFont, depth: .pcm24, loudness: .peak,
      options: SynthesisOptions(reverb: .none)
    ) { _ in
      names.formUnion((try? Tunes.contents(of: folder)) ?? [])
      return true
    }
    // What is put aside has no name that could be left behind.
    #expect(names.allSatisfy { $0.hasSuffix(".part") } && names.count == 1)
    #expect(try Tunes.contents(of: folder) == ["a.wav"])
    let data = try Data(contentsOf: path)
    let start = try #require(data.range(of: Data("data".utf8))).upperBound + 4
    let (one, two) = (start + 6 * 44_100 * 2, start + 6 * 44_100 * 75)
    #expect(data[one..<one + 200_000] == data[two..<two + 200_000])
    #expect(Set(data[one..<one + 200_000]).count == 256)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/share/sounds/sf3/MuseScore_General_Lite.sf3")))
  func compressedSoundFontsArePlayed() throws {
    let path = "/usr/share/sounds/sf3/MuseScore_General_Lite.sf3"
    let recording = try Recording(Rendition(Tunes.reel, soundFont: SoundFontSearch.path(named: path)))
    #expect(recording.samples.contains { abs($0) > 0.1 })
  }
}
