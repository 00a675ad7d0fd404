import Music

extension Staff {
  /// Reads what a `K:` or `V:` field says of the staff (ABC 2.1, sections 4.6 and 7.1): `clef=alto`, a clef alone
  /// (`bass`, `treble-8`), `octave=-1`, `transpose=2`, `name="Tenor"`; nil where it says nothing.
  ///
  /// - Parameter afterKey: whether the first word is a key, or the name of a voice; `K:bass` has neither.
  init?(parsing value: String, afterKey: Bool) {
    // Nearly every field ends behind its first word.
    guard
      value.utf8.contains(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
        || afterKey && Staff.isClef(value)
    else { return nil }
    self.init()
    for (index, word) in Staff.words(value).enumerated() {
      guard let equals = word.firstIndex(of: "=") else {
        if index > 0 || afterKey, Staff.isClef(word) { clef = word }
        continue
      }
      let argument = String(word[word.index(after: equals)...].filter { $0 != "\"" })
      switch word[..<equals].lowercased() {
      case "clef", "cl": clef = argument
      case "octave": octave = Int(argument).map { max(-4, min(4, $0)) }
      case "transpose", "t": transposition = Int(argument).map { max(-60, min(60, $0)) }
      case "name", "nm": name = argument
      default: break
      }
    }
    if self == Staff() { return nil }
  }

  private static func isClef(_ word: String) -> Bool {
    let name = word.prefix { $0.isLetter }.lowercased()
    return ["treble", "alto", "tenor", "bass", "baritone", "soprano", "mezzosoprano", "perc", "none"].contains(name)
      && word.dropFirst(name.count).allSatisfy { "12345+-8".contains($0) }
  }

  /// The words of a value; blanks between quotation marks part nothing.
  private static func words(_ value: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in value {
      if character == "\"" { isQuoted.toggle() }
      if character.isWhitespace, !isQuoted {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}
