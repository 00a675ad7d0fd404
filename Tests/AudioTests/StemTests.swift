import Audio
import Foundation
import MIDI
import Testing

@Suite struct StemTests {
  private let soundFont: String

  init() throws { soundFont = try SoundFontSearch.path(environment: [:]) }

  /// A melody, chords and a drum, each on its channel.
  private var band: MIDIFile {
    func track(_ name: String, _ channel: UInt8, _ program: UInt8, _ pitches: [UInt8]) -> MIDIFile.Track {
      var events: [MIDIFile.Event] = [
        .init(tick: 0, .text(.trackName, name)), .init(tick: 0, .program(channel: channel, program: program)),
      ]
      for (index, pitch) in pitches.enumerated() {
        events.append(.init(tick: index * 240, .noteOn(channel: channel, pitch: pitch, velocity: 100)))
        events.append(.init(tick: index * 240 + 200, .noteOff(channel: channel, pitch: pitch, velocity: 64)))
      }
      return .init(events: events + [.init(tick: 960, .endOfTrack)])
    }
    return MIDIFile(tracks: [
      .init(events: [.init(tick: 0, .text(.trackName, "The Reel"))]),
      track("The Reel", 0, 40, [74, 76, 78, 81]), track("Chords & Bass", 1, 24, [50, 54, 57, 50]),
      track("Bodhrán", 9, 0, [36, 41, 36, 41]),
    ])
  }

  /// The samples of a WAV file of floats, which are its last chunk but for words.
  private func samples(_ path: String) throws -> [Float] {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let place = try #require(data.range(of: Data("data".utf8)))
    let count = data[place.upperBound..<place.upperBound + 4].enumerated().reduce(0) { $0 | Int($1.1) << (8 * $1.0) }
    let bytes = [UInt8](data[(place.upperBound + 4)..<(place.upperBound + 4 + count)])
    return bytes.withUnsafeBytes { bytes in
      (0..<count / 4).map { Float(bitPattern: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)) }
    }
  }

  @Test(arguments: [Loudness.standard, .lufs(-7)])
  func stemsAddUpToTheWhole(loudness: Loudness) throws {
    let folder = try Tunes.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "reel.wav").path
    let stems = try AudioFile.writeStems(band, to: path, soundFont: soundFont, depth: .float, loudness: loudness)
    #expect(
      stems.map { ($0 as NSString).lastPathComponent } == [
        "reel-melody.wav", "reel-chords-bass.wav", "reel-bodhran.wav",
      ])
    #expect(
      try Tunes.contents(of: folder) == [
        "reel-bodhran.wav", "reel-chords-bass.wav", "reel-melody.wav", "reel.wav",
      ])
    let whole = try samples(path)
    let parts = try stems.map { try samples($0) }
    #expect(parts.allSatisfy { $0.count == whole.count && $0.contains { abs($0) > 0.01 } })
    let worst = whole.indices.map { index in abs(whole[index] - parts.reduce(0) { $0 + $1[index] }) }.max() ?? 1
    // Floats near 1 are 2^-24 apart; four are rounded.
    #expect(worst < 1e-6)
    #expect(whole.allSatisfy { abs($0) < 0.8913 })

    // And it is the whole that is written by itself, but for what is softened for a part's sake.
    let alone = folder.appending(path: "alone.wav").path
    try AudioFile.write(band, to: alone, soundFont: soundFont, depth: .float, loudness: loudness)
    let other = try samples(alone)
    let ratio = (other.map(abs).max() ?? 0) / (whole.map(abs).max() ?? 1)
    #expect(ratio > 0.98 && ratio < 1.4)
    let difference = zip(whole, other).map { abs($0 * ratio - $1) }.max() ?? 1
    #expect(difference < 0.01)
  }

  @Test func musicWithoutNotesHasNoStems() throws {
    let folder = try Tunes.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let rest = MIDIFile(tracks: [.init(events: [.init(tick: 1920, .endOfTrack)])])
    let path = folder.appending(path: "rest.wav").path
    #expect(throws: AudioError.noStems(path: path)) {
      try AudioFile.writeStems(rest, to: path, soundFont: soundFont)
    }
    #expect(try Tunes.contents(of: folder).isEmpty)
  }

  @Test func stoppingLeavesNoStem() throws {
    let folder = try Tunes.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for limit in [0.0, 0.5, 0.8, 0.95] {
      #expect(throws: AudioError.cancelled) {
        try AudioFile.writeStems(band, to: folder.appending(path: "a.flac").path, soundFont: soundFont) { $0 < limit }
      }
      #expect(try Tunes.contents(of: folder).isEmpty)
    }
  }
}
