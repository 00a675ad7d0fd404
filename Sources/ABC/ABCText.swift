import Music

extension Tune {
  /// The tune as ABC text, element by element as it was read or built, each line ended.
  ///
  /// Reading the text gives the same tune again, places aside; O(n). How a composed tune is spaced is ``laidOut(barsPerLine:)``'s
  /// business.
  public func abc() -> String {
    var text = ""
    for field in header { text += field.notation + "\n" }
    // What a macro stands for is written as the macro.
    var covered = 0
    for element in body {
      if covered > 0 {
        covered -= 1
        continue
      }
      if case .macro(let written, let covers) = element.kind {
        text += written
        covered = covers
      } else {
        element.write(to: &text)
      }
    }
    if !text.hasSuffix("\n") { text += "\n" }
    return text
  }
}

extension Element {
  fileprivate func write(to text: inout String) {
    switch kind {
    case .note(let note): text += note.notation
    case .chord(let chord):
      text += "[" + chord.notes.map(\.notation).joined() + "]" + chord.length.lengthNotation + (chord.isTied ? "-" : "")
    case .rest(let rest): text += String(rest.kind.rawValue) + rest.length.lengthNotation
    case .graces(let notes, let slashed): text += "{" + (slashed ? "/" : "") + notes.map(\.notation).joined() + "}"
    case .tuplet(let tuplet): text += tuplet.notation
    case .broken(let signs): text += String(repeating: signs > 0 ? ">" : "<", count: Int(signs.magnitude))
    case .bar(let line): text += line.fullNotation
    case .decoration(let sign): text += sign
    case .quoted(let words): text += "\"\(words)\""
    case .slurStart: text += "("
    case .slurEnd: text += ")"
    case .field(let field):
      if field.isInline {
        text += "[\(field.notation)]"
      } else {
        if !text.hasSuffix("\n") { text += "\n" }
        text += field.notation + "\n"
      }
    case .overlay(let bars): text += String(repeating: "&", count: bars)
    case .macro: break
    case .spacer: text += "y"
    case .space: text += " "
    case .lineEnd(let continued): text += continued ? "\\\n" : "\n"
    case .comment(let words):
      text += words
      if text.utf8.last != UInt8(ascii: "\n"), place.column == 1 { text += "\n" }
    }
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
