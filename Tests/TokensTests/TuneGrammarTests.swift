import Music
import Testing
import Tokens

/// Random walks through the grammar: whatever it allows must end, and be a tune whose bars add up.
@Suite struct TuneGrammarTests {
  static let words =
    "A A, A/ B B, C D E F G _B =B ^F ^c a b c d e f g c' d' z [ ] (3 (2 (4 2 3 4 6 8 /2 /4 3/2 > < /2> 2> - | |: :| |1 |2 M:6/8 M:4/4 M:3/4 M:9/8 M:2/4 M:12/8 M:3/2 M:none K:Cmaj K:Cdor K:Gmaj (5 ::| >>"
    .split(separator: " ").map(String.init).filter { $0 != "A/" }

  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  @Test(arguments: 0..<60)
  func everyWalkEndsInATuneWhoseBarsAddUp(seed: Int) throws {
    let vocabulary = Vocabulary(tokens: Self.words)
    let grammar = TuneGrammar(vocabulary)
    var random = Generator(state: UInt64(seed))
    var state = grammar.start()
    var mask = [Bool](repeating: false, count: vocabulary.count)
    var words: [String] = []
    while !state.isFinished {
      grammar.allow(after: state, into: &mask)
      let allowed = mask.indices.filter { mask[$0] }
      // An empty mask is a dead end.
      try #require(!allowed.isEmpty, "dead end after \(words.joined(separator: " "))")
      // Bar lines are few among the tokens; without favour a walk of single notes would take long to reach them.
      let bars = allowed.filter { vocabulary.token(TokenID($0)).contains("|") }
      let choice =
        !bars.isEmpty && Bool.random(using: &random)
        ? bars.randomElement(using: &random)! : allowed.randomElement(using: &random)!
      #expect(grammar.advance(&state, by: TokenID(choice)))
      words.append(vocabulary.token(TokenID(choice)))
      try #require(words.count < 5_000, "a walk that does not end")
    }
    words.removeLast()
    let tune = try Tune(decoding: try TokenSequence(words: words))
    let score = Score(performing: tune)
    let barLength = try #require(tune.meter).barLength * 4
    // Played with its repeats, every bar is full, but for a pickup at the start and what it leaves at the end.
    let lines = [.zero] + score.barLines
    let lengths = zip(lines.dropFirst(), lines).map { $0 - $1 }
    var short: [Fraction] = []
    for length in lengths where length != barLength { short.append(length) }
    // Short bars come in pairs that make one, a pickup outside the first repeat being the only one left alone.
    var index = 0
    if short.count % 2 == 1 { index = 1 }
    while index + 1 < short.count {
      #expect(
        short[index] + short[index + 1] == barLength || short[index] == short[index + 1] || index == 0,
        "\(short) in \(words.joined(separator: " "))")
      index += 2
    }
  }
}
