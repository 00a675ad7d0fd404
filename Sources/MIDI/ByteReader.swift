/// Walks over bytes; every step that would pass the end throws with its place.
struct ByteReader {
  let bytes: [UInt8]
  /// The next byte to read.
  var offset = 0
  /// Where reading must stop.
  var end: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    end = bytes.count
  }

  var isAtEnd: Bool { offset >= end }

  /// The next byte.
  mutating func byte(of what: String) throws(MIDIError) -> UInt8 {
    guard offset < end else { throw MIDIError(.truncated, at: offset, "\(what) is cut short; the file is incomplete") }
    defer { offset += 1 }
    return bytes[offset]
  }

  /// A big-endian number of `count` bytes, at most seven.
  mutating func integer(_ count: Int, of what: String) throws(MIDIError) -> Int {
    var value = 0
    for _ in 0..<count { value = value << 8 | Int(try byte(of: what)) }
    return value
  }

  /// A variable-length quantity: at most four bytes of seven bits.
  mutating func variableLength(of what: String) throws(MIDIError) -> Int {
    let start = offset
    var value = 0
    for _ in 0..<4 {
      let next = try byte(of: what)
      value = value << 7 | Int(next & 0x7F)
      if next < 0x80 { return value }
    }
    throw MIDIError(.corrupt, at: start, "\(what) has more than four bytes, the most MIDI allows")
  }

  /// A data byte, whose highest bit is clear.
  mutating func data(of what: String) throws(MIDIError) -> UInt8 {
    let place = offset
    let value = try byte(of: what)
    guard value < 0x80 else {
      throw MIDIError(.corrupt, at: place, "\(what) is \(value), but data bytes end at 127")
    }
    return value
  }

  /// The next `count` bytes.
  mutating func slice(_ count: Int, of what: String) throws(MIDIError) -> ArraySlice<UInt8> {
    guard count <= end - offset else {
      throw MIDIError(
        .truncated, at: offset, "\(what) claims \(count) bytes, only \(end - offset) are left; the file is incomplete")
    }
    defer { offset += count }
    return bytes[offset..<offset + count]
  }
}
