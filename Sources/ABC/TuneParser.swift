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
  /// The last element of the body that is more than room on the page.
  private(set) var lastSign: Int?
  /// The last field of the header that is no comment or directive.
  private var lastHeaderField: Int?
  /// The last macro of the body.
  private var lastMacro: Int?
  /// The field of the body that `+:` goes on with.
  private var lastField: Int?
  /// Whether music stands behind that field, which only text goes on over.
  private var isMusicBehindField = false
  /// What `m:` fields define.
  var macros: Macros
  /// Grace notes or a quotation that a line left open, for the next one to close; see ``WrappedText``.
  var wrapped: WrappedText?
  /// Whether every `!` is a line break (`I:linebreak !`, section 6.1.1).
  private(set) var breaksLinesAtExclamation = false
  /// Whether the lines of a text that is only typeset go on (`%%begintext`).
  private var isInTypesetText = false

  /// Whether the file asks to be read by the letter of version 2.1 or later, so that outdated notation is told about.
  private let isStrict: Bool

  init(source: SourceText, inherited: [Field], isStrict: Bool = false) {
    self.source = source
    self.isStrict = isStrict
    tune = Tune(inherited: inherited)
    macros = Macros(inherited)
    unitLength = tune.unitLength
    for field in inherited { note(field) }
    writtenUnitLength =
      inherited.contains { if case .unitLength = $0.content { true } else { false } } ? unitLength : nil
  }

  /// Reads the lines of a tune.
  mutating func read(_ lines: Range<Int>) {
    tune.line = lines.lowerBound + 1
    let music = readHeader(lines)
    for line in music { readBodyLine(line) }
    if let wrapped { report(wrapped) }
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
      if readTypesetText(range, at: Place(line: line + 1, column: 1), isBody: false) { continue }
      if let letter = source.fieldLetter(range) {
        let value = source.string(range.lowerBound + 2..<range.upperBound)
        if letter == UInt8(ascii: "+") {
          extendHeader(by: Field.withoutComment(value), at: Place(line: line + 1, column: 1))
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
        append(
          UInt8(ascii: "%"), source.string(range.lowerBound + 1..<range.upperBound),
          at: Place(line: line + 1, column: 1))
      } else if lastHeaderField.map({ "KMLQP".contains(tune.header[$0].letter) }) ?? false,
        line + 1 == lines.upperBound || source.fieldLetter(source.lines[line + 1]) == nil
      {
        // Music before the key: the key was forgotten. One line among fields is a remark instead.
        return line..<lines.upperBound
      }
      // Anything else is text that overflowed from the field above, as mailers used to break lines.
    }
    return lines.upperBound..<lines.upperBound
  }

  private mutating func append(_ letter: UInt8, _ value: String, at place: Place) {
    let field = read(Character(Unicode.Scalar(letter)), value, isInline: false, isBody: false, at: place)
    if letter != UInt8(ascii: "%") { lastHeaderField = tune.header.count }
    tune.header.append(field)
    if letter == UInt8(ascii: "m") { macros.define(field.value) }
    note(field)
    switch field.content {
    case .unitLength(let length):
      writtenUnitLength = length
      unitLength = length
    case .meter(let meter) where writtenUnitLength == nil:
      unitLength = meter?.defaultUnitLength ?? Fraction(1, 8)
    default: break
    }
  }

  /// Takes up what a field says of how the text itself is to be read.
  private mutating func note(_ field: Field) {
    guard case .directive(let directive) = field.content, directive.name == "linebreak" else { return }
    breaksLinesAtExclamation = directive.arguments.contains("!")
  }

  /// `+:` goes on with the field before it (section 3.3).
  private mutating func extendHeader(by value: String, at place: Place) {
    guard let index = lastHeaderField else { return }
    tune.header[index].value += " " + value
    // No text that means something to the music is that long, and reading a long one anew with every line takes its time.
    guard tune.header[index].value.utf8.count < 1000 else { return }
    let whole = tune.header[index]
    tune.header[index] = read(whole.letter, whole.value, isInline: false, isBody: false, at: place)
    if whole.letter == "m" { macros.define(tune.header[index].value) }
    note(tune.header[index])
  }

  private mutating func read(
    _ letter: Character, _ value: String, isInline: Bool, isBody: Bool, at place: Place
  ) -> Field {
    var found: [Problem] = []
    let field = Field(
      reading: letter, value, isInline: isInline, isBody: isBody, unitLength: unitLength, at: place, problems: &found)
    for problem in found { report(problem) }
    return field
  }

  /// Reads a line behind the header: a field, a comment or music.
  private mutating func readBodyLine(_ line: Int) {
    let range = source.lines[line]
    let place = Place(line: line + 1, column: 1)
    if readTypesetText(range, at: place, isBody: true) { return }
    if let letter = source.fieldLetter(range) {
      let value = source.string(range.lowerBound + 2..<range.upperBound)
      if letter == UInt8(ascii: "+") { return extendField(by: Field.withoutComment(value)) }
      appendField(Character(Unicode.Scalar(letter)), value, isInline: false, at: place)
    } else if !range.isEmpty, source.bytes[range.lowerBound] == UInt8(ascii: "%") {
      if range.count > 1, source.bytes[range.lowerBound + 1] == UInt8(ascii: "%") {
        appendField("%", source.string(range.lowerBound + 1..<range.upperBound), isInline: false, at: place)
      } else {
        append(.comment(source.string(range)), at: place)
      }
    } else {
      var scanner = Scanner(source.bytes, range: range, line: line + 1)
      readMusic(&scanner)
      append(.lineEnd(continued: scanner.isContinued), at: scanner.place)
      isMusicBehindField = true
    }
  }

  /// `%%begintext` to `%%endtext`, and PostScript and SVG alike: lines that programs print and nobody plays.
  private mutating func readTypesetText(_ range: Range<Int>, at place: Place, isBody: Bool) -> Bool {
    let isDirective =
      range.count > 5 && source.bytes[range.lowerBound] == UInt8(ascii: "%")
      && source.bytes[range.lowerBound + 1] == UInt8(ascii: "%")
    guard isInTypesetText || isDirective else { return false }
    let text = source.string(range)
    let isEnd = ["%%endtext", "%%endps", "%%endsvg"].contains { text.hasPrefix($0) }
    if !isInTypesetText {
      guard ["%%begintext", "%%beginps", "%%beginsvg"].contains(where: { text.hasPrefix($0) }) else { return false }
    }
    isInTypesetText = !isEnd
    if isBody {
      append(.comment(text), at: place)
    } else {
      // A line of the header is written back with the `%` that it began with or, inside, as typeset text of its own.
      tune.header.append(Field("%", text.hasPrefix("%") ? String(text.dropFirst()) : text))
    }
    return true
  }

  private mutating func extendField(by value: String) {
    guard let index = lastField, case .field(var field) = tune.body[index].kind,
      !isMusicBehindField || field.content == .text && field.letter != "m"
    else { return }
    // The body lets go of the field meanwhile, so that its text grows in place.
    tune.body[index].kind = .space
    field.value += " " + value
    // As in the header, no long text means something to the music.
    if field.value.utf8.count < 1000 {
      field = read(field.letter, field.value, isInline: false, isBody: true, at: tune.body[index].place)
      takeUp(field)
    }
    tune.body[index].kind = .field(field)
  }

  mutating func appendField(_ letter: Character, _ value: String, isInline: Bool, at place: Place) {
    let field = read(letter, value, isInline: isInline, isBody: true, at: place)
    takeUp(field)
    // A comment or a directive may stand between a field and what continues it.
    if letter != "%", !isInline {
      lastField = tune.body.count
      isMusicBehindField = false
    }
    append(.field(field), at: place)
  }

  /// Takes up what a field of the body says of the text behind it.
  private mutating func takeUp(_ field: Field) {
    if field.letter == "m" { macros.define(field.value) }
    note(field)
    if case .unitLength(let length) = field.content { unitLength = length }
  }

  mutating func append(_ kind: Element.Kind, at place: Place) {
    switch kind {
    case .note, .chord: tieable = tune.body.count
    case .rest, .bar: tieable = nil
    case .macro: lastMacro = tune.body.count
    default: break
    }
    switch kind {
    case .space, .lineEnd: break
    default: lastSign = tune.body.count
    }
    tune.body.append(Element(kind, at: place))
  }

  /// Whether an element is what the last macro stands for, and so cannot be written otherwise.
  func isInMacro(_ element: Int) -> Bool {
    guard let index = lastMacro, case .macro(_, let covers) = tune.body[index].kind else { return false }
    return (index...index + covers).contains(element)
  }

  /// Writes the tie of a note that a macro stands for behind the macro.
  mutating func writeTieBehindMacro(over note: Int) {
    guard isInMacro(note), let index = lastMacro, case .macro(let written, let covers) = tune.body[index].kind,
      !written.hasSuffix("-")
    else { return }
    tune.body[index].kind = .macro(written + "-", covers: covers)
  }

  mutating func report(_ rule: Problem.Rule, at place: Place, _ message: String, mend: String) {
    report(Problem(rule, at: place, message, mend: mend))
  }

  /// Notation of older versions (section 10) sounds as it always did; only strict files are told about it.
  mutating func reportOutdated(_ what: String, at place: Place, instead: String) {
    guard isStrict else { return }
    report(.outdated, at: place, "\(what) is outdated notation", mend: "write \(instead)")
  }

  private mutating func report(_ problem: Problem) {
    // A megabyte of rubbish is told about once, not a million times.
    if problems.count < 100 { problems.append(problem) }
  }
}
