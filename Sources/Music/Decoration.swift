extension Tune {
  /// What a decoration stands for, without its marks: `trill` for `!trill!` and for `T`, `staccato` for `.`.
  ///
  /// The tune's own `U:` fields come first (ABC 2.1, section 4.16); `!nil!`, the standard's word for none, is empty.
  public func meaning(of sign: String) -> String { Tune.meaning(of: sign, symbols: symbols) }

  /// What letters stand for by `U:` fields before the music.
  var symbols: [Character: String] {
    var symbols: [Character: String] = [:]
    for content in opening {
      if case .symbol(let letter, let meaning) = content { symbols[letter] = meaning }
    }
    return symbols
  }

  static func meaning(of sign: String, symbols: [Character: String]) -> String {
    guard sign.count == 1, let letter = sign.first else { return withoutMarks(sign) }
    return symbols[letter].map(withoutMarks) ?? usualMeanings[letter] ?? sign
  }

  private static func withoutMarks(_ sign: String) -> String {
    let name = sign.count > 2 && (sign.first == "!" || sign.first == "+") ? String(sign.dropFirst().dropLast()) : sign
    return name == "nil" || name == "none" ? "" : name
  }

  /// ABC 2.1, section 4.14.
  private static let usualMeanings: [Character: String] = [
    ".": "staccato", "~": "roll", "H": "fermata", "L": "accent", "M": "lowermordent", "O": "coda", "P": "uppermordent",
    "S": "segno", "T": "trill", "u": "upbow", "v": "downbow",
  ]
}
