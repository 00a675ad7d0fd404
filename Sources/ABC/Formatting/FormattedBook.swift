import Music

/// A tune file laid out as people print it, with everything between its tunes kept.
///
/// What sounds never changes: every tune is read again, and one that would not be the same tune stays as it was.
public struct FormattedBook: Sendable {
  /// The file laid out: in the encoding and with the line ends it had.
  public private(set) var bytes: [UInt8]
  /// How many tunes there are.
  public let tuneCount: Int
  /// The first lines of the tunes that stay as they were, because a new layout would change them.
  public private(set) var untouched: [Int] = []

  /// Lays a file out, whatever it holds; O(n).
  ///
  /// - Parameter barsPerLine: how many bars stand on a line; pickups are not counted.
  public init(formatting raw: [UInt8], barsPerLine: Int = 4) {
    let source = SourceText(raw)
    let entries = Tunebook(parsing: raw).entries
    tuneCount = entries.count
    var blocks: [Range<Int>] = []
    for (index, entry) in entries.enumerated() {
      let start = max(entry.tune.line - 1, blocks.last?.upperBound ?? 0)
      let next = index + 1 < entries.count ? entries[index + 1].tune.line - 1 : source.lines.count
      var end = start
      while end < next, !source.isBlank(source.lines[end]) { end += 1 }
      blocks.append(start..<end)
    }

    var kept: Set<Int> = []
    var text = ""
    // A tune that would change is left alone; then none is changed by another, for a blank line stands between them.
    for pass in 1... {
      // No real file comes here.
      if pass > 8 { kept = Set(entries.indices) }
      text = Self.text(of: source, entries, blocks, kept: kept, barsPerLine: barsPerLine)
      guard kept.count < entries.count else { break }
      let again = Tunebook(parsing: text).entries
      guard again.count == entries.count else {
        // A tune has become two, or none: what is one tune by itself may be laid out.
        let strange = entries.indices.filter { index in
          guard !kept.contains(index) else { return false }
          let alone = Self.layout(of: entries[index].tune, in: source, blocks[index], barsPerLine: barsPerLine)
          return Tunebook(parsing: alone.joined(separator: "\n")).entries.count != 1
        }
        kept.formUnion(strange.isEmpty ? Array(entries.indices) : strange)
        continue
      }
      let changed = entries.indices.filter { !kept.contains($0) && !Self.same(entries[$0].tune, again[$0].tune) }
      if changed.isEmpty { break }
      kept.formUnion(changed)
    }
    untouched = kept.sorted().map { entries[$0].tune.line }
    bytes = Self.encoded(text, like: raw)
  }

  private static func text(
    of source: SourceText, _ entries: [Tunebook.Entry], _ blocks: [Range<Int>], kept: Set<Int>, barsPerLine: Int
  ) -> String {
    var text = ""
    var line = 0
    func copy(to end: Int) {
      while line < end {
        text += source.string(source.lines[line]) + "\n"
        line += 1
      }
    }
    for (index, block) in blocks.enumerated() {
      copy(to: block.lowerBound)
      if kept.contains(index) {
        copy(to: block.upperBound)
        continue
      }
      for line in layout(of: entries[index].tune, in: source, block, barsPerLine: barsPerLine) { text += line + "\n" }
      line = block.upperBound
    }
    copy(to: source.lines.count)
    return text
  }

  private static func layout(
    of tune: Tune, in source: SourceText, _ block: Range<Int>, barsPerLine: Int
  ) -> [String] {
    let end = headerEnd(of: tune, in: source, block)
    return TuneLayout(tune, in: source, lines: block, headerEnd: end, barsPerLine: barsPerLine).lines
  }

  /// The line behind `K:`, or the first one that the reader took for music.
  private static func headerEnd(of tune: Tune, in source: SourceText, _ block: Range<Int>) -> Int {
    var end = block.upperBound
    if let key = block.first(where: {
      source.fieldLetter(source.lines[$0]) == UInt8(ascii: "K")
        || source.isBracketedField(source.lines[$0], letter: "K")
    }) {
      end = key + 1
    }
    if let first = tune.body.first?.place.line { end = min(end, max(first - 1, block.lowerBound)) }
    return end
  }

  /// Whether two tunes have the same signs, bar lines and blanks aside, and sound the same.
  private static func same(_ first: Tune, _ second: Tune) -> Bool {
    func signs(_ tune: Tune) -> [Element.Kind] {
      tune.body.map(\.kind).filter { kind in
        switch kind {
        case .space, .lineEnd: false
        case .bar(let line): !line.endings.isEmpty
        default: true
        }
      }
    }
    let headers = [first, second].map { $0.header.filter { $0.letter != "%" } }
    guard headers[0].count == headers[1].count, Set(headers[0]) == Set(headers[1]) else { return false }
    guard zip(signs(first), signs(second)).allSatisfy(sameSign), signs(first).count == signs(second).count else {
      return false
    }
    return Score(performing: first) == Score(performing: second)
  }

  private static func sameSign(_ first: Element.Kind, _ second: Element.Kind) -> Bool {
    switch (first, second) {
    case (.bar(let a), .bar(let b)): a.endings == b.endings
    // Comments and directives have lost blanks at their ends, nothing else.
    case (.comment, .comment): true
    case (.field(let a), .field(let b)) where a.letter == "%": b.letter == "%"
    default: first == second
    }
  }

  /// The text in the encoding and with the line ends of `raw`.
  private static func encoded(_ text: String, like raw: [UInt8]) -> [UInt8] {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let hasMark = raw.starts(with: mark)
    let isLatin = String(validating: hasMark ? raw.dropFirst(3) : raw[...], as: UTF8.self) == nil
    var result: [UInt8] = hasMark ? mark : []
    let newline = UInt8(ascii: "\n")
    let returns = raw.firstIndex(of: newline).map { $0 > 0 && raw[$0 - 1] == UInt8(ascii: "\r") } ?? false
    func add(_ byte: UInt8) {
      if byte == newline, returns { result.append(UInt8(ascii: "\r")) }
      result.append(byte)
    }
    if isLatin {
      for scalar in text.unicodeScalars { add(UInt8(truncatingIfNeeded: scalar.value)) }
    } else {
      for byte in text.utf8 { add(byte) }
    }
    return result
  }
}
