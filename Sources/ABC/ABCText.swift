import Music

extension Tune {
  /// The tune as ABC text, element by element as it was read or built, each line ended.
  ///
  /// Reading the text gives the same tune again, places aside; O(n). How a composed tune is spaced is ``laidOut(barsPerLine:)``'s
  /// business.
  public func abc() -> String {
    var text = MusicText(macros: Macros(inherited + header))
    for (index, field) in header.enumerated() {
      // Behind its first line a tune can name another number only in brackets: `X:` would begin the next tune.
      text.put(line: index > 0 && field.letter == "X" ? "[\(field.notation)]" : field.notation)
    }
    // What a macro stands for is written as the macro.
    var covered = 0
    for element in body {
      if covered > 0 {
        covered -= 1
        continue
      }
      text.put(element)
      if case .macro(_, let covers) = element.kind { covered = covers }
    }
    return text.finished()
  }
}

extension Note {
  var notation: String { pitch.notation + length.lengthNotation + (isTied ? "-" : "") }
}

extension Fraction {
  /// The length behind a note: nothing for 1, `2`, `/`, `/4`, `3/2`.
  var lengthNotation: String {
    if self == .one { return "" }
    if denominator == 1 { return "\(numerator)" }
    if numerator == 1 { return denominator == 2 ? "/" : "/\(denominator)" }
    return "\(numerator)/\(denominator)"
  }
}

extension Tuplet {
  var notation: String {
    if let covered { return "(\(count):\(time.map(String.init) ?? ""):\(covered)" }
    return time.map { "(\(count):\($0)" } ?? "(\(count)"
  }
}

extension BarLine {
  /// The signs with the ending behind them: `|`, `:|2`, `[1`, `|] [2`.
  var fullNotation: String {
    guard !endings.isEmpty else { return notation }
    let passes = endings.map(String.init).joined(separator: ",")
    if notation.isEmpty { return "[" + passes }
    // Digits join a plain stroke or a repeat only; behind other signs an ending has a bracket of its own.
    return notation.hasSuffix("|") ? notation + passes : notation + " [" + passes
  }
}
