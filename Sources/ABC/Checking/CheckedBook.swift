import Music

/// A tune file with everything that is wrong with it: what its reader found, and what its music does not add up to.
public struct CheckedBook: Sendable {
  /// What a tune is known by and what is wrong with it. The tune itself is let go of: a collection holds thousands.
  public struct Entry: Sendable {
    /// The reference number as written; nil where there is none.
    public var number: String?
    /// The first title; empty where there is none.
    public var title: String
    /// The line it begins on, from 1.
    public var line: Int
    /// What is wrong with it, in the order of the text.
    public var problems: [Problem]
    /// Its melody, by which it is known again; nil where there is too little of it.
    public var melody: MelodyPrint?
  }

  /// The tunes, in order.
  public private(set) var entries: [Entry] = []
  /// What is wrong outside the tunes, in the order of the text.
  public private(set) var problems: [Problem] = []

  let source: SourceText

  /// Reads and checks a file's bytes, whatever they hold; O(n).
  public init(checking bytes: [UInt8]) {
    let source = SourceText(bytes)
    self.source = source
    var previousEnd = 0
    var numbers: [String: Int] = [:]
    var outside = Markup(in: source)
    Tunebook.read(source) { entry, lines in
      Self.checkMail(previousEnd..<lines.lowerBound, &outside)
      var check = TuneCheck(of: entry, in: source, lines: lines, previousEnd: previousEnd)
      if let line = check.numberLine, let number = entry.tune.number {
        if let earlier = numbers[number] {
          check.problems.append(
            Problem(
              .duplicateNumber, at: Place(line: line + 1, column: 1), "X:\(number) stands on line \(earlier) already",
              mend: "give every tune of the file a number of its own"))
        } else {
          numbers[number] = line + 1
        }
      }
      check.problems.sort { $0.place < $1.place }
      entries.append(
        Entry(
          number: entry.tune.number, title: entry.tune.title, line: entry.tune.line, problems: check.problems,
          melody: check.melody))
      previousEnd = lines.upperBound
    }
    Self.checkMail(previousEnd..<source.lines.count, &outside)
    problems = outside.problems
    if entries.isEmpty {
      problems.append(
        Problem(
          .noTune, at: Place(line: 1, column: 1), "there are no tunes here",
          mend: "a tune begins with X: and has a K: before its music"))
    }
  }

  /// Between tunes text is free (ABC 2.1, section 2.2.3); only what is plainly the head of a mail is told about.
  private static func checkMail(_ lines: Range<Int>, _ markup: inout Markup) {
    var line = lines.lowerBound
    while line + 1 < lines.upperBound {
      if let name = markup.mailField(line), markup.mailField(line + 1) != nil {
        markup.report(.mailHeader, line, 0, "'\(name):' is the header of a mail", mend: "remove the mail's head")
        while line < lines.upperBound, markup.mailField(line) != nil { line += 1 }
      }
      line += 1
    }
  }
}

/// Every rule on one tune.
struct TuneCheck {
  var problems: [Problem]
  var melody: MelodyPrint?
  var numberLine: Int?

  init(of entry: Tunebook.Entry, in source: SourceText, lines: Range<Int>, previousEnd: Int) {
    let tune = entry.tune
    problems = entry.problems
    let header = HeaderFields(of: tune, in: source, lines: lines, previousEnd: previousEnd)
    numberLine = header.numberLine
    problems += header.problems

    var markup = Markup(in: source)
    for line in lines {
      markup.check(line, isMusic: line >= header.end && source.fieldLetter(source.lines[line]) == nil)
    }
    problems += markup.problems
    problems += Decorations(of: tune, defined: Self.definedDecorations(tune)).problems

    // Looked up once: a tune may have as many voices as fields.
    let (key, meter, unitLength) = (tune.key, tune.meter, tune.unitLength)
    for (number, voice) in tune.voices.enumerated() {
      let elements = voice.elements
      let rhythm = Rhythm(of: elements, meter: meter, unitLength: unitLength)
      let notes = WrittenNotes(of: elements, rhythm: rhythm, key: key)
      problems += RhythmAndRange.incomplete(rhythm, in: elements)
      problems += RhythmAndRange.outOfRange(notes, in: elements)
      problems += BarLengths(of: Measures(of: elements, rhythm: rhythm), in: elements).problems
      problems += RepeatBalance(of: elements).problems
      problems += EndingPartners(of: elements).problems
      problems += TiesAndSlurs(of: elements, key: key).problems
      problems += KeyAndAccidentals(of: notes, in: elements, key: key).problems
      if number == 0 { melody = MelodyPrint(of: notes) }
    }
    forgetRepeated()
  }

  /// As many problems of one rule are told of one tune; rubbish has a million.
  private static let crowd = 1000

  private mutating func forgetRepeated() {
    guard problems.count > Self.crowd else { return }
    var counts: [Problem.Rule: Int] = [:]
    problems = problems.filter { problem in
      counts[problem.rule, default: 0] += 1
      return counts[problem.rule, default: 0] <= Self.crowd
    }
  }

  /// Names that `%%deco` defines, in the tune or its file's header.
  private static func definedDecorations(_ tune: Tune) -> Set<String> {
    var names: Set<String> = []
    func add(_ field: Field) {
      if case .directive(let directive) = field.content, directive.name == "deco", let name = directive.arguments.first
      {
        names.insert(name)
      }
    }
    for fields in [tune.inherited, tune.header] {
      for index in fields.indices where fields[index].letter == "%" || fields[index].letter == "I" {
        add(fields[index])
      }
    }
    for element in tune.body { if case .field(let field) = element.kind { add(field) } }
    return names
  }
}
