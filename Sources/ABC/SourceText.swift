/// The bytes of an ABC file as UTF-8, split in lines.
///
/// Old collections are Latin-1 as often as UTF-8, end their lines in every way there is and may begin with a byte-order
/// mark (ABC 2.1, section 2.2.2). All of that ends here.
struct SourceText: Sendable {
  /// The text as UTF-8.
  let bytes: [UInt8]
  /// The lines without their ends.
  let lines: [Range<Int>]

  /// Decodes and splits `raw`; O(n).
  init(_ raw: [UInt8]) {
    let hasMark = raw.starts(with: [0xEF, 0xBB, 0xBF])
    let body = hasMark ? Array(raw.dropFirst(3)) : raw
    bytes = String(validating: body, as: UTF8.self) == nil ? Self.utf8(latin1: body) : body
    var lines: [Range<Int>] = []
    var start = 0
    var i = 0
    while i < bytes.count {
      if bytes[i] == UInt8(ascii: "\n") || bytes[i] == UInt8(ascii: "\r") {
        lines.append(start..<i)
        if bytes[i] == UInt8(ascii: "\r"), i + 1 < bytes.count, bytes[i + 1] == UInt8(ascii: "\n") { i += 1 }
        start = i + 1
      }
      i += 1
    }
    if start < bytes.count { lines.append(start..<bytes.count) }
    self.lines = lines
  }

  /// Latin-1 bytes as UTF-8: each is its own code point.
  private static func utf8(latin1 bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      if byte < 0x80 {
        result.append(byte)
      } else {
        result.append(0xC0 | byte >> 6)
        result.append(0x80 | byte & 0x3F)
      }
    }
    return result
  }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func isBlank(_ line: Range<Int>) -> Bool { bytes[line].allSatisfy { $0 == 0x20 || $0 == 0x09 } }
}

extension UInt8 {
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
  var isLetter: Bool { (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "z") }
  var isNoteLetter: Bool { (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "g") }
  var isBlank: Bool { self == 0x20 || self == 0x09 }
}
