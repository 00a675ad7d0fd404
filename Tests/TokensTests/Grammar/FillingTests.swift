import Music
import Testing
import Tokens

/// A stretch of bars composed anew.
@Suite struct FillingTests {
  /// A pickup, full bars and a last one that leaves the pickup out, of 6/8.
  static let bars = [Fraction(1, 8), Fraction(3, 4), Fraction(3, 4), Fraction(5, 8)]

  @Test(arguments: 0..<20)
  func everyBarIsFilledToItsLength(seed: Int) throws {
    let vocabulary = GrammarWalk.vocabulary
    // Half of the walks have hardly more tokens than it takes: 1 for a quaver, 2 for 6, 2 for 5, and 4 bar lines.
    let filling = try TuneGrammar.Filling(
      vocabulary, meter: Meter(6, 8), mode: .dorian, bars: Self.bars, range: 60...79, endsOnTonic: seed % 3 == 0,
      tokenLimit: seed % 2 == 0 ? 14 : 200)
    var random = GrammarWalk.Generator(state: UInt64(seed))
    var state = filling.start()
    var mask = [Bool](repeating: false, count: vocabulary.count)
    var words = ["M:6/8", "K:Cdor"]
    while !state.isFinished {
      filling.allow(after: state, into: &mask)
      let allowed = mask.indices.filter { mask[$0] }
      try #require(!allowed.isEmpty, "dead end after \(words.joined(separator: " "))")
      let word = vocabulary.token(TokenID(allowed.randomElement(using: &random)!))
      if word.contains("|") {
        // Whichever bar line is drawn, the tune's own is written.
        #expect(state.isBarFull)
        #expect(filling.nextBar(&state))
        words.append("|")
      } else {
        #expect(filling.advance(&state, by: try #require(vocabulary.id(of: word))))
        words.append(word)
      }
    }
    #expect(state.tokenCount <= (seed % 2 == 0 ? 14 : 200) && state.tokenCount == words.count - 2)
    #expect(state.barNumber == Self.bars.count)
    let tune = try Tune(decoding: TokenSequence(words: words))
    let score = Score(performing: tune)
    // Bar lines in quarter notes: 1/2, 3, 3 and 5/2 one after another.
    let ends = score.barLines.filter { $0 > .zero }
    #expect(ends == [Fraction(1, 2), Fraction(7, 2), Fraction(13, 2), Fraction(9)])
    #expect(score.notes.allSatisfy { (60...79).contains($0.pitch) })
    #expect(words.dropLast().last != "-")
    if seed % 3 == 0, let last = score.notes.map(\.onset).max() {
      #expect(score.notes.contains { $0.onset == last && $0.pitch % 12 == 0 })
    }
  }

  @Test func barsThatCannotBeFilledAreTold() {
    func filling(_ bars: [Fraction], limit: Int = 100) throws(ImpossibleForm) {
      _ = try TuneGrammar.Filling(
        GrammarWalk.vocabulary, meter: Meter(6, 8), mode: .major, bars: bars, tokenLimit: limit)
    }
    // A sixty-fourth; nothing at all; three tokens for two bars of `c 6 |`.
    #expect(throws: ImpossibleForm.self) { try filling([Fraction(1, 64)]) }
    #expect(throws: ImpossibleForm.self) { try filling([]) }
    #expect(throws: ImpossibleForm("2 bars do not fit into 5 tokens", mend: "allow 6 at least")) {
      try filling([Fraction(3, 4), Fraction(3, 4)], limit: 5)
    }
  }
}
