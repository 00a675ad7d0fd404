import Music

/// A position in one line of music. Bytes, not characters: everything in ABC that sounds is ASCII.
struct Scanner {
  let bytes: [UInt8]
  let line: Int
  let start: Int
  var position: Int
  let end: Int

  /// Where all of it stands, where it is not in the text itself: what a macro stands for.
  private let fixedPlace: Place?
  /// Whether `\` ends the line, which joins it to the next.
  var isContinued = false

  init(_ bytes: [UInt8], range: Range<Int>, line: Int, standingFor place: Place? = nil) {
    self.bytes = bytes
    self.line = line
    fixedPlace = place
    start = range.lowerBound
    position = range.lowerBound
    end = range.upperBound
  }

  /// The line of a text that stands alone.
  init(_ text: String, line: Int = 1) {
    let bytes = Array(text.utf8)
    self.init(bytes, range: 0..<bytes.count, line: line)
  }

  var place: Place { fixedPlace ?? Place(line: line, column: position - start + 1) }
  var isAtEnd: Bool { position >= end }

  /// The byte `offset` ahead, or 0 past the end of the line.
  func peek(_ offset: Int = 0) -> UInt8 {
    position + offset < end ? bytes[position + offset] : 0
  }

  func peek(is character: Unicode.Scalar, _ offset: Int = 0) -> Bool { peek(offset) == UInt8(ascii: character) }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard peek(is: character), !isAtEnd else { return false }
    position += 1
    return true
  }

  mutating func skipBlanks() { while peek().isBlank { position += 1 } }

  /// The character here, one byte or several, which is skipped; not at the end of the line.
  mutating func character() -> Character {
    let first = position
    position += 1
    while position < end, bytes[position] & 0xC0 == 0x80 { position += 1 }
    return String(decoding: bytes[first..<position], as: UTF8.self).first ?? " "
  }

  /// A whole number, saturated at `limit`; nil where there is no digit.
  mutating func number(limit: Int = 1 << 20) -> Int? {
    guard peek().isDigit else { return nil }
    var value = 0
    while peek().isDigit {
      value = min(limit, value * 10 + Int(peek() - UInt8(ascii: "0")))
      position += 1
    }
    return value
  }

  /// The text up to `character`, which is skipped; nil where it does not come in this line.
  mutating func text(upTo character: Unicode.Scalar) -> String? {
    guard let close = bytes[position..<end].firstIndex(of: UInt8(ascii: character)) else { return nil }
    defer { position = close + 1 }
    return String(decoding: bytes[position..<close], as: UTF8.self)
  }

  /// Whether nothing but blanks stands before the next `|`.
  var isBeforeStroke: Bool {
    var ahead = self
    ahead.skipBlanks()
    return ahead.peek(is: "|")
  }

  /// How far ahead `character` stands in this line; nil where it does not come.
  func distance(to character: Unicode.Scalar) -> Int? {
    bytes[position..<end].firstIndex(of: UInt8(ascii: character)).map { $0 - position }
  }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The rest of the line, which is skipped.
  mutating func rest() -> String {
    defer { position = end }
    return String(decoding: bytes[position..<end], as: UTF8.self)
  }
}
