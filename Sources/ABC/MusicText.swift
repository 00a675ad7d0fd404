import Music

/// Lines of ABC as they are written, element by element.
///
/// The reader passes over signs that mean nothing, and what stood on both sides of one must not grow together in writing:
/// two bar lines into a double one, a letter and a colon into a field, an emptied line into the end of the tune. A back-tick,
/// which means nothing either (ABC 2.1, section 4.7), keeps them apart.
struct MusicText {
  private var bytes: [UInt8] = []
  /// Where the present line begins.
  private var lineStart = 0
  /// What the text so far defines.
  private var macros: Macros
  /// The elements of this line that are no macros: where each begins and ends.
  private var elements: [Range<Int>] = []
  /// What was written last in this line.
  private var last: Element.Kind?

  /// No text yet, and what `macros` the header defines.
  init(macros: Macros) { self.macros = macros }

  /// Writes a line that is no music.
  mutating func put(line: String) {
    endLine()
    bytes += line.utf8
    lineStart = bytes.endIndex
    newLine()
  }

  /// Writes an element of the music.
  mutating func put(_ element: Element) {
    switch element.kind {
    case .field(let field) where !field.isInline:
      put(line: field.notation)
      if field.letter == "m" { macros.define(field.value) }
      return
    case .comment(let words):
      if element.place.column == 1 { return put(line: words) }
      // At the start of a line it could be a directive.
      if bytes.count == lineStart { bytes.append(UInt8(ascii: "`")) }
      bytes += words.utf8
    case .lineEnd(let continued):
      if continued { bytes.append(UInt8(ascii: "\\")) }
      return endLine()
    default:
      if let last, last.growsTogether(with: element.kind) { bytes.append(UInt8(ascii: "`")) }
      let start = bytes.count
      bytes += element.kind.notation.utf8
      if case .macro = element.kind {} else if !macros.isEmpty { elements.append(start..<bytes.count) }
    }
    last = element.kind
  }

  /// The text, its last line ended.
  mutating func finished() -> String {
    endLine()
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Ends a line of music; one without any sign is left out, for a blank line ends a tune.
  private mutating func endLine() {
    guard bytes[lineStart...].contains(where: { !$0.isBlank }) else {
      bytes.removeSubrange(lineStart...)
      elements = []
      return
    }
    keepApartFromMacros()
    if bytes[lineStart...].fieldLetter != nil { bytes.insert(UInt8(ascii: "`"), at: lineStart) }
    newLine()
  }

  /// Parts elements that together spell a macro.
  private mutating func keepApartFromMacros() {
    guard !elements.isEmpty else { return }
    var scanner = Scanner(Array(bytes[lineStart...]), range: 0..<bytes.count - lineStart, line: 1)
    var ends: [Int] = []
    for element in elements {
      scanner.position = element.lowerBound - lineStart
      guard let (length, _) = macros.expansion(at: scanner), length > element.count else { continue }
      ends.append(element.upperBound - lineStart)
    }
    elements = []
    guard !ends.isEmpty else { return }
    bytes.removeSubrange(lineStart...)
    var written = 0
    for end in ends {
      bytes += scanner.bytes[written..<end] + [UInt8(ascii: "`")]
      written = end
    }
    bytes += scanner.bytes[written...]
  }

  private mutating func newLine() {
    bytes.append(UInt8(ascii: "\n"))
    lineStart = bytes.endIndex
    last = nil
  }
}

extension Element.Kind {
  /// The element as ABC, within a line.
  fileprivate var notation: String {
    switch self {
    case .note(let note): note.notation
    case .chord(let chord):
      "[" + chord.notes.map(\.notation).joined() + "]" + chord.length.lengthNotation + (chord.isTied ? "-" : "")
    case .rest(let rest): String(rest.kind.rawValue) + rest.length.lengthNotation
    case .graces(let notes, let slashed): "{" + (slashed ? "/" : "") + notes.map(\.notation).joined() + "}"
    case .tuplet(let tuplet): tuplet.notation
    case .broken(let signs): String(repeating: signs > 0 ? ">" : "<", count: Int(signs.magnitude))
    case .bar(let line): line.fullNotation
    case .decoration(let sign): sign
    case .quoted(let words): "\"\(words)\""
    case .slurStart: "("
    case .slurEnd: ")"
    // `[K:|` would be a chord and a bar line.
    case .field(let field): field.value.hasPrefix("|") ? "[\(field.letter): \(field.value)]" : "[\(field.notation)]"
    case .overlay(let bars): String(repeating: "&", count: bars)
    case .macro(let written, _): written
    case .spacer: "y"
    case .space: " "
    case .lineEnd, .comment: ""
    }
  }

  /// Whether the next element, written directly behind this one, would be read as part of it.
  fileprivate func growsTogether(with next: Element.Kind) -> Bool {
    switch (self, next) {
    case (.broken, .broken), (.overlay, .overlay): return true
    case (.tuplet, .bar(let line)): return line.notation.hasPrefix(":")
    case (.bar(let line), .bar(let next)):
      guard line.endings.isEmpty, line.dividesBars, next.dividesBars else { return false }
      // `:|` and `|:` mean together what they mean apart.
      let whole = BarLine(signs: Array((line.notation + next.notation).utf8)[...])
      return (whole.repeatsBefore, whole.repeatsAfter) != (line.repeatsBefore, next.repeatsAfter)
        || line.repeatsAfter > 0 || next.repeatsBefore > 0 || whole.isDouble && !line.isDouble && !next.isDouble
    default: return false
    }
  }
}
