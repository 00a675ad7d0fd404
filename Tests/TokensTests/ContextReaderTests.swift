import Testing
import Tokens

/// What stood at the same place some bars ago, and where in the bar and the part a token lies.
@Suite struct ContextReaderTests {
  /// The context of each token of a tune, `words`, from the rows the reader gives.
  struct Place {
    var bar: Int
    var semiquaver: Int
    var foretold: [String]
  }

  static func places(_ words: String, barsBack: [Int]) -> [Place] {
    let words = words.split(separator: " ").map(String.init)
    let vocabulary = Vocabulary(tokens: words)
    let context = MetricalContext(barsBack: barsBack)
    let reader = ContextReader(context, vocabulary: vocabulary)
    let tune = [Vocabulary.startID] + words.compactMap(vocabulary.id) + [Vocabulary.endID]
    let rows = reader.rows(of: tune).map(Int.init)
    let sizes = context.sizes(vocabulary: vocabulary.count)
    return words.indices.map { index in
      let row = Array(rows[index * reader.width..<(index + 1) * reader.width])
      return Place(
        bar: row[1] - sizes[0], semiquaver: row[0],
        foretold: barsBack.indices.map { look in
          let token = row[3 + look] - sizes[..<(3 + look)].reduce(0, +)
          return token == vocabulary.count ? "." : vocabulary.token(TokenID(token))
        })
    }
  }

  /// What a look of `bars` foretells from word `first` on, of a tune.
  private func foretold(_ words: String, bars: Int, from first: Int) -> String {
    Self.places(words, barsBack: [bars])[first...].map { $0.foretold[0] }.joined(separator: " ")
  }

  @Test func aBarSaidAgainIsForetold() {
    // Bar 3 is bar 1; what bar 1 has is told at each token of it, its bar line too.
    let tune = "M:2/4 K:Cmaj C D E F | G 2 E 2 | C D E F | G 2 C 2 |"
    #expect(foretold(tune, bars: 2, from: 12) == "C D E F | G 2 E 2 |")
    #expect(foretold(tune, bars: 3, from: 17) == "C D E F |")
  }

  /// Where the rhythm differs it is the place that counts: behind two semiquavers comes what stood on the second quaver.
  @Test func thePlaceCountsAndNotTheNumberOfTheToken() {
    let tune = "M:2/4 K:Cmaj C D E F | C /2 D /2 D E F |"
    #expect(foretold(tune, bars: 1, from: 7) == "C D D D D E F |")
    // A crotchet for two quavers: behind it what stood on the third.
    #expect(foretold("M:2/4 K:Cmaj C D E F | C 2 E F |", bars: 1, from: 7) == "C D E F |")
    // Broken rhythm and a triplet come out at the same place. The third note of the triplet, at 4/3 of a quaver, might be
    // followed by its length: what comes behind it stands at 3/2.
    #expect(foretold("M:2/4 K:Cmaj C > D E F | (3 C D E F G |", bars: 1, from: 12) == "D F |")
  }

  /// A pickup stands where the end of the part left room for it, so that the parts lie over one another.
  @Test func pickupsLieOverOneAnother() {
    let tune = "M:2/4 K:Cmaj |: G | C D E F | C 2 C :| |: A | D E F G | D 2 D :|"
    // The second pickup looks at the first, two bars back, and its bars at the first part's.
    #expect(foretold(tune, bars: 2, from: 14) == "G G | C D E F | C 2 C :|")
    let places = Self.places(tune, barsBack: [2])
    // In crotchet time the pickup fills the fourth quaver: sixth semiquaver from 0.
    #expect(places[15].semiquaver == 6)
    #expect(places[17].semiquaver == 0)
    // Bars of a part count from 0, in the second part anew.
    #expect(places[5].bar == 0 && places[10].bar == 1 && places[17].bar == 0 && places[22].bar == 1)
  }

  /// A second ending stands in the place of the first.
  @Test func endingsStandInOnePlace() {
    let tune = "M:2/4 K:Cmaj |: C D E F |1 G 4 :| |2 C 4 | E F G A | B 4 |"
    // Two bars behind the first ending's place is the first bar of what follows.
    let places = Self.places(tune, barsBack: [2])
    #expect(places[15].foretold == ["C"] && places[15].bar == 2)
    #expect(places[12].bar == 1)
  }

  /// A part that begins anew behind a repeat sign though the bar before it was short: it is a bar of its own.
  @Test func aShortBarWithoutAPickupBehindIt() {
    let tune = "M:2/4 K:Cmaj |: C D E F | G 2 G :| |: C D E F | G 2 G :|"
    #expect(foretold(tune, bars: 2, from: 18) == "G 2 G :|")
  }

  @Test func chordsTiesAndRestsHoldTheirPlace() {
    let tune = "M:2/4 K:Cmaj [ C E ] 2 z - F | [ C E ] 2 z - F |"
    #expect(foretold(tune, bars: 1, from: 11) == "[ C E ] 2 z - F |")
  }

  /// The longer a look has been right, the higher its class; one wrong note halves the streak.
  @Test func theLongestStreakIsNamed() {
    let words = "M:2/4 K:Cmaj C D E F | C D E F | C D E F |".split(separator: " ").map(String.init)
    let vocabulary = Vocabulary(tokens: words)
    let context = MetricalContext(barsBack: [1])
    let reader = ContextReader(context, vocabulary: vocabulary)
    let tune = [Vocabulary.startID] + words.compactMap(vocabulary.id) + [Vocabulary.endID]
    let sizes = context.sizes(vocabulary: vocabulary.count)
    let rows = reader.rows(of: tune).map(Int.init)
    let streaks = words.indices.map { rows[$0 * reader.width + 2] - sizes[0] - sizes[1] }
    // None before the second bar's first note is known; classes change at 4 and at 12.
    #expect(streaks == [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 2])
  }

  /// Whatever the words are, rows stay within their inputs, and a state goes on as the whole tune does.
  @Test(arguments: 0..<40) func anyWordsAtAll(seed: Int) {
    let words =
      "M:6/8 M:none M:4/4 K:Cmaj R:jig C D [ ] 2 /2 3/2> > << 17/13 (3 (5:4:7 | |: :| |1 |2 ::| - z"
      .split(separator: " ").map(String.init)
    let vocabulary = Vocabulary(tokens: words)
    let context = MetricalContext()
    let reader = ContextReader(context, vocabulary: vocabulary)
    var random = GrammarWalk.Generator(state: UInt64(seed))
    let tune = (0..<400).map { _ in TokenID.random(in: 0..<TokenID(vocabulary.count), using: &random) }
    let rows = reader.rows(of: tune)
    #expect(rows.count == 399 * reader.width)
    let sizes = context.sizes(vocabulary: vocabulary.count)
    var end = 0
    for (input, size) in sizes.enumerated() {
      let range = Int32(end)..<Int32(end + size)
      #expect(stride(from: input, to: rows.count, by: reader.width).allSatisfy { range.contains(rows[$0]) })
      end += size
    }
    var state = reader.start()
    var again: [Int32] = []
    for token in tune.dropLast() {
      state.take(token, reader)
      state.appendRows(to: &again, reader)
    }
    #expect(again == rows)
  }

  @Test func nonsenseLooksAreNamed() {
    for bars in [[0], [65], [4, 4], Array(1...17)] { #expect(MetricalContext(barsBack: bars).problem != nil) }
    #expect(MetricalContext(barsBack: []).problem == nil)
  }
}
