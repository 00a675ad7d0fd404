import Music

extension Key {
  /// Reads the value of a `K:` field (ABC 2.1, section 3.1.14); nil where it names no key (`clef=bass`).
  public init?(parsing value: String) {
    var scanner = Scanner(value)
    scanner.skipBlanks()
    if scanner.isAtEnd {
      // An empty K: means no key signature.
      self.init(signature: [:])
      return
    }
    let words = value.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
    switch words[0] {
    case "HP":
      self.init(signature: [:])
      return
    case "Hp":
      // Sharps on F and C, G natural: the pipe scale is A mixolydian.
      self.init(.a, mode: .mixolydian)
      return
    case let word where word.lowercased() == "none":
      self.init(signature: [:])
      applyAccidentals(&scanner, after: 4)
      return
    default: break
    }
    let letter = Character(Unicode.Scalar(scanner.peek()))
    // A word such as `clef` or `bass` begins like a key: a small tonic is followed by nothing, a sign or a mode.
    guard let tonic = Step(letter: letter), letter.isUppercase || Key.isTonicAndMode(words[0]) else { return nil }
    scanner.position += 1
    var alteration = 0
    if scanner.skip("#") { alteration = 1 } else if scanner.skip("b") { alteration = -1 }
    scanner.skipBlanks()
    let wordStart = scanner.position
    while scanner.peek().isLetter { scanner.position += 1 }
    let word = String(decoding: scanner.bytes[wordStart..<scanner.position], as: UTF8.self)
    if word.lowercased() == "exp" {
      self.init(tonic, alteration: alteration)
      signature = [:]
    } else if let mode = Mode(word: word) {
      self.init(tonic, alteration: alteration, mode: mode)
    } else {
      // `clef=...`, a clef's name or a word nobody knows: major, and the word is not the mode's.
      self.init(tonic, alteration: alteration)
    }
    applyAccidentals(&scanner, after: scanner.position - scanner.start)
  }

  /// Whether a word is a tonic, `#` or `b`, and a mode, and nothing else.
  private static func isTonicAndMode(_ word: String) -> Bool {
    let rest = word.dropFirst()
    return [rest, rest.dropFirst(rest.hasPrefix("#") || rest.hasPrefix("b") ? 1 : 0)].contains { mode in
      mode.isEmpty || Mode(word: String(mode)) != nil
    }
  }

  /// Merges explicit accidentals such as `=c ^g` into the signature.
  private mutating func applyAccidentals(_ scanner: inout Scanner, after offset: Int) {
    scanner.position = scanner.start + offset
    while !scanner.isAtEnd {
      // Accidentals stand at the start of a word or directly behind the mode; not within `clef=c`.
      if scanner.peek().isLetter {
        while !scanner.isAtEnd, !scanner.peek().isBlank { scanner.position += 1 }
        continue
      }
      guard let accidental = scanner.accidental() else {
        scanner.position += 1
        continue
      }
      _ = scanner.microtone()
      if let step = Step(letter: Character(Unicode.Scalar(scanner.peek()))) {
        scanner.position += 1
        signature[step] = accidental == .natural ? nil : accidental.alteration
      }
    }
  }
}

extension Mode {
  /// The mode a word names by its first three letters, in any case (so that `M`, too, is minor); no word at all is major.
  init?(word: String) {
    switch word {
    case "": self = .major
    case "m", "M": self = .minor
    default:
      switch word.lowercased().prefix(3) {
      case "maj", "ion": self = .major
      case "min", "aeo": self = .minor
      case let name:
        guard let mode = Mode(rawValue: String(name)) else { return nil }
        self = mode
      }
    }
  }
}

extension Scanner {
  /// One of `^ ^^ _ __ =`; nil where there is none.
  mutating func accidental() -> Accidental? {
    if skip("^") { return skip("^") ? .doubleSharp : .sharp }
    if skip("_") { return skip("_") ? .doubleFlat : .flat }
    return skip("=") ? .natural : nil
  }

  /// The fraction behind an accidental: `/` and `1/2` in `^/c` and `^1/2c`; nil where there is none.
  mutating func microtone() -> Microtone? {
    guard peek().isDigit || peek(is: "/") else { return nil }
    let over = number(limit: 255) ?? 1
    let under = skip("/") ? number(limit: 255) ?? 2 : 1
    return Microtone(UInt8(over), UInt8(under))
  }
}
