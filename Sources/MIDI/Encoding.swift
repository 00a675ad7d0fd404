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
      let body = track.encoded()
      bytes += Array("MTrk".utf8)
      bytes.append(bigEndian: body.count, count: 4)
      bytes += body
    }
    return bytes
  }
}

extension MIDIFile.Track {
  fileprivate func encoded() -> [UInt8] {
    var bytes: [UInt8] = []
    var now = 0
    var runningStatus: UInt8?
    var ended = false
    for event in events where !ended {
      var delta = max(0, event.tick - now)
      now += delta
      while delta > 0x0FFF_FFFF {
        bytes.append(variableLength: 0x0FFF_FFFF)
        bytes += [0xFF, 0x01, 0x00]
        runningStatus = nil
        delta -= 0x0FFF_FFFF
      }
      bytes.append(variableLength: delta)
      let message = event.message.encoded()
      if event.message.channel == nil {
        runningStatus = nil
        bytes += message
      } else {
        bytes += message[0] == runningStatus ? message.dropFirst() : message[...]
        runningStatus = message[0]
      }
      ended = event.message == .endOfTrack
    }
    if !ended { bytes += [0x00, 0xFF, 0x2F, 0x00] }
    return bytes
  }
}

extension MIDIMessage {
  /// Status and data bytes, without a delta time.
  fileprivate func encoded() -> [UInt8] {
    func status(_ kind: UInt8, _ channel: UInt8) -> UInt8 { kind | channel & 0x0F }
    switch self {
    case .noteOff(let channel, let pitch, let velocity): return [status(0x80, channel), pitch & 0x7F, velocity & 0x7F]
    case .noteOn(let channel, let pitch, let velocity): return [status(0x90, channel), pitch & 0x7F, velocity & 0x7F]
    case .keyPressure(let channel, let pitch, let pressure):
      return [status(0xA0, channel), pitch & 0x7F, pressure & 0x7F]
    case .control(let channel, let controller, let value):
      return [status(0xB0, channel), controller & 0x7F, value & 0x7F]
    case .program(let channel, let program): return [status(0xC0, channel), program & 0x7F]
    case .channelPressure(let channel, let pressure): return [status(0xD0, channel), pressure & 0x7F]
    case .pitchBend(let channel, let value):
      return [status(0xE0, channel), UInt8(value & 0x7F), UInt8(value >> 7 & 0x7F)]
    case .tempo(let microseconds):
      return [0xFF, 0x51, 3] + [16, 8, 0].map { UInt8(truncatingIfNeeded: microseconds >> $0) }
    case .timeSignature(let numerator, let power, let clocks, let thirtySeconds):
      return [0xFF, 0x58, 4, numerator, power, clocks, thirtySeconds]
    case .keySignature(let sharps, let isMinor):
      return [0xFF, 0x59, 2, UInt8(bitPattern: sharps), isMinor ? 1 : 0]
    case .text(let kind, let text): return MIDIMessage.meta(kind.rawValue, Array(text.utf8))
    case .endOfTrack: return [0xFF, 0x2F, 0]
    case .meta(let type, let data): return MIDIMessage.meta(type & 0x7F, data)
    }
  }

  private static func meta(_ type: UInt8, _ data: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0xFF, type]
    bytes.append(variableLength: min(data.count, 0x0FFF_FFFF))
    return bytes + data.prefix(0x0FFF_FFFF)
  }
}

extension [UInt8] {
  /// The lowest `count` bytes of `value`, highest first.
  fileprivate mutating func append(bigEndian value: Int, count: Int) {
    for place in stride(from: count - 1, through: 0, by: -1) { append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
  }

  /// `value` in groups of seven bits, all but the last marked; at most four bytes.
  fileprivate mutating func append(variableLength value: Int) {
    for place in stride(from: 3, through: 1, by: -1) where value >> (7 * place) > 0 {
      append(UInt8(value >> (7 * place) & 0x7F) | 0x80)
    }
    append(UInt8(value & 0x7F))
  }
}
