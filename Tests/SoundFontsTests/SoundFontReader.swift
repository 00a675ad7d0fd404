/// Reads the records of an SF2 file back, by the tables of the SoundFont 2.04 specification and nothing of the writer.
struct SoundFontReader {
  struct Malformed: Error { var what: String }

  var bytes: [UInt8]
  /// Where each sub-chunk's contents lie, by name.
  var chunks: [String: Range<Int>] = [:]
  /// The names of the sub-chunks in their order.
  var order: [String] = []

  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    guard name(0) == "RIFF", name(8) == "sfbk", doubleWord(4) + 8 == bytes.count else { throw Malformed(what: "RIFF") }
    try walk(12..<bytes.count)
  }

  private mutating func walk(_ range: Range<Int>) throws {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let contents = offset + 8..<offset + 8 + doubleWord(offset + 4)
      guard contents.upperBound <= range.upperBound else { throw Malformed(what: "chunk \(name(offset))") }
      if name(offset) == "LIST" {
        order.append(name(contents.lowerBound))
        try walk(contents.lowerBound + 4..<contents.upperBound)
      } else {
        order.append(name(offset))
        chunks[name(offset)] = contents
      }
      offset = contents.upperBound + contents.count % 2
    }
  }

  func name(_ offset: Int) -> String { String(decoding: bytes[offset..<offset + 4], as: UTF8.self) }
  /// A name of up to twenty bytes.
  func text(_ offset: Int) -> String { String(decoding: bytes[offset..<offset + 20].prefix { $0 != 0 }, as: UTF8.self) }
  func word(_ offset: Int) -> Int { Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 }
  func doubleWord(_ offset: Int) -> Int { word(offset) | word(offset + 2) << 16 }

  /// The bytes of a sub-chunk, none where it is missing.
  func contents(_ chunk: String) -> [UInt8] { chunks[chunk].map { Array(bytes[$0]) } ?? [] }

  /// The offsets of the records of `size` bytes in a sub-chunk, the terminal one included.
  func records(_ chunk: String, size: Int) throws -> [Int] {
    guard let range = chunks[chunk], range.count % size == 0, range.count > 0 else { throw Malformed(what: chunk) }
    return Array(stride(from: range.lowerBound, to: range.upperBound, by: size))
  }

  struct Sample {
    var name: String
    var range: Range<Int>
    var loop: Range<Int>
    var rate: Int
    var key: Int
    var correction: Int
  }

  func samples() throws -> [Sample] {
    try records("shdr", size: 46).dropLast().map { at in
      Sample(
        name: text(at),
        range: doubleWord(at + 20)..<doubleWord(at + 24), loop: doubleWord(at + 28)..<doubleWord(at + 32),
        rate: doubleWord(at + 36), key: Int(bytes[at + 40]), correction: Int(Int8(bitPattern: bytes[at + 41])))
    }
  }

  /// Frames of the sample data.
  func frames(_ range: Range<Int>) -> [Double] {
    let start = chunks["smpl"]?.lowerBound ?? 0
    return range.map { Double(Int16(truncatingIfNeeded: word(start + 2 * $0))) }
  }
}
