extension MIDIFile {
  /// The bytes of a Standard MIDI File, with running status; O(events).
  ///
  /// Values are cut to the bits the format has for them, a track without an end gets one, and a silence too long for
  /// one delta time (2^28 - 1 ticks) is bridged with empty text events. SMF 1.0.
  public func encoded() -> [UInt8] {
    var bytes: [UInt8] = Array("MThd".utf8)
    bytes.append(bigEndian: 6, count: 4)
    bytes.append(bigEndian: Int(format.rawValue), count: 2)
    bytes.append(bigEndian: tracks.count, count: 2)
    switch division {
    case .ticksPerQuarter(let ticks): bytes.append(bigEndian: ticks & 0x7FFF, count: 2)
    case .frames(let perSecond, let ticksPerFrame):
      bytes.append(bigEndian: -perSecond & 0xFF, count: 1)
      bytes.append(bigEndian: ticksPerFrame & 0xFF, count: 1)
    }
    for track in tracks {
      bytes += Array("MTrk".utf8)
      let start = bytes.count
      bytes.append(bigEndian: 0, count: 4)
      track.encode(to: &bytes)
      let length = bytes.count - start - 4
      for place in 0..<4 { bytes[start + place] = UInt8(truncatingIfNeeded: length >> (24 - 8 * place)) }
    }
    return bytes
  }
}

extension MIDIFile.Track {
  fileprivate func encode(to bytes: inout [UInt8]) {
    var now = 0
    var runningStatus: UInt8?
    for event in events {
      var delta = max(0, event.tick - now)
      now += delta
      while delta > 0x0FFF_FFFF {
        bytes.append(variableLength: 0x0FFF_FFFF)
        bytes += [0xFF, 0x01, 0x00]
        runningStatus = nil
        delta -= 0x0FFF_FFFF
      }
      bytes.append(variableLength: delta)
      event.message.encode(to: &bytes, runningStatus: &runningStatus)
      if case .endOfTrack = event.message { return }
    }
    bytes += [0x00, 0xFF, 0x2F, 0x00]
  }
}

extension MIDIMessage {
  /// Status and data bytes, without a delta time; a status that runs on is left out.
  fileprivate func encode(to bytes: inout [UInt8], runningStatus: inout UInt8?) {
    func begin(_ kind: UInt8, _ channel: UInt8) {
      let status = kind | channel & 0x0F
      if status != runningStatus { bytes.append(status) }
      runningStatus = status
    }
    switch self {
    case .noteOff(let channel, let pitch, let velocity):
      begin(0x80, channel)
      bytes.append(pitch & 0x7F)
      bytes.append(velocity & 0x7F)
    case .noteOn(let channel, let pitch, let velocity):
      begin(0x90, channel)
      bytes.append(pitch & 0x7F)
      bytes.append(velocity & 0x7F)
    case .keyPressure(let channel, let pitch, let pressure):
      begin(0xA0, channel)
      bytes += [pitch & 0x7F, pressure & 0x7F]
    case .control(let channel, let controller, let value):
      begin(0xB0, channel)
      bytes += [controller & 0x7F, value & 0x7F]
    case .program(let channel, let program):
      begin(0xC0, channel)
      bytes.append(program & 0x7F)
    case .channelPressure(let channel, let pressure):
      begin(0xD0, channel)
      bytes.append(pressure & 0x7F)
    case .pitchBend(let channel, let value):
      begin(0xE0, channel)
      bytes += [UInt8(value & 0x7F), UInt8(value >> 7 & 0x7F)]
    default:
      runningStatus = nil
      encodeMeta(to: &bytes)
    }
  }

  private func encodeMeta(to bytes: inout [UInt8]) {
    switch self {
    case .tempo(let microseconds):
      bytes += [0xFF, 0x51, 3]
      bytes.append(bigEndian: Int(microseconds), count: 3)
    case .timeSignature(let numerator, let power, let clocks, let thirtySeconds):
      bytes += [0xFF, 0x58, 4, numerator, power, clocks, thirtySeconds]
    case .keySignature(let sharps, let isMinor):
      bytes += [0xFF, 0x59, 2, UInt8(bitPattern: sharps), isMinor ? 1 : 0]
    case .text(let kind, let text): bytes.append(meta: kind.rawValue, Array(text.utf8))
    case .meta(let type, let data): bytes.append(meta: type & 0x7F, data)
    default: bytes += [0xFF, 0x2F, 0]
    }
  }
}

extension [UInt8] {

  fileprivate mutating func append(meta type: UInt8, _ data: [UInt8]) {
    self += [0xFF, type]
    append(variableLength: Swift.min(data.count, 0x0FFF_FFFF))
    append(contentsOf: data.prefix(0x0FFF_FFFF))
  }

  /// The lowest `count` bytes of `value`, highest first.
  fileprivate mutating func append(bigEndian value: Int, count: Int) {
    for place in stride(from: count - 1, through: 0, by: -1) { append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
  }

  /// `value` in groups of seven bits, all but the last marked; at most four bytes.
  fileprivate mutating func append(variableLength value: Int) {
    if value > 0x7F {
      for place in stride(from: 3, through: 1, by: -1) where value >> (7 * place) > 0 {
        append(UInt8(value >> (7 * place) & 0x7F) | 0x80)
      }
    }
    append(UInt8(value & 0x7F))
  }
}
