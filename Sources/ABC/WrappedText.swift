import Music

/// What a line left open that mailers broke in two: `({` at the end of one line, `a}g)` at the start of the next.
enum WrappedText {
  case graces([Note], slashed: Bool, at: Place)
  case quotation(String, at: Place)
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
    }
  }

  /// Reports what no line closed; nothing of it is music.
  mutating func report(_ open: WrappedText) {
    switch open {
    case .graces(_, _, let place):
      report(.graces, at: place, "grace notes that are not closed", mend: "write } behind the last one")
    case .quotation(_, let place):
      report(.quotation, at: place, "a quotation mark that is not closed", mend: "close it on the same line")
    }
  }
}
