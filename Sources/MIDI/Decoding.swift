extension MIDIFile {
  /// The most events a file may hold. A tune has hundreds; the limit bounds what a hostile file can make Lilt keep.
  public static let maximumEventCount = 2_000_000

  /// Reads a Standard MIDI File of format 0 or 1; O(bytes), with memory for at most ``maximumEventCount`` events.
  ///
  /// Running status is followed, system exclusive messages and unknown chunks are skipped, what follows the last track
  /// is ignored, and a track that just stops gets its missing end. SMF 1.0.
  ///
  /// - Throws: ``MIDIError`` with the byte where the file stops making sense.
  public init(decoding bytes: [UInt8]) throws(MIDIError) {
    var reader = ByteReader(bytes)
    guard bytes.prefix(4) == Array("MThd".utf8)[...] else {
      throw MIDIError(.notMIDI, at: 0, "not a Standard MIDI File: it must begin with MThd")
    }
    reader.offset = 4
    let headerLength = try reader.integer(4, of: "the header")
    guard headerLength >= 6 else {
      throw MIDIError(.corrupt, at: 4, "the header claims \(headerLength) bytes, it has at least 6")
    }
    let headerEnd = reader.offset + headerLength
    let formatNumber = try reader.integer(2, of: "the header")
    guard let format = Format(rawValue: UInt16(formatNumber)) else {
      let reason = "format \(formatNumber) is not played; save the file as format 0 or 1"
      throw MIDIError(formatNumber == 2 ? .unsupported : .corrupt, at: 8, reason)
    }
    self.format = format
    let trackCount = try reader.integer(2, of: "the header")
    division = try Division(decoding: try reader.integer(2, of: "the header"))
    guard headerEnd <= bytes.count else {
      throw MIDIError(.truncated, at: bytes.count, "the header is cut short; the file is incomplete")
    }
    reader.offset = headerEnd

    tracks = []
    var eventsLeft = MIDIFile.maximumEventCount
    while tracks.count < trackCount {
      let place = reader.offset
      if reader.isAtEnd {
        let found = "\(tracks.count) of \(trackCount) tracks are here"
        throw MIDIError(.truncated, at: place, "\(found); the file is incomplete")
      }
      let kind = try reader.slice(4, of: "a chunk's name")
      let length = try reader.integer(4, of: "a chunk's length")
      guard length <= bytes.count - reader.offset else {
        throw MIDIError(
          .truncated, at: place,
          "a chunk claims \(length) bytes, only \(bytes.count - reader.offset) are left; the file is incomplete")
      }
      let next = reader.offset + length
      if kind == Array("MTrk".utf8)[...] {
        reader.end = next
        let track = try Track(decoding: &reader, atMost: eventsLeft)
        eventsLeft -= track.events.count
        tracks.append(track)
        reader.end = bytes.count
      }
      reader.offset = next
    }
  }
}

extension MIDIFile.Division {
  fileprivate init(decoding word: Int) throws(MIDIError) {
    if word & 0x8000 == 0 {
      guard word > 0 else { throw MIDIError(.corrupt, at: 12, "the file has 0 ticks a quarter; it needs at least 1") }
      self = .ticksPerQuarter(word)
    } else {
      let framesPerSecond = -Int(Int8(truncatingIfNeeded: word >> 8))
      guard [24, 25, 29, 30].contains(framesPerSecond), word & 0xFF > 0 else {
        throw MIDIError(.corrupt, at: 12, "the time code must be 24, 25, 29 or 30 frames of at least 1 tick")
      }
      self = .frames(perSecond: framesPerSecond, ticksPerFrame: word & 0xFF)
    }
  }
}

extension MIDIFile.Track {
  /// Reads one track, which ends where the reader does.
  fileprivate init(decoding reader: inout ByteReader, atMost limit: Int) throws(MIDIError) {
    events = []
    var tick = 0
    var runningStatus: UInt8?
    while !reader.isAtEnd {
      tick += try reader.variableLength(of: "a delta time")
      let place = reader.offset
      let first = try reader.byte(of: "an event")
      let message: MIDIMessage?
      switch first {
      case 0xFF:
        message = try MIDIMessage(decodingMeta: &reader)
      case 0xF0, 0xF7:
        let length = try reader.variableLength(of: "a system exclusive message's length")
        _ = try reader.slice(length, of: "a system exclusive message")
        message = nil
      case 0xF1...0xFE:
        throw MIDIError(.corrupt, at: place, "status \(first) has no place in a file")
      case 0x80...0xEF:
        runningStatus = first
        message = try MIDIMessage(decoding: &reader, status: first)
      default:
        guard let runningStatus else {
          throw MIDIError(.corrupt, at: place, "data byte \(first) where an event must begin")
        }
        reader.offset = place
        message = try MIDIMessage(decoding: &reader, status: runningStatus)
      }
      guard let message else { continue }
      guard events.count < limit - 1 else {
        throw MIDIError(.tooLarge, at: place, "more than \(MIDIFile.maximumEventCount) events")
      }
      events.append(MIDIFile.Event(tick: tick, message))
      if message == .endOfTrack { return }
    }
    events.append(MIDIFile.Event(tick: tick, .endOfTrack))
  }
}

extension MIDIMessage {
  /// Reads the data bytes of a channel message.
  fileprivate init(decoding reader: inout ByteReader, status: UInt8) throws(MIDIError) {
    let channel = status & 0x0F
    let first = try reader.data(of: "a channel message")
    switch status >> 4 {
    case 0xC: self = .program(channel: channel, program: first)
    case 0xD: self = .channelPressure(channel: channel, pressure: first)
    default:
      let second = try reader.data(of: "a channel message")
      switch status >> 4 {
      case 0x8: self = .noteOff(channel: channel, pitch: first, velocity: second)
      case 0x9: self = .noteOn(channel: channel, pitch: first, velocity: second)
      case 0xA: self = .keyPressure(channel: channel, pitch: first, pressure: second)
      case 0xB: self = .control(channel: channel, controller: first, value: second)
      default: self = .pitchBend(channel: channel, value: UInt16(first) | UInt16(second) << 7)
      }
    }
  }

  /// Reads a meta event after its 0xFF.
  fileprivate init(decodingMeta reader: inout ByteReader) throws(MIDIError) {
    let type = try reader.data(of: "a meta event's type")
    let length = try reader.variableLength(of: "a meta event's length")
    let place = reader.offset
    let data = Array(try reader.slice(length, of: "a meta event"))
    func expect(_ count: Int, _ what: String) throws(MIDIError) {
      guard data.count >= count else {
        throw MIDIError(.corrupt, at: place, "\(what) has \(data.count) bytes, it needs \(count)")
      }
    }
    switch type {
    case 0x01...0x07:
      // Files older than UTF-8 are in Latin-1 more often than not; its bytes are the first 256 scalars.
      let latin1 = String.UnicodeScalarView(data.map(Unicode.Scalar.init))
      let text = String(validating: data, as: UTF8.self) ?? String(latin1)
      self = .text(TextKind(rawValue: type) ?? .text, text)
    case 0x2F: self = .endOfTrack
    case 0x51:
      try expect(3, "a tempo")
      let microseconds = UInt32(data[0]) << 16 | UInt32(data[1]) << 8 | UInt32(data[2])
      guard microseconds > 0 else { throw MIDIError(.corrupt, at: place, "a tempo of 0 microseconds a quarter") }
      self = .tempo(microsecondsPerQuarter: microseconds)
    case 0x58:
      try expect(4, "a time signature")
      self = .timeSignature(
        numerator: data[0], denominatorPower: data[1], clocksPerClick: data[2], thirtySecondsPerQuarter: data[3])
    case 0x59:
      try expect(2, "a key signature")
      self = .keySignature(sharps: Int8(bitPattern: data[0]), isMinor: data[1] == 1)
    default: self = .meta(type: type, data: data)
    }
  }
}
