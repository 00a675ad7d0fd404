import MIDI
import Music
import Testing

/// A short jig in G whose every byte is worked out below.
private func jig() -> Score {
  var score = Score()
  score.title = "T"
  score.rhythm = "jig"
  score.meters = [.init(onset: 0, value: Meter(6, 8))]
  score.keys = [.init(onset: 0, value: Key(.g))]
  score.barLines = [0]
  score.notes = [
    .init(onset: 0, pitch: 67, duration: Fraction(1, 2)),
    .init(onset: Fraction(1, 2), pitch: 67, duration: Fraction(1, 2)),
    .init(onset: 1, pitch: 71, duration: Fraction(1, 3)),
    .init(onset: Fraction(4, 3), pitch: 72, duration: Fraction(1, 3)),
  ]
  score.duration = 3
  return score
}

@Suite struct EncodingTests {
  @Test func bytesOfAJigAreThoseReasonedByHand() {
    // Read by mido 1.3.3: track 1 is note_on 67 v96 t0, note_off 67 t240, note_on 67 v84 t0, note_off t240,
    // note_on 71 t0, note_off t160, note_on 72 t0, note_off t160, end_of_track t640; tempo 344828, 6/8, key G.
    let expected: [UInt8] = [
      0x4D, 0x54, 0x68, 0x64, 0, 0, 0, 6, 0, 1, 0, 2, 0x01, 0xE0,  // MThd, format 1, 2 tracks, 480
      0x4D, 0x54, 0x72, 0x6B, 0, 0, 0, 0x1F,
      0x00, 0xFF, 0x03, 0x01, 0x54,  // "T"
      0x00, 0xFF, 0x51, 0x03, 0x05, 0x42, 0xFC,  // 60e6 / 174 = 344828 microseconds
      0x00, 0xFF, 0x58, 0x04, 6, 3, 36, 8,  // 6/8, a dotted crotchet is 36 clocks
      0x00, 0xFF, 0x59, 0x02, 1, 0,  // one sharp
      0x8B, 0x20, 0xFF, 0x2F, 0x00,  // 1440 = 11 * 128 + 32
      0x4D, 0x54, 0x72, 0x6B, 0, 0, 0, 0x31,
      0x00, 0xFF, 0x03, 0x01, 0x54,
      0x00, 0xC0, 40,  // the fiddle
      0x00, 0x90, 67, 96,  // first of the bar: 84 + 12
      0x81, 0x70, 0x80, 67, 64,  // off before the next on
      0x00, 0x90, 67, 84,
      0x81, 0x70, 0x80, 67, 64,
      0x00, 0x90, 71, 84,
      0x81, 0x20, 0x80, 71, 64,  // a third of 480 is 160
      0x00, 0x90, 72, 84,
      0x81, 0x20, 0x80, 72, 64,
      0x85, 0x00, 0xFF, 0x2F, 0x00,  // 640 ticks of rest
    ]
    #expect(MIDIFile(performing: jig()).encoded() == expected)
  }

  @Test func aSecondMessageOfTheSameStatusLeavesItsStatusOut() {
    let track = MIDIFile.Track(events: [
      .init(tick: 0, .noteOn(channel: 2, pitch: 60, velocity: 1)),
      .init(tick: 0, .noteOn(channel: 2, pitch: 64, velocity: 2)),
      .init(tick: 5, .text(.marker, "A")),
      .init(tick: 5, .noteOn(channel: 2, pitch: 67, velocity: 3)),
    ])
    let bytes = MIDIFile(tracks: [track]).encoded()
    // SMF 1.0: a meta event ends running status, so the third note-on says its status again.
    #expect(
      bytes.dropFirst(22) == [
        0, 0x92, 60, 1, 0, 64, 2, 5, 0xFF, 6, 1, 65, 0, 0x92, 67, 3, 0, 0xFF, 0x2F, 0,
      ])
  }

  @Test func everyMessageSurvivesARoundTrip() throws {
    let messages: [MIDIMessage] = [
      .text(.trackName, "Tá"), .tempo(microsecondsPerQuarter: 1), .tempo(microsecondsPerQuarter: 0xFFFFFF),
      .timeSignature(numerator: 7, denominatorPower: 3, clocksPerClick: 12, thirtySecondsPerQuarter: 8),
      .keySignature(sharps: -7, isMinor: true), .meta(type: 0x7F, data: [1, 0xFF, 3]),
      .noteOn(channel: 15, pitch: 127, velocity: 127), .noteOff(channel: 0, pitch: 0, velocity: 0),
      .keyPressure(channel: 1, pitch: 2, pressure: 3), .control(channel: 4, controller: 64, value: 127),
      .program(channel: 9, program: 127), .channelPressure(channel: 3, pressure: 9),
      .pitchBend(channel: 3, value: 16383), .pitchBend(channel: 3, value: 8192),
    ]
    // Deltas at the edges of one to four bytes of seven bits.
    let deltas = [0, 1, 127, 128, 16383, 16384, 2_097_151, 2_097_152, 0x0FFF_FFFF]
    var events: [MIDIFile.Event] = []
    var tick = 0
    for (index, message) in messages.enumerated() {
      tick += deltas[index % deltas.count]
      events.append(.init(tick: tick, message))
    }
    events.append(.init(tick: tick + 1, .endOfTrack))
    for format in [MIDIFile.Format.single, .simultaneous] {
      for division in [MIDIFile.Division.ticksPerQuarter(1), .frames(perSecond: 25, ticksPerFrame: 40)] {
        let file = MIDIFile(format: format, division: division, tracks: [.init(events: events)])
        #expect(try MIDIFile(decoding: file.encoded()) == file)
      }
    }
  }

  @Test func aSilenceTooLongForOneDeltaTimeIsBridged() throws {
    let far = 3 * 0x0FFF_FFFF + 7
    let track = MIDIFile.Track(events: [.init(tick: far, .noteOn(channel: 0, pitch: 60, velocity: 64))])
    let read = try MIDIFile(decoding: MIDIFile(tracks: [track]).encoded())
    #expect(read.tracks[0].events.first { $0.message.channel != nil }?.tick == far)
  }
}
