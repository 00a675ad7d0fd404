import Music

/// Reads one tune: the header up to `K:`, then the music line by line.
struct TuneParser {
  let source: SourceText
  var tune: Tune
  var problems: [Problem] = []
  var unitLength = Fraction(1, 8)

  init(source: SourceText, inherited: [Field]) {
    self.source = source
    tune = Tune(inherited: inherited)
  }

  /// Reads the lines of a tune.
  mutating func read(_ lines: Range<Int>) {
    tune.line = lines.lowerBound + 1
    let music = readHeader(lines)
    unitLength = tune.unitLength
    for line in music { readBodyLine(line) }
    if !tune.header.contains(where: { $0.letter == "K" }) {
      problems.append(
        Problem(at: Place(line: tune.line, column: 1), "the tune has no key", mend: "write K: and the key on the line before the music"))
    }
    if !tune.header.contains(where: { $0.letter == "X" }) {
      problems.append(
        Problem(.warning, at: Place(line: tune.line, column: 1), "the tune has no number", mend: "write X: and a number on its first line"))
    }
  }

  /// Reads fields up to and with `K:`; the lines that are left are music.
  @discardableResult
  mutating func readHeader(_ lines: Range<Int>) -> Range<Int> {
    for line in lines {
      let range = source.lines[line]
      if let letter = source.fieldLetter(range) {
        let value = source.string(range.lowerBound + 2..<range.upperBound)
        if letter == UInt8(ascii: "+"), var last = tune.header.popLast() {
          last.value += " " + Field.withoutComment(value)
          tune.header.append(last)
        } else {
          append(letter, value, at: Place(line: line + 1, column: 1))
        }
        if letter == UInt8(ascii: "K") { return line + 1..<lines.upperBound }
      } else if source.isBracketedField(range) {
        // `[M:3/4]` on a line of its own stands for a header field where the header has not ended.
        guard let close = source.bytes[range].firstIndex(of: UInt8(ascii: "]")),
          source.isBlank(close + 1..<range.upperBound)
        else { return line..<lines.upperBound }
        let letter = source.bytes[range.lowerBound + 1]
        append(letter, source.string(range.lowerBound + 3..<close), at: Place(line: line + 1, column: 1))
        if letter == UInt8(ascii: "K") { return line + 1..<lines.upperBound }
      } else if source.bytes[range.lowerBound] == UInt8(ascii: "%") {
        continue
      } else if tune.header.last.map({ "KMLQP".contains($0.letter) }) ?? false {
        // Music before the key: the key was forgotten.
        return line..<lines.upperBound
      }
      // Anything else is text that overflowed from the field above, as mailers used to break lines.
    }
    return lines.upperBound..<lines.upperBound
  }

  private mutating func append(_ letter: UInt8, _ value: String, at place: Place) {
    tune.header.append(
      Field(
        reading: Character(Unicode.Scalar(letter)), value, isInline: false, unitLength: tune.unitLength, at: place,
        problems: &problems))
  }

  /// Reads a line behind the header: a field, a comment or music.
  private mutating func readBodyLine(_ line: Int) {
    let range = source.lines[line]
    let place = Place(line: line + 1, column: 1)
    if let letter = source.fieldLetter(range) {
      let value = source.string(range.lowerBound + 2..<range.upperBound)
      if letter == UInt8(ascii: "+") { return extendField(by: Field.withoutComment(value)) }
      appendField(Character(Unicode.Scalar(letter)), value, isInline: false, at: place)
    } else if !range.isEmpty, source.bytes[range.lowerBound] == UInt8(ascii: "%") {
      tune.body.append(Element(.comment(source.string(range)), at: place))
    } else {
      var scanner = Scanner(source.bytes, range: range, line: line + 1)
      readMusic(&scanner)
    }
  }

  private mutating func extendField(by value: String) {
    guard let index = tune.body.lastIndex(where: { if case .field = $0.kind { true } else { false } }),
      case .field(var field) = tune.body[index].kind
    else { return }
    field.value += " " + value
    tune.body[index].kind = .field(field)
  }

  mutating func appendField(_ letter: Character, _ value: String, isInline: Bool, at place: Place) {
    let field = Field(
      reading: letter, value, isInline: isInline, unitLength: unitLength, at: place, problems: &problems)
    if case .unitLength(let length) = field.content { unitLength = length }
    append(.field(field), at: place)
  }

  mutating func append(_ kind: Element.Kind, at place: Place) {
    tune.body.append(Element(kind, at: place))
  }

  mutating func report(_ severity: Problem.Severity, at place: Place, _ message: String, mend: String) {
    // A megabyte of rubbish is told about once, not a million times.
    guard problems.count < 100 else { return }
    problems.append(Problem(severity, at: place, message, mend: mend))
  }
}
