import Music
import Tokens

/// The tokens that the conditions give, by their place in the tune; the places of meter and key may be left open.
struct Opening {
  private let tokens: [TokenID?]
  /// How many stand before the music.
  private let header: Int

  /// - Throws: ``CompositionError`` where the vocabulary lacks one of them.
  init(_ conditions: Conditions, in vocabulary: Vocabulary) throws(CompositionError) {
    func id(of token: Token, named name: String, prefix: String) throws(CompositionError) -> TokenID {
      if let id = vocabulary.id(of: token.word) { return id }
      let known = vocabulary.tokens.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(2)) }
      throw CompositionError(
        "the model knows no \(name) \(token.word.dropFirst(2)); it knows \(known.joined(separator: ", "))")
    }
    var tokens: [TokenID?] = []
    tokens.append(
      try conditions.meter.map { (meter) throws(CompositionError) in
        try id(of: .meter(meter), named: "meter", prefix: "M:")
      })
    tokens.append(
      try conditions.mode.map { (mode) throws(CompositionError) in
        try id(of: .key(Key(.c, mode: mode)), named: "mode", prefix: "K:")
      })
    if let type = conditions.type, let id = vocabulary.id(of: Token.rhythm(type).word) { tokens.append(id) }
    header = tokens.count
    for token in conditions.prime {
      guard let id = vocabulary.id(of: token.word) else {
        throw CompositionError(
          "the model does not know '\(token.word)' of the prime; write that note or length in another way")
      }
      tokens.append(id)
    }
    self.tokens = tokens
  }

  /// How many places there are, the open ones of meter and key included.
  var count: Int { tokens.count }

  /// What stands at a place of the tune, if that is given.
  func token(at position: Int) -> TokenID? { position < tokens.count ? tokens[position] : nil }

  /// Why what is given for a place cannot stand there.
  func refusal(at position: Int, in vocabulary: Vocabulary) -> CompositionError {
    let word = token(at: position).map(vocabulary.token) ?? ""
    if position < header { return CompositionError("\(word) cannot begin a tune") }
    return CompositionError(
      "the prime cannot become a whole tune: '\(word)', token \(position - header + 1) of it, does not fit there; "
        + "check that its bars are as long as the meter says")
  }
}
