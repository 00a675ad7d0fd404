import Testing
import Tokens

/// No dead ends, proven by going everywhere: every state that can be reached over a small vocabulary is visited.
@Suite struct GrammarProofTests {
  /// - Returns: how many states there are, and how many of them end a tune.
  private func visitAll(_ words: String, _ form: TuneGrammar.Form) throws -> (states: Int, ends: Int) {
    let vocabulary = Vocabulary(tokens: words.split(separator: " ").map(String.init))
    let grammar = try TuneGrammar(validating: vocabulary, form: form)
    var seen: Set<TuneGrammar.State> = [grammar.start()]
    var open = Array(seen)
    var ends = 0
    var mask = [Bool](repeating: false, count: vocabulary.count)
    while let state = open.popLast() {
      if state.isFinished {
        ends += 1
        continue
      }
      grammar.allow(after: state, into: &mask)
      // The limit of tokens bounds every way, so that a way without an empty mask ends a tune.
      try #require(mask.contains(true), "a dead end")
      for token in mask.indices where mask[token] {
        var next = state
        try #require(grammar.advance(&next, by: TokenID(token)))
        if seen.insert(next).inserted { open.append(next) }
      }
    }
    return (seen.count, ends)
  }

  private func small(_ limit: Int) -> TuneGrammar.Form {
    var form = TuneGrammar.Form()
    form.partMultiple = 1
    form.longestPart = 2
    form.longestUnrepeated = 2
    form.shortestTune = 1
    form.longestTune = 2
    form.tokenLimit = limit
    return form
  }

  /// Bars of four quavers, the grain: notes, a rest, chords, ties, tuplets, broken rhythm, repeats and endings, pickups.
  @Test(arguments: [false, true])
  func everyStateOfASmallVocabularyGoesOn(endsOnTonic: Bool) throws {
    var form = small(16)
    form.endsOnTonic = endsOnTonic
    form.partsEndOnTonic = endsOnTonic
    let words = "M:2/4 K:Cmaj C D 2 3 4 - > (3 [ ] | |: :|"
    let (states, ends) = try visitAll(words, form)
    #expect(states > 5_000 && ends > 100)
  }

  /// First and second endings take more tokens; lengths that are missing (no 2, no 4) make bars dear to fill.
  @Test func everyStateWithEndingsGoesOn() throws {
    let (states, ends) = try visitAll("M:2/4 K:Cmaj D 3 (2 | |: :| |1 |2", small(26))
    #expect(states > 5_000 && ends > 100)
  }

  /// A C that is altered cannot be taken back without a natural sign, and `^C` is never the end.
  @Test func everyStateWithAlteredTonicsGoesOn() throws {
    var form = small(15)
    form.endsOnTonic = true
    let (states, ends) = try visitAll("M:2/4 K:Cphr C ^C D 2 4 - | :|", form)
    #expect(states > 500 && ends > 50)
    let (more, _) = try visitAll("M:2/4 K:Cphr C =C ^C D 2 4 - z | :|", form)
    #expect(more > states)
  }
}
