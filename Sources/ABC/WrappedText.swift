import Music

/// What a line left open that mailers broke in two: `({` at the end of one line, `a}g)` at the start of the next.
enum WrappedText {
  case graces([Note], slashed: Bool, at: Place)
  case quotation(String, at: Place)
  /// A colon that may belong to a bar line: `A2:` and `|` on the next line.
  case colon(at: Place)
  /// A bracket that may open an ending: `:|[` and `2 A2` on the next line.
  case bracket(at: Place)
}

extension TuneParser {
  /// Goes on with what the line before left open, where this line closes it.
  mutating func readWrapped(_ scanner: inout Scanner) {
    guard let open = wrapped else { return }
    wrapped = nil
    switch open {
    case .graces(let notes, let isSlashed, let place):
      guard let close = scanner.distance(to: "}"), scanner.distance(to: "{").map({ close < $0 }) ?? true,
        scanner.distance(to: "|").map({ close < $0 }) ?? true
      else { return report(open) }
      append(.graces(notes + readGraceNotes(&scanner), slashed: isSlashed), at: place)
      _ = scanner.skip("}")
    case .quotation(let text, let place):
      guard scanner.bytes[scanner.position..<scanner.end].count(where: { $0 == UInt8(ascii: "\"") }) % 2 == 1,
        let rest = scanner.text(upTo: "\"")
      else { return report(open) }
      append(.quoted(text + rest), at: place)
    case .colon(let place):
      guard scanner.peek(is: "|") else { return report(open) }
      readBarLine(&scanner, behind: [UInt8(ascii: ":")], at: place)
    case .bracket(let place):
      guard scanner.peek().isDigit else { return report(open) }
      let endings = readEndings(&scanner)
      if !endings.isEmpty { append(.bar(BarLine("", endings: endings)), at: place) }
    }
  }

  /// An ending's number whose bar line stands at the end of the line before (`|` and `1 A2` on the next line).
  mutating func readWrappedEnding(_ scanner: inout Scanner) {
    guard scanner.peek().isDigit, let index = lastSign, !isInMacro(index),
      case .bar(var line) = tune.body[index].kind, line.endings.isEmpty
    else { return }
    line.endings = readEndings(&scanner)
    tune.body[index].kind = .bar(line)
  }

  /// A length that belongs to the note at the end of the line before (`E` and `2:|` on the next line).
  mutating func readWrappedLength(_ scanner: inout Scanner) {
    guard scanner.peek().isDigit || scanner.peek(is: "/"), let index = tieable, index == tune.body.count - 2,
      !isInMacro(index),
      case .note(var note) = tune.body[index].kind, note.length == .one, let length = scanner.length(),
      length.isSensible
    else { return }
    note.length = length.value
    note.isTied = note.isTied || scanner.tie()
    tune.body[index].kind = .note(note)
  }

  /// A colon apart from the bar line before it, `| :`, starts a repeat all the same; false where there is no bar line.
  mutating func readLooseColon() -> Bool {
    guard let index = lastSign, !isInMacro(index), case .bar(var line) = tune.body[index].kind,
      line.dividesBars, line.endings.isEmpty, line.repeatsAfter == 0
    else { return false }
    line.notation += ":"
    line.repeatsAfter = 1
    tune.body[index].kind = .bar(line)
    return true
  }

  /// Reports what no line closed; nothing of it is music.
  mutating func report(_ open: WrappedText) {
    switch open {
    case .graces(_, _, let place):
      report(.graces, at: place, "grace notes that are not closed", mend: "write } behind the last one")
    case .quotation(_, let place):
      report(.quotation, at: place, "a quotation mark that is not closed", mend: "close it on the same line")
    case .colon(let place): reportNoBarLine(":", at: place)
    case .bracket(let place):
      report(
        .chord, at: place, "a bracket that is not closed", mend: "write ] behind the notes of a chord, or remove it")
    }
  }
}
