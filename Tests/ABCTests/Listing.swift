import ABC
import Music

/// The elements of one line of music, each as a short word: what was read, in the order it stands there.
func listing(_ music: String) throws -> String {
  try Tune(parsing: "X:1\nK:C\n\(music)\n").body.dropLast().map(\.word).joined(separator: " ")
}

extension Element {
  /// `A2-`, `[CE]2`, `z`, `{g}`, `(3:2:3`, `>1`, `:|/2` (an ending behind the stroke), `!trill!`, `"Am"`; `_` a blank,
  /// `$` the end of a line.
  var word: String {
    switch kind {
    case .note(let note): note.word
    case .chord(let chord):
      "[" + chord.notes.map(\.word).joined() + "]" + chord.length.word + (chord.isTied ? "-" : "")
    case .rest(let rest): String(rest.kind.rawValue) + rest.length.word
    case .graces(let notes, let slashed): "{" + (slashed ? "/" : "") + notes.map(\.word).joined() + "}"
    case .tuplet(let tuplet):
      "(\(tuplet.count):" + (tuplet.time.map(String.init) ?? "") + ":" + (tuplet.covered.map(String.init) ?? "")
    case .broken(let signs): signs > 0 ? ">\(signs)" : "<\(-signs)"
    case .bar(let line):
      line.notation + (line.endings.isEmpty ? "" : "/" + line.endings.map(String.init).joined(separator: ","))
    case .decoration(let sign): sign
    case .quoted(let text): "\"\(text)\""
    case .slurStart: "("
    case .slurEnd: ")"
    case .field(let field): field.isInline ? "[\(field.notation)]" : field.notation
    case .overlay(let bars): String(repeating: "&", count: bars)
    case .macro(let written, _): "m(\(written))"
    case .spacer: "y"
    case .space: "_"
    case .lineEnd(let continued): continued ? "\\" : "$"
    case .comment(let text): text
    }
  }
}

extension Note {
  fileprivate var word: String { pitch.notation + length.word + (isTied ? "-" : "") }
}

extension Fraction {
  fileprivate var word: String { self == .one ? "" : description }
}
