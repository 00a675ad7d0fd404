import Music

/// A tune laid out as people print it: so many bars a line, parts on lines of their own, bar lines under each other.
///
/// Lines that lyrics or symbols belong to, lines of several voices and lines in free meter keep their ends.
struct TuneLayout {
  private let barsPerLine: Int
  private(set) var lines: [String] = []
  /// The lines of the part at hand, some of which are music.
  private var part: [Item] = []
  /// The voice that has come to the end of the part; nil while none has.
  private var ended: Int?

  private enum Item {
    case row(Columns.Row)
    case fixed(String)
  }

  /// Lays out the lines of a tune; O(n).
  ///
  /// - Parameter headerEnd: the first line behind the header.
  init(_ tune: Tune, in source: SourceText, lines range: Range<Int>, headerEnd: Int, barsPerLine: Int) {
    self.barsPerLine = barsPerLine
    lines = HeaderOrder.sorted(range.lowerBound..<headerEnd, in: source)
    let body = BodyLine.lines(of: tune, in: source, headerEnd..<range.upperBound)
    let keepsLines = tune.voices.count > 1
    let kept = Self.linesWithText(body)
    var builder = CellBuilder(dividesRepeats: !keepsLines)
    var flowing: [Sign] = []

    for (index, line) in body.enumerated() {
      switch line {
      case .fixed(let text):
        flow(&flowing)
        if !text.isEmpty { part.append(.fixed(text)) }
        if !Self.goesWithMusic(text) { endPart() }
      case .music(let signs, let isContinued):
        guard keepsLines || kept.contains(index) || signs.contains(where: { $0.duration > .zero && $0.meter == nil })
        else {
          BodyLine.join(signs, to: &flowing)
          if signs.contains(where: { if case .comment = $0.kind { true } else { false } }) { flow(&flowing) }
          continue
        }
        flow(&flowing)
        for sign in signs { builder.add(sign) }
        let cells = builder.endLine()
        guard !cells.isEmpty else { continue }
        // The voices of a part end together: it is over where the next line is not one voice further.
        let voice = signs.first?.voice ?? 0
        if let ended, voice <= ended { endPart() }
        part.append(.row(Columns.Row(cells: cells, end: isContinued ? "\\" : "")))
        if cells.last?.endsPart ?? false { ended = voice }
      }
    }
    flow(&flowing)
    endPart()
  }

  /// The lines that words or symbols stand under, with those that `\` joins to them.
  private static func linesWithText(_ body: [BodyLine]) -> Set<Int> {
    var result: Set<Int> = []
    for (index, line) in body.enumerated() {
      guard isText(line) else { continue }
      var above = index - 1
      while above >= 0 {
        if case .music = body[above] { break }
        above -= 1
      }
      while above >= 0, case .music = body[above] {
        result.insert(above)
        guard above > 0, case .music(_, isContinued: true) = body[above - 1] else { break }
        above -= 1
      }
    }
    return result
  }

  /// Whether a line is of words or symbols for the notes above it.
  private static func isText(_ line: BodyLine) -> Bool {
    guard case .fixed(let text) = line else { return false }
    return text.hasPrefix("w:") || text.hasPrefix("s:")
  }

  /// Whether a line stands between lines of one part: words, another voice, a comment.
  private static func goesWithMusic(_ text: String) -> Bool {
    ["w:", "s:", "+:", "V:", "%"].contains { text.hasPrefix($0) }
  }

  /// Breaks music that may be broken anew into lines.
  private mutating func flow(_ signs: inout [Sign]) {
    guard !signs.isEmpty else { return }
    if ended != nil { endPart() }
    var builder = CellBuilder(dividesRepeats: true)
    for sign in signs { builder.add(sign) }
    signs = []
    var row: [Cell] = []
    var bars = 0
    for cell in builder.endLine() {
      row.append(cell)
      if cell.isBar { bars += 1 }
      if cell.opensEnding {
        // Endings stand on one line with what they end, as long as they are short.
        bars = 0
        continue
      }
      guard cell.endsPart || bars >= barsPerLine || !cell.comment.isEmpty else { continue }
      part.append(.row(Columns.Row(cells: row)))
      row = []
      bars = 0
      if cell.endsPart { endPart() }
    }
    if !row.isEmpty { part.append(.row(Columns.Row(cells: row))) }
  }

  /// Sets the lines of the part in columns.
  private mutating func endPart() {
    ended = nil
    let rows = part.compactMap { if case .row(let row) = $0 { row } else { nil } }
    var texts = Columns.lines(rows)[...]
    for item in part {
      switch item {
      case .row: if let text = texts.popFirst() { lines.append(text) }
      case .fixed(let text): lines.append(text)
      }
    }
    part = []
  }
}
