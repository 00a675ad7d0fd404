import ABC
import MIDI
import Music
import Testing

/// Tunes that are played into a MIDI file and written down from it.
@Suite struct TranscribingTests {
  static let tunes = [
    // Accidentals in and out of the key, a tie over a bar line, a rest.
    "X:1\nM:6/8\nL:1/8\nK:D\nd2f a2f|g2e c2A|d^de f=fe|d3-d2|\n",
    "X:1\nM:4/4\nL:1/8\nK:Gm\nG2B2 d2^f2|g4 z2 d2|_edcB AG^FG|G8|\n",
    // Triplets, semiquavers, a triplet with a note of two.
    "X:1\nM:4/4\nL:1/8\nK:A\n(3ABc d2 e/f/e/d/ c2|(3:2:2A2c e2 a4|\n",
    "X:1\nM:3/4\nL:1/8\nK:F\nF2A2c2|f4 e2|d3 c B2|A6|\n",
    "X:1\nM:9/8\nL:1/8\nK:Em\nEFE G2A B2c|d2B A2G E2|\n",
  ]

  @Test(arguments: tunes) func whatIsPlayedIsWrittenDown(text: String) throws {
    let tune = try Tune(parsing: text)
    let score = Score(performing: tune)
    let file = MIDIFile(performing: score)
    let written = try Tune(transcribing: try MIDIFile(decoding: file.encoded()), key: tune.key)
    let again = Score(performing: written)
    #expect(again.notes.map(\.pitch) == score.notes.map(\.pitch))
    let from = try #require(score.notes.first).onset
    #expect(again.notes.map(\.onset) == score.notes.map { $0.onset - from })
    #expect(written.meter?.notation == tune.meter?.notation)
    // Bars fall where they fell.
    #expect(again.barLines.first == score.barLines.first)
  }

  /// A hand that is never quite on the beat, by up to a thirtieth of a quarter either way.
  @Test func anUnsteadyHand() throws {
    let pitches: [UInt8] = [62, 66, 69, 74, 73, 69, 66, 64]
    var events: [MIDIFile.Event] = []
    for (index, pitch) in pitches.enumerated() {
      let wobble = [0, 16, -14, 9, -16, 12, 0, -9][index]
      events.append(
        .init(tick: index * 240 + max(wobble, -index * 240), .noteOn(channel: 0, pitch: pitch, velocity: 80)))
      events.append(.init(tick: index * 240 + 205, .noteOff(channel: 0, pitch: pitch, velocity: 0)))
    }
    events.sort { $0.tick < $1.tick }
    let file = MIDIFile(tracks: [.init(events: events + [.init(tick: 2000, .endOfTrack)])])
    let tune = try Tune(transcribing: file, key: Key(.d), meter: Meter(4, 4))
    #expect(Score(performing: tune).notes.map(\.onset) == (0..<8).map { Fraction($0, 2) })
    #expect(tune.abc().hasSuffix("K:Dmaj\nDFAdcAFE|\n"))
  }

  /// Chords give their highest note, drums none; another channel of the track is passed over.
  @Test func theHighestOfAChord() throws {
    func note(_ channel: UInt8, _ pitch: UInt8, _ from: Int, _ to: Int) -> [MIDIFile.Event] {
      [
        .init(tick: from, .noteOn(channel: channel, pitch: pitch, velocity: 80)),
        .init(tick: to, .noteOn(channel: channel, pitch: pitch, velocity: 0)),
      ]
    }
    let drums = MIDIFile.Track(events: note(9, 40, 0, 480))
    let melody = (note(0, 60, 0, 480) + note(0, 67, 0, 480) + note(1, 90, 0, 480) + note(0, 72, 480, 960)).sorted {
      $0.tick < $1.tick
    }
    let file = MIDIFile(tracks: [drums, .init(events: melody)])
    let tune = try Tune(transcribing: file, key: Key(.c))
    #expect(Score(performing: tune).notes.map(\.pitch) == [67, 72])
  }

  @Test func whatIsMissingIsSaid() throws {
    let empty = MIDIFile(tracks: [.init(events: [.init(tick: 0, .endOfTrack)])])
    #expect(throws: UnwritableMelody.self) { try Tune(transcribing: empty, key: Key(.c)) }
    let file = MIDIFile(performing: Score(performing: try Tune(parsing: Self.tunes[0])))
    var nameless = file
    for index in nameless.tracks.indices {
      nameless.tracks[index].events.removeAll { if case .keySignature = $0.message { true } else { false } }
    }
    let error = #expect(throws: UnwritableMelody.self) { try Tune(transcribing: nameless) }
    #expect(error?.description.contains("--key") == true)
    #expect(throws: UnwritableMelody.self) {
      try Tune(transcribing: MIDIFile(division: .frames(perSecond: 25, ticksPerFrame: 40)), key: Key(.c))
    }
  }
}
