/// What is wrong with a header, before the file's path is known.
struct HeaderFault: Error {
  let place: CheckpointError.Place
  let problem: String
}

/// Reads the one shape of JSON a safetensors header may have; nothing nests deeper, so there is no recursion.
struct HeaderReader {
  /// A tensor as the header tells it, unchecked.
  struct RawEntry {
    var name: String
    var format: String
    var shape: [Int]
    var begin: Int
    var end: Int
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The whole header, up to the padding.
  mutating func header() throws(HeaderFault) -> (metadata: [String: String], tensors: [RawEntry]) {
    guard bytes.first == UInt8(ascii: "{") else { throw fault("a header begins with '{'") }
    var metadata: [String: String]?
    var entries: [RawEntry] = []
    var names: Set<String> = []
    try object { reader, key throws(HeaderFault) in
      guard names.insert(key).inserted else { throw reader.fault("'\(key)' is there twice") }
      if key == "__metadata__" {
        metadata = try reader.texts()
      } else {
        entries.append(try reader.entry(named: key))
      }
    }
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: " ") else { throw fault("only spaces may follow the header's '}'") }
      position += 1
    }
    return (metadata ?? [:], entries)
  }

  /// `{"key": "text", ...}`.
  private mutating func texts() throws(HeaderFault) -> [String: String] {
    var texts: [String: String] = [:]
    try object { reader, key throws(HeaderFault) in
      let text = try reader.string()
      guard texts.updateValue(text, forKey: key) == nil else { throw reader.fault("'\(key)' is there twice") }
    }
    return texts
  }

  /// `{"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}`, the keys in any order.
  private mutating func entry(named name: String) throws(HeaderFault) -> RawEntry {
    var format: String?
    var shape: [Int]?
    var offsets: [Int]?
    try object { reader, key throws(HeaderFault) in
      switch key {
      case "dtype" where format == nil: format = try reader.string()
      case "shape" where shape == nil: shape = try reader.numbers()
      case "data_offsets" where offsets == nil: offsets = try reader.numbers()
      default: throw reader.fault("tensor '\(name)' has '\(key)' twice, or where it has no meaning")
      }
    }
    guard let format, let shape, let offsets, offsets.count == 2 else {
      throw HeaderFault(place: .tensor(name), problem: "lacks its dtype, shape or pair of data_offsets")
    }
    return RawEntry(name: name, format: format, shape: shape, begin: offsets[0], end: offsets[1])
  }

  /// `{` key `:` value `,` ... `}`; `value` reads what follows each colon.
  private mutating func object(
    _ value: (inout HeaderReader, String) throws(HeaderFault) -> Void
  ) throws(HeaderFault) {
    try expect("{")
    if take("}") { return }
    repeat {
      let key = try string()
      try expect(":")
      try value(&self, key)
    } while take(",")
    try expect("}")
  }

  /// `[1, 2, 3]`, natural numbers that fit an `Int`.
  private mutating func numbers() throws(HeaderFault) -> [Int] {
    var numbers: [Int] = []
    try expect("[")
    if take("]") { return numbers }
    repeat { numbers.append(try number()) } while take(",")
    try expect("]")
    return numbers
  }

  private mutating func number() throws(HeaderFault) -> Int {
    skipSpace()
    let start = position
    var value = 0
    while position < bytes.count, case let digit = Int(bytes[position]) - 48, (0...9).contains(digit) {
      let (tenfold, o1) = value.multipliedReportingOverflow(by: 10)
      let (sum, o2) = tenfold.addingReportingOverflow(digit)
      guard !o1, !o2 else { throw fault("a number too large for any file") }
      value = sum
      position += 1
    }
    guard position > start else { throw fault("expected a natural number") }
    guard position == start + 1 || bytes[start] != UInt8(ascii: "0") else {
      throw fault("a number begins with a needless 0")
    }
    return value
  }

  private mutating func string() throws(HeaderFault) -> String {
    try expect("\"")
    var text: [UInt8] = []
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          position = start
          throw fault("the text that begins here is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): try text.append(contentsOf: escape())
      case ..<0x20:
        position -= 1
        throw fault("a control character inside a text")
      default: text.append(byte)
      }
    }
    throw fault("the header ends inside a text")
  }

  /// What follows a backslash, as UTF-8.
  private mutating func escape() throws(HeaderFault) -> [UInt8] {
    guard position < bytes.count else { throw fault("the header ends inside a text") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      var code = try hexadecimal()
      if (0xD800..<0xDC00).contains(code) {
        guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
          bytes[position + 1] == UInt8(ascii: "u")
        else { throw fault("half of a surrogate pair") }
        position += 2
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low) else { throw fault("half of a surrogate pair") }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw fault("half of a surrogate pair") }
      return Array(String(Character(scalar)).utf8)
    default:
      position -= 1
      throw fault("a backslash before a character that it cannot escape")
    }
  }

  private mutating func hexadecimal() throws(HeaderFault) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count, let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
        throw fault("expected four hexadecimal digits")
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(HeaderFault) {
    guard take(character) else { throw fault("expected '\(character)'") }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  /// A fault at the byte now being read; the 8 bytes of the length come before it.
  private func fault(_ problem: String) -> HeaderFault {
    HeaderFault(place: .byte(8 + position), problem: problem)
  }
}
