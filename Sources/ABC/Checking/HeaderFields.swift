import Music

/// The fields of a tune: which are missing, out of order, or no number (ABC 2.1, section 2.2.1: `X:` first, `K:` last).
struct HeaderFields {
  private let source: SourceText
  private let lines: Range<Int>
  private(set) var problems: [Problem] = []
  /// The line of `X:`, from 0; nil where there is none.
  private(set) var numberLine: Int?
  /// The first line behind the header, from 0.
  private(set) var end: Int

  /// Fields that tell about a tune and have no business within its music.
  private static let headerOnly = Set("ABCDFGHOSXZ".utf8)

  /// Looks at the lines of a tune; O(lines).
  ///
  /// - Parameter previousEnd: where the tune before it ends; what stands between belongs to no tune.
  init(of tune: Tune, in source: SourceText, lines: Range<Int>, previousEnd: Int) {
    self.source = source
    self.lines = lines
    end = lines.upperBound
    for line in lines {
      guard let letter = source.fieldLetter(source.lines[line]) else { continue }
      if letter == UInt8(ascii: "X"), numberLine == nil { numberLine = line }
      if letter == UInt8(ascii: "K") {
        end = line + 1
        break
      }
    }
    checkNumber()
    checkOrder(previousEnd)
    checkMissing(tune)
  }

  private func report(_ rule: Problem.Rule, _ line: Int, _ message: String, mend: String) -> Problem {
    Problem(rule, at: Place(line: line + 1, column: 1), message, mend: mend)
  }

  private mutating func checkNumber() {
    guard let line = numberLine else { return }
    let range = source.lines[line]
    let value = Field.withoutComment(source.string(range.lowerBound + 2..<range.upperBound))
    guard value.isEmpty || !value.utf8.allSatisfy(\.isDigit) else { return }
    problems.append(
      report(
        .number, line, value.isEmpty ? "X: without a number" : "X:\(value) is no number",
        mend: "write a whole number such as X:1"))
  }

  private mutating func checkOrder(_ previousEnd: Int) {
    // What stands above X: without a blank line between was meant for the tune and is lost to it.
    if numberLine == lines.lowerBound {
      var line = lines.lowerBound - 1
      while line >= previousEnd, !source.isBlank(source.lines[line]) {
        if source.fieldLetter(source.lines[line]) == UInt8(ascii: "T") {
          problems.append(
            report(.fieldOrder, line, "T: stands before X:, where the tune does not have it", mend: "write X: first"))
        }
        line -= 1
      }
    }
    for line in end..<max(end, lines.upperBound) {
      guard let letter = source.fieldLetter(source.lines[line]), Self.headerOnly.contains(letter) else { continue }
      let name = String(Unicode.Scalar(letter))
      problems.append(
        report(
          .fieldOrder, line, "\(name): stands behind K:, which ends the header", mend: "write \(name): above K:"))
    }
  }

  private mutating func checkMissing(_ tune: Tune) {
    let first = lines.lowerBound
    if !tune.header.contains(where: { $0.letter == "T" }),
      !tune.body.contains(where: { if case .field(let field) = $0.kind { field.letter == "T" } else { false } })
    {
      problems.append(
        report(.noTitle, first, "the tune has no title", mend: "write T: and its name on the line below X:"))
    }
    let hasMeter = [tune.header, tune.inherited].contains { fields in fields.contains { $0.letter == "M" } }
    guard !hasMeter else { return }
    var bars = 0
    for element in tune.body {
      if case .bar(let line) = element.kind, line.dividesBars { bars += 1 }
      if case .field(let field) = element.kind, field.letter == "M" { return }
    }
    guard bars > 2 else { return }
    problems.append(
      report(
        .noMeter, first, "the tune has bars and no meter",
        mend: "write M: and the meter, such as M:6/8, or M:none where it is free"))
  }
}
