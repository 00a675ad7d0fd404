import MIDI
import Testing

/// Written by mido 1.3.3: Latin-1 text, running status, a system exclusive message, note-ons of velocity 0.
private let midoFile: [UInt8] = [
  0x4D, 0x54, 0x68, 0x64, 0x00, 0x00, 0x00, 0x06, 0x00, 0x01, 0x00, 0x02, 0x00, 0x60, 0x4D, 0x54, 0x72, 0x6B, 0x00,
  0x00,
  0x00, 0x21, 0x00, 0xFF, 0x03, 0x04, 0x43, 0x61, 0x66, 0xE9, 0x00, 0xFF, 0x51, 0x03, 0x05, 0x46, 0x4E, 0x00, 0xFF,
  0x58,
  0x04, 0x09, 0x03, 0x24, 0x08, 0x00, 0xFF, 0x59, 0x02, 0x03, 0x01, 0x00, 0xFF, 0x2F, 0x00, 0x4D, 0x54, 0x72, 0x6B,
  0x00,
  0x00, 0x00, 0x27, 0x00, 0xC3, 0x49, 0x00, 0xF0, 0x04, 0x01, 0x02, 0x03, 0xF7, 0x00, 0x93, 0x3E, 0x5A, 0x81, 0x48,
  0x3E,
  0x00, 0x00, 0x45, 0x5B, 0x0A, 0xE3, 0x1C, 0x3F, 0x81, 0x9C, 0x20, 0xB3, 0x40, 0x7F, 0x01, 0x83, 0x45, 0x05, 0x00,
  0xFF,
  0x2F, 0x00,
]

@Suite struct DecodingTests {
  @Test func aFileByMidoHoldsWhatMidoPutIn() throws {
    let file = try MIDIFile(decoding: midoFile)
    #expect(file.division == .ticksPerQuarter(96))
    #expect(file.tracks.count == 2)
    #expect(
      file.tracks[0].events == [
        .init(tick: 0, .text(.trackName, "Café")), .init(tick: 0, .tempo(microsecondsPerQuarter: 345_678)),
        .init(
          tick: 0,
          .timeSignature(numerator: 9, denominatorPower: 3, clocksPerClick: 36, thirtySecondsPerQuarter: 8)),
        .init(tick: 0, .keySignature(sharps: 3, isMinor: true)), .init(tick: 0, .endOfTrack),
      ])
    #expect(
      file.tracks[1].events == [
        .init(tick: 0, .program(channel: 3, program: 73)),
        .init(tick: 0, .noteOn(channel: 3, pitch: 62, velocity: 90)),
        .init(tick: 200, .noteOn(channel: 3, pitch: 62, velocity: 0)),
        .init(tick: 200, .noteOn(channel: 3, pitch: 69, velocity: 91)),
        .init(tick: 210, .pitchBend(channel: 3, value: 8092)),  // mido counts the wheel from -8192
        .init(tick: 20210, .control(channel: 3, controller: 64, value: 127)),
        .init(tick: 20211, .noteOff(channel: 3, pitch: 69, velocity: 5)),
        .init(tick: 20211, .endOfTrack),
      ])
  }

  @Test func everyTruncationIsReportedInsideTheFile() {
    for length in 0..<midoFile.count {
      do {
        _ = try MIDIFile(decoding: Array(midoFile.prefix(length)))
        Issue.record("\(length) bytes were read as a whole file")
      } catch {
        #expect(error.fault == (length < 4 ? .notMIDI : .truncated))
        #expect((0...length).contains(error.offset))
      }
    }
  }

  @Test func mutationsNeverTrap() {
    var generator = SeededGenerator(state: 20_250_101)
    var read = 0
    for _ in 0..<20_000 {
      var bytes = midoFile
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      if let file = try? MIDIFile(decoding: bytes) {
        read += 1
        // What was read can be written, read again and laid out.
        #expect((try? MIDIFile(decoding: file.encoded())) != nil)
        #expect(Timeline(file).duration >= 0)
      }
    }
    #expect(read > 0)
  }

  @Test(
    arguments: [
      // A delta time of five bytes, a status no file has, data before any status, a data byte over 127,
      // a tempo of zero, a time signature of two bytes, an event past the end of its chunk.
      ([0x80, 0x80, 0x80, 0x80, 0x00], 22, MIDIError.Fault.corrupt), ([0x00, 0xF4], 23, .corrupt),
      ([0x00, 0x40], 23, .corrupt), ([0x00, 0x90, 0x40, 0x80], 25, .corrupt),
      ([0x00, 0xFF, 0x51, 0x03, 0, 0, 0], 26, .corrupt), ([0x00, 0xFF, 0x58, 0x02, 4, 2], 26, .corrupt),
      ([0x00, 0x90, 0x40], 25, .truncated), ([0x00, 0xFF, 0x01, 0x7F, 0x41], 26, .truncated),
      ([0x00, 0xF0, 0x8F, 0xFF, 0xFF, 0x7F], 28, .truncated),
    ] as [([UInt8], Int, MIDIError.Fault)])
  func faultsAreFoundAtTheirByte(track: [UInt8], offset: Int, fault: MIDIError.Fault) {
    let header: [UInt8] = Array("MThd".utf8) + [0, 0, 0, 6, 0, 0, 0, 1, 0, 96] + Array("MTrk".utf8)
    let error = #expect(throws: MIDIError.self) {
      try MIDIFile(decoding: header + [0, 0, 0, UInt8(track.count)] + track)
    }
    #expect(error?.offset == offset)
    #expect(error?.fault == fault)
  }

  @Test func unknownChunksAndLongHeadersAreSkippedAndAMissingEndIsAdded() throws {
    let bytes: [UInt8] =
      Array("MThd".utf8) + [0, 0, 0, 8, 0, 0, 0, 1, 0, 96, 9, 9] + Array("XFIH".utf8) + [0, 0, 0, 2, 1, 2]
      + Array("MTrk".utf8) + [0, 0, 0, 3, 10, 0xC0, 5]
    let file = try MIDIFile(decoding: bytes)
    #expect(
      file.tracks == [.init(events: [.init(tick: 10, .program(channel: 0, program: 5)), .init(tick: 10, .endOfTrack)])])
  }

  @Test func formatTwoAndZeroTicksAreRefused() {
    #expect(throws: MIDIError.self) {
      try MIDIFile(decoding: Array("MThd".utf8) + [0, 0, 0, 6, 0, 2, 0, 0, 0, 96])
    }
    #expect(throws: MIDIError.self) {
      try MIDIFile(decoding: Array("MThd".utf8) + [0, 0, 0, 6, 0, 1, 0, 0, 0, 0])
    }
    #expect(throws: MIDIError.self) { try MIDIFile(decoding: Array("RIFF....".utf8)) }
  }

  @Test func aFloodOfEventsIsRefused() {
    let count = MIDIFile.maximumEventCount
    var bytes: [UInt8] = Array("MThd".utf8) + [0, 0, 0, 6, 0, 0, 0, 1, 0, 96] + Array("MTrk".utf8)
    let length = 3 + 2 * count
    bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) } + [0, 0xC0, 1]
    bytes += [UInt8](repeating: 0, count: 2 * count)
    let error = #expect(throws: MIDIError.self) { try MIDIFile(decoding: bytes) }
    #expect(error?.fault == .tooLarge)
  }
}

/// A small seeded generator (splitmix64), so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
