import Music

/// The lines of a tune's header in the order of the standard's list of fields (ABC 2.1, section 3.1), `X:` first and `K:`
/// last.
///
/// Comments, directives and continuations stay with the field they stand at; nothing of a line changes but blanks.
enum HeaderOrder {
  /// `R:` stands before the meter, as printed books head a tune; fields the list does not name keep their order before
  /// the voices.
  private static let order = Array("XTCOARMLQPZNGHBDFSIm".utf8)

  private static func rank(_ letter: UInt8?) -> Int {
    switch letter {
    case UInt8(ascii: "U"): order.count + 1
    case UInt8(ascii: "V"): order.count + 2
    case UInt8(ascii: "K"): order.count + 3
    default: letter.flatMap(order.firstIndex(of:)) ?? order.count
    }
  }

  /// Sorts the header lines `lines` of `source`; O(n log n).
  static func sorted(_ lines: Range<Int>, in source: SourceText) -> [String] {
    var groups: [(rank: Int, lines: [String])] = []
    // Comments wait for the field below them.
    var waiting: [String] = []
    for line in lines {
      let range = source.lines[line]
      let letter = source.fieldLetter(range)
      if let letter, letter != UInt8(ascii: "+") {
        let value = Self.trimmed(source.string(range.lowerBound + 2..<range.upperBound))
        // `D::|` would be music.
        let blank = value.hasPrefix(":") || value.hasPrefix("|") ? " " : ""
        groups.append((rank(letter), waiting + ["\(Unicode.Scalar(letter)):\(blank)\(value)"]))
        waiting = []
      } else if source.isComment(range) {
        waiting.append(Self.trimmed(source.string(range)))
      } else if source.isBracketedField(range) {
        groups.append((rank(source.bytes[range.lowerBound + 1]), waiting + [Self.trimmed(source.string(range))]))
        waiting = []
      } else if groups.isEmpty {
        waiting.append(Self.trimmed(source.string(range)))
      } else {
        // A continuation, or text that overflowed from the field above.
        groups[groups.count - 1].lines += waiting + [Self.trimmed(source.string(range))]
        waiting = []
      }
    }
    let hasTypesetText = lines.contains {
      source.has("%%begin", at: source.lines[$0].lowerBound, before: source.lines[$0].upperBound)
    }
    guard !hasTypesetText, Self.mayMove(lines, in: source) else { return groups.flatMap(\.lines) + waiting }
    let result = groups.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
    return result.flatMap(\.element.lines) + waiting
  }

  /// A tempo without a beat (`Q:120`) counts the unit length written before it: there the order means something.
  private static func mayMove(_ lines: Range<Int>, in source: SourceText) -> Bool {
    !lines.contains { line in
      source.fieldLetter(source.lines[line]) == UInt8(ascii: "Q")
        && !source.bytes[source.lines[line]].contains(UInt8(ascii: "="))
    }
  }

  /// A value without blanks around it.
  static func trimmed(_ text: String) -> String {
    let behind = text.drop { $0 == " " || $0 == "\t" }
    var end = behind.endIndex
    while end > behind.startIndex {
      let before = behind.index(before: end)
      guard behind[before] == " " || behind[before] == "\t" else { break }
      end = before
    }
    return String(behind[..<end])
  }
}
