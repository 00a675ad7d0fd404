import ABC
import Music
import Testing
import Tokens

/// A random walk through the grammar, every allowed token as likely as any other: harsher than any model at any temperature.
struct GrammarWalk {
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

  /// Every meter and mode, chromatic notes over three octaves, and all that may stand in a bar.
  static let vocabulary = Vocabulary(
    tokens: [
      "C, ^C, D, E, F, G, _A, A, _B, B, C ^C _D D ^D _E E F ^F G ^G A _B B =B c ^c =c d _e e =e f ^f g a _b b c' d' ^^f __B",
      "R:reel R:slip-jig z [ ] (2 (3 (4 (5 (6 2 3 4 5 6 7 8 /2 /4 3/2 > < >> /2> 2> - | |: :| |1 |2 ::| |3 M:none K:Gmaj",
      "M:6/8 M:4/4 M:3/4 M:9/8 M:2/4 M:12/8 M:3/2 K:Cmaj K:Cdor K:Cmix K:Cmin K:Clyd K:Cphr K:Cloc",
    ].joined(separator: " ").split(separator: " ").map(String.init))

  static let meters = [Meter(6, 8), Meter(4, 4), Meter(3, 4), Meter(9, 8), Meter(2, 4), Meter(12, 8), Meter(3, 2)]

  /// The words, the bounds left out.
  private(set) var words: [String] = []
  /// The states before each word, and behind the last.
  private(set) var states: [TuneGrammar.State] = []

  /// Walks to the end of a tune.
  ///
  /// - Parameter favoursBars: whether bar lines are drawn half the time they may be, which makes for the rarer forms.
  init(_ grammar: TuneGrammar, vocabulary: Vocabulary = Self.vocabulary, seed: UInt64, favoursBars: Bool = false) throws
  {
    var random = Generator(state: seed)
    var state = grammar.start()
    var mask = [Bool](repeating: false, count: vocabulary.count)
    while !state.isFinished {
      states.append(state)
      grammar.allow(after: state, into: &mask)
      let allowed = mask.indices.filter { mask[$0] }
      // An empty mask is a dead end.
      try #require(!allowed.isEmpty, "dead end after \(words.joined(separator: " "))")
      let bars = allowed.filter { vocabulary.token(TokenID($0)).contains("|") }
      let favour = favoursBars && !bars.isEmpty && Bool.random(using: &random)
      let choice = (favour ? bars : allowed).randomElement(using: &random)!
      try #require(grammar.advance(&state, by: TokenID(choice)))
      words.append(vocabulary.token(TokenID(choice)))
    }
    words.removeLast()
    states.append(state)
  }

  /// The tune that was walked.
  func tune() throws -> Tune {
    var tune = try Tune(decoding: try TokenSequence(words: words))
    tune.header = [Field("X", "1"), Field("T", "A walk")] + tune.header
    return tune
  }

  /// What `lilt check` has to say of it.
  func problems() throws -> [Problem] {
    CheckedBook(checking: Array(try tune().abc().utf8)).entries.flatMap(\.problems)
  }

  /// Whether every bar is full as it is played, repeats and endings followed: two short ones in a row are one that is
  /// divided; a pickup at the start and what it leaves at the end stand alone.
  func playsWholeBars() throws -> Bool {
    let tune = try tune()
    let full = try #require(tune.meter).barLength * 4
    let lines = [.zero] + Score(performing: tune).barLines
    var lengths = zip(lines.dropFirst(), lines).map { $0 - $1 }
    if let first = lengths.first, first < full { lengths.removeFirst() }
    if let last = lengths.last, last < full { lengths.removeLast() }
    var open = Fraction.zero
    for length in lengths {
      open += length
      if open > full { return false }
      if open == full { open = .zero }
    }
    return open == .zero
  }

  /// Bars as written between the signs of repeats: a second ending counts no bars, and neither does a pickup.
  func bars() throws -> [Int] {
    let tune = try tune()
    let full = try #require(tune.meter).barLength
    let rhythm = Rhythm(of: tune.body, meter: tune.meter, unitLength: tune.unitLength)
    var parts: [Int] = []
    var bars = 0
    var firstEnding = 0
    var secondEnding = 0
    var length = Fraction.zero
    for (index, element) in tune.body.enumerated() {
      guard case .bar(let line) = element.kind else {
        length += rhythm.duration(of: element, at: index)
        continue
      }
      if length > .zero {
        if secondEnding > 0 {
          secondEnding -= 1
        } else if length == full || bars > 0 {
          bars += 1
        }
      }
      length = .zero
      if line.endings == [1] { firstEnding = bars }
      if line.endings == [2] { secondEnding = (parts.last ?? 0) - firstEnding }
      if line.repeatsBefore > 0 || line.repeatsAfter > 0 {
        if bars > 0 { parts.append(bars) }
        bars = 0
      }
    }
    return bars > 0 ? parts + [bars] : parts
  }
}
