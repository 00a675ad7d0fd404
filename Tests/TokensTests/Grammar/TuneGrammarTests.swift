import Music
import Testing
import Tokens

/// Random walks through the grammar: whatever it allows must end, and be a tune that nothing is wrong with.
@Suite struct TuneGrammarTests {
  /// Every meter in every mode, once as tokens fall and once with bar lines favoured.
  @Test(arguments: GrammarWalk.meters, Mode.allCases)
  func everyWalkEndsInAWholeTune(meter: Meter, mode: Mode) throws {
    var form = TuneGrammar.Form()
    form.meters = [meter]
    form.modes = [mode]
    let grammar = try TuneGrammar(validating: GrammarWalk.vocabulary, form: form)
    let seed = UInt64(meter.count * 100 + mode.sharpsRelativeToMajor + 10)
    let walk = try GrammarWalk(grammar, seed: seed, favoursBars: seed % 2 == 0)
    #expect(try walk.problems().isEmpty, "\(walk.words.joined(separator: " "))")
    #expect(try walk.playsWholeBars(), "\(walk.words.joined(separator: " "))")
    #expect(walk.words.count < form.tokenLimit)
    #expect(walk.words[0] == "M:\(meter.notation)" && walk.words[1] == "K:C\(mode.rawValue)")
    // The default form: sixteen bars and more, none begun from 32 on, parts of four bars or a multiple.
    let bars = try walk.bars()
    #expect((16...48).contains(bars.reduce(0, +)))
    #expect(bars.allSatisfy { $0 % 4 == 0 })
  }

  /// The mask asks for classes of tokens, `allows` for each by taking it: they must agree in every state of a walk.
  @Test(arguments: 0..<12)
  func theMaskIsWhatEachTokenIsAllowed(seed: Int) throws {
    var form = TuneGrammar.Form()
    form.endsOnTonic = seed % 2 == 0
    form.partsEndOnTonic = seed % 4 == 0
    // A limit this near makes the cost of every token matter.
    form.tokenLimit = 220
    if seed % 3 == 0 { form.range = 60...74 }
    let vocabulary = GrammarWalk.vocabulary
    let grammar = try TuneGrammar(validating: vocabulary, form: form)
    let walk = try GrammarWalk(grammar, seed: UInt64(seed))
    var mask = [Bool](repeating: false, count: vocabulary.count)
    for state in walk.states {
      grammar.allow(after: state, into: &mask)
      for token in mask.indices {
        #expect(mask[token] == grammar.allows(TokenID(token), after: state), "\(vocabulary.token(TokenID(token)))")
      }
    }
  }

  @Test func aRefusedTokenLeavesTheStateAsItWas() throws {
    let vocabulary = GrammarWalk.vocabulary
    let grammar = TuneGrammar(vocabulary)
    var state = grammar.start()
    let before = state
    #expect(!grammar.advance(&state, by: try #require(vocabulary.id(of: "C"))))
    #expect(state == before)
  }

  /// abc2midi counts each note of a chord in a tuplet as one of the tuplet's ("Different length notes in tuple"), and the
  /// time of `(5` hangs on whether a player takes 3/4 for compound; a triplet of single notes is read alike by all.
  @Test func whatPlayersReadDifferentlyIsNotWritten() throws {
    let vocabulary = Vocabulary(tokens: GrammarWalk.vocabulary.tokens + ["(5:4:5"])
    let grammar = TuneGrammar(vocabulary)
    func allowed(behind words: String) throws -> Set<String> {
      var state = grammar.start()
      for id in try vocabulary.encode(words.split(separator: " ").map(String.init)) {
        try #require(grammar.advance(&state, by: id))
      }
      var mask = [Bool](repeating: false, count: vocabulary.count)
      grammar.allow(after: state, into: &mask)
      return Set(mask.indices.filter { mask[$0] }.map { vocabulary.token(TokenID($0)) })
    }
    let bar = try allowed(behind: "M:3/4 K:Cmaj")
    #expect(bar.isSuperset(of: ["(3", "(5:4:5", "[", "C"]) && !bar.contains("(5"))
    for words in ["(3", "(3 C", "(3 C 2", "(3 C D"] {
      let inside = try allowed(behind: "M:3/4 K:Cmaj " + words)
      #expect(inside.contains("E") && !inside.contains("["), "\(words)")
    }
    // The second and third note last as long as the first.
    #expect(try allowed(behind: "M:3/4 K:Cmaj (3 C 2 D").isDisjoint(with: ["3", "4", "/2", ">"]))
  }

  /// Tunes as they are written, each with one thing of the tradition; all but the last of each list's tokens are notes.
  @Test(arguments: [
    // A pickup that every part completes.
    "M:6/8 K:Cmaj |: G | 7x ; c 3 c 2 :| |: G | 7x ; c 3 c 2 :|",
    // A pickup before the repeat, and endings that make room for it.
    "M:6/8 K:Cmaj G |: 7x |1 c 3 c 2 G :| |2 c 6 |: 7x |1 c 6 :| |2 c 3 c 2 |",
    // A second ending that is divided by the next part's sign.
    "M:6/8 K:Cmaj |: 7x |1 c 6 :| |2 c 3 c 2 |: G | 7x ; c 3 c 2 :|",
    // Parts that are not repeated.
    "M:6/8 K:Cmaj 15x ; c 6 |",
    // Endings of two bars and of four, a repeat without its sign.
    "M:6/8 K:Cmaj 5x ; c 6 |1 d 6 | d 6 :| |2 e 6 | e 6 |: 3x ; d 6 |1 4y :| |2 4y |",
    // Broken rhythm, tuplets, chords with a length inside and outside, a rest, a tie over a bar line.
    "M:6/8 K:Cmaj C > D E /2> F /2 (3 G A B z | [ C E ] 3 [ C 3 E 3 ] | d 3 e 3 - | e 3 d 3 | 11x ; C 6 |",
  ])
  func tunesOfTheTraditionAreAllowed(text: String) throws {
    var words: [String] = []
    for word in text.split(separator: " ") {
      // `7x`: six bars of a dotted crotchet twice and a bar line, and one that is closed by what comes next.
      if let count = Int(word.dropLast()), word.last == "x" || word.last == "y" {
        for number in 1...count { words += ["c", "3", "d", "3"] + (number < count ? ["|"] : []) }
      } else {
        words.append(word == ";" ? "|" : String(word))
      }
    }
    let vocabulary = GrammarWalk.vocabulary
    let grammar = TuneGrammar(vocabulary)
    var state = grammar.start()
    for (index, id) in (try vocabulary.encode(words) + [Vocabulary.endID]).enumerated() {
      try #require(grammar.advance(&state, by: id), "\(words.prefix(index + 1).joined(separator: " "))")
    }
    #expect(state.isFinished)
  }
}
