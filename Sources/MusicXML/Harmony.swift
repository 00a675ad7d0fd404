import Music

extension ChordSymbol {
  /// `<harmony>`: root, kind as written, bass and degrees.
  var tag: Tag {
    var children = [
      Self.note(root, "root"),
      Tag("kind", text: kind.rawValue).with("text", suffix.isEmpty ? nil : suffix),
    ]
    if let bass { children.append(Self.note(bass, "bass")) }
    // The suffix says already what a degree would; it is there for what plays the chord.
    children += degrees.map {
      Tag(
        "degree", ["print-object": "no"],
        [
          Tag("degree-value", $0.value), Tag("degree-alter", $0.alteration),
          Tag("degree-type", text: $0.replaces ? "alter" : "add"),
        ])
    }
    return Tag("harmony", ["placement": "above"], children)
  }

  private static func note(_ root: Root, _ name: String) -> Tag {
    var children = [Tag("\(name)-step", text: String(root.step.letter))]
    if root.alteration != 0 { children.append(Tag("\(name)-alter", root.alteration)) }
    return Tag(name, [:], children)
  }
}

/// What quoted text of ABC is: a chord symbol, or an annotation where it begins with one of `^_<>@`
/// (ABC 2.1, sections 4.18 and 4.19).
func quotation(_ text: String) -> [Tag] {
  guard let first = text.first else { return [] }
  if "^_<>@".contains(first) {
    var note = text.dropFirst()
    // `@-10,5 text` says where as well; readers place words themselves.
    if first == "@", let blank = note.firstIndex(where: { !"-+.,0123456789".contains($0) }) { note = note[blank...] }
    let plain = note.drop { $0.isWhitespace }
    return plain.isEmpty ? [] : [words(String(plain), placement: first == "_" ? "below" : "above")]
  }
  if let symbol = ChordSymbol(parsing: text) { return [symbol.tag] }
  return text.contains { !$0.isWhitespace } ? [words(text, placement: "above")] : []
}
