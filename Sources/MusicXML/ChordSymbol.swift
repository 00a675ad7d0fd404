import Music

/// A chord symbol such as `Am7/G` (ABC 2.1, section 4.18).
struct ChordSymbol: Hashable {
  private struct Root: Hashable {
    var step: Character
    var alteration: Int
  }

  private var root: Root
  private var bass: Root?
  /// What is written behind the root: `m7`.
  private var suffix: String
  private var kind: String
  private var degrees: [Degree]

  private struct Degree: Hashable {
    var value: Int
    var alteration: Int
    var type: String
  }

  /// Reads a symbol; nil where the text is words (`Fine`, `slow`).
  init?(parsing text: String) {
    var rest = text.filter { !$0.isWhitespace }[...]
    if rest.count > 2, rest.first == "(", rest.last == ")" { rest = rest.dropFirst().dropLast() }
    guard let root = Self.root(&rest) else { return nil }
    self.root = root
    if let slash = rest.lastIndex(of: "/") {
      var behind = rest[rest.index(after: slash)...]
      // `C6/9` has no bass.
      if let bass = Self.root(&behind), behind.isEmpty {
        self.bass = bass
        rest = rest[..<slash]
      }
    }
    suffix = String(rest)
    let plain = String(rest.filter { $0 != "(" && $0 != ")" })
    guard let found = Self.kinds[plain] ?? Self.kinds[plain.lowercased()] else { return nil }
    kind = found.kind
    degrees = found.degrees
  }

  private static func root(_ text: inout Substring) -> Root? {
    guard let step = text.first, ("A"..."G").contains(step) else { return nil }
    text = text.dropFirst()
    var alteration = 0
    switch text.first {
    case "#", "♯": alteration = 1
    case "b", "♭": alteration = -1
    default: break
    }
    if alteration != 0 { text = text.dropFirst() }
    return Root(step: step, alteration: alteration)
  }

  private static let kinds: [String: (kind: String, degrees: [Degree])] = {
    var result: [String: (kind: String, degrees: [Degree])] = [:]
    for (kind, names) in names {
      for name in names { result[name] = (kind, []) }
    }
    for (name, base, degree) in altered { result[name] = (base, [degree]) }
    return result
  }()

  private static let names: [(kind: String, names: [String])] = [
    ("major", ["", "maj", "M", "major"]), ("minor", ["m", "min", "-", "minor"]),
    ("dominant", ["7", "dom7"]), ("major-seventh", ["maj7", "M7", "ma7", "j7", "Δ", "Δ7"]),
    ("minor-seventh", ["m7", "min7", "-7"]), ("diminished", ["dim", "o", "°"]),
    ("diminished-seventh", ["dim7", "o7", "°7"]), ("half-diminished", ["ø", "ø7", "m7b5", "min7b5", "-7b5"]),
    ("augmented", ["aug", "+", "#5"]), ("augmented-seventh", ["aug7", "+7", "7#5", "7+"]),
    ("major-minor", ["mmaj7", "mM7", "minmaj7"]), ("suspended-fourth", ["sus4", "sus", "4"]),
    ("suspended-second", ["sus2", "2"]), ("major-sixth", ["6", "maj6", "M6"]), ("minor-sixth", ["m6", "min6", "-6"]),
    ("dominant-ninth", ["9"]), ("major-ninth", ["maj9", "M9"]), ("minor-ninth", ["m9", "min9", "-9"]),
    ("dominant-11th", ["11"]), ("major-11th", ["maj11", "M11"]), ("minor-11th", ["m11", "min11"]),
    ("dominant-13th", ["13"]), ("major-13th", ["maj13", "M13"]), ("minor-13th", ["m13", "min13"]), ("power", ["5"]),
  ]

  private static let altered: [(name: String, kind: String, degree: Degree)] = [
    ("add9", "major", Degree(value: 9, alteration: 0, type: "add")),
    ("add2", "major", Degree(value: 2, alteration: 0, type: "add")),
    ("add4", "major", Degree(value: 4, alteration: 0, type: "add")),
    ("madd9", "minor", Degree(value: 9, alteration: 0, type: "add")),
    ("6/9", "major-sixth", Degree(value: 9, alteration: 0, type: "add")),
    ("69", "major-sixth", Degree(value: 9, alteration: 0, type: "add")),
    ("7sus4", "suspended-fourth", Degree(value: 7, alteration: -1, type: "add")),
    ("7sus", "suspended-fourth", Degree(value: 7, alteration: -1, type: "add")),
    ("7b5", "dominant", Degree(value: 5, alteration: -1, type: "alter")),
    ("7b9", "dominant", Degree(value: 9, alteration: -1, type: "add")),
    ("7#9", "dominant", Degree(value: 9, alteration: 1, type: "add")),
  ]

  /// `<harmony>`: root, kind as written, bass and degrees.
  var tag: Tag {
    var children = [
      Self.note(root, "root"),
      Tag("kind", text: kind).with("text", suffix.isEmpty ? nil : suffix),
    ]
    if let bass { children.append(Self.note(bass, "bass")) }
    // The suffix says already what a degree would; it is there for what plays the chord.
    children += degrees.map {
      Tag(
        "degree", ["print-object": "no"],
        [Tag("degree-value", $0.value), Tag("degree-alter", $0.alteration), Tag("degree-type", text: $0.type)])
    }
    return Tag("harmony", ["placement": "above"], children)
  }

  private static func note(_ root: Root, _ name: String) -> Tag {
    var children = [Tag("\(name)-step", text: String(root.step))]
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
