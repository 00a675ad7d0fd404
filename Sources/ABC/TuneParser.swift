import Music

/// Reads one tune: the header up to `K:`, then the music line by line.
struct TuneParser {
  let source: SourceText
  var tune: Tune
  var problems: [Problem] = []
  /// The unit note length in force, which an old tempo without a beat counts.
  var unitLength: Fraction
  /// The unit note length the header names; nil while only the meter implies one.
  private var writtenUnitLength: Fraction?
  /// The note or chord of the body to which a tie that stands apart belongs; nil behind a rest or a bar line.
  private(set) var tieable: Int?
  /// The field of the body that `+:` goes on with.
  private var lastField: Int?

  init(source: SourceText, inherited: [Field]) {
    self.source = source
    tune = Tune(inherited: inherited)
    unitLength = tune.unitLength
    writtenUnitLength =
      inherited.contains { if case .unitLength = $0.content { true } else { false } } ? unitLength : nil
  }

  /// Reads the lines of a tune.
  mutating func read(_ lines: Range<Int>) {
    tune.line = lines.lowerBound + 1
    let music = readHeader(lines)
    for line in music { readBodyLine(line) }
    if !tune.header.contains(where: { $0.letter == "K" }) {
      problems.append(
        Problem(
          .noKey, at: Place(line: tune.line, column: 1), "the tune has no key",
          mend: "write K: and the key on the line before the music"))
    }
    if !tune.header.contains(where: { $0.letter == "X" }) {
      problems.append(
        Problem(
          .noNumber, at: Place(line: tune.line, column: 1), "the tune has no number",
          mend: "write X: and a number on its first line"))
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
    let field = read(Character(Unicode.Scalar(letter)), value, isInline: false, at: place)
    tune.header.append(field)
    switch field.content {
    case .unitLength(let length):
      writtenUnitLength = length
      unitLength = length
    case .meter(let meter) where writtenUnitLength == nil:
      unitLength = meter?.defaultUnitLength ?? Fraction(1, 8)
    default: break
    }
  }

  private mutating func read(_ letter: Character, _ value: String, isInline: Bool, at place: Place) -> Field {
    var found: [Problem] = []
    let field = Field(
      reading: letter, value, isInline: isInline, unitLength: unitLength, at: place, problems: &found)
    for problem in found { report(problem) }
    return field
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
    guard let index = lastField, case .field(var field) = tune.body[index].kind else { return }
    // The body lets go of the field meanwhile, so that its text grows in place.
    tune.body[index].kind = .space
    field.value += " " + value
    tune.body[index].kind = .field(field)
  }

  mutating func appendField(_ letter: Character, _ value: String, isInline: Bool, at place: Place) {
    let field = read(letter, value, isInline: isInline, at: place)
    if case .unitLength(let length) = field.content { unitLength = length }
    lastField = tune.body.count
    append(.field(field), at: place)
  }

  mutating func append(_ kind: Element.Kind, at place: Place) {
    switch kind {
    case .note, .chord: tieable = tune.body.count
    case .rest, .bar: tieable = nil
    default: break
    }
    tune.body.append(Element(kind, at: place))
  }

  mutating func report(_ rule: Problem.Rule, at place: Place, _ message: String, mend: String) {
    report(Problem(rule, at: place, message, mend: mend))
  }

  private mutating func report(_ problem: Problem) {
    // A megabyte of rubbish is told about once, not a million times.
    if problems.count < 100 { problems.append(problem) }
  }
}
