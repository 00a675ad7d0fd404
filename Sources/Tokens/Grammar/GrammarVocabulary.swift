import Music

/// A vocabulary as the grammar sees it: what each token is, lengths in ticks.
///
/// A tick is a 1/20160 of a quaver: halves down to 1/64, triplets, quintuplets, septuplets and nonuplets are whole numbers
/// of them, so that bars are added up exactly in integers.
struct GrammarVocabulary: Sendable {
  static let quaver = 20_160

  enum Kind: Hashable, Sendable {
    case start, end
    /// `isThree`: 3/4, whose parts may be twice as long.
    case meter(barTicks: Int, isThree: Bool)
    case key
    case rhythm
    case pitch(WrittenPitch)
    case rest
    case chordStart, chordEnd
    /// A length of its own, or with broken rhythm fused to it.
    case length(ticks: Int, isBroken: Bool)
    case broken
    /// `count` notes in the time of `time`.
    case tuplet(count: Int, time: Int)
    case bar, repeatEnd, repeatStart, firstEnding, secondEnding
    case tie
    /// What the grammar never writes.
    case never
  }

  let kinds: [Kind]
  /// Lengths that have a token, and the quaver that has none.
  let lengths: Set<Int>
  /// The shortest of them, which divides all others: whatever is left of a bar can be filled with it.
  let grain: Int
  /// Places on the staff that have a token without accidental, to which a tie can lead.
  let plainPlaces: Set<Int>

  init(_ vocabulary: Vocabulary) {
    var kinds = vocabulary.tokens.map(Self.kind)
    let plain = kinds.compactMap { kind -> Int? in
      if case .length(let ticks, false) = kind { return ticks }
      return nil
    }
    // The grain is the shortest of quaver, semiquaver and demisemiquaver that there is a token for.
    let grain = [Self.quaver / 4, Self.quaver / 2].first { plain.contains($0) } ?? Self.quaver
    let lengths = Set(plain.filter { $0 % grain == 0 } + [Self.quaver])
    for index in kinds.indices {
      if case .length(let ticks, _) = kinds[index], !lengths.contains(ticks) { kinds[index] = .never }
    }
    self.kinds = kinds
    self.grain = grain
    self.lengths = lengths
    plainPlaces = Set(
      kinds.compactMap { kind -> Int? in
        if case .pitch(let pitch) = kind, pitch.accidental == nil { return pitch.staffPosition }
        return nil
      })
  }

  private static func kind(_ word: String) -> Kind {
    if word == Vocabulary.start { return .start }
    if word == Vocabulary.end { return .end }
    switch Token(word) {
    case .meter(let meter?):
      let ticks = meter.barLength * Fraction(8 * quaver)
      return ticks.isWhole ? .meter(barTicks: ticks.numerator, isThree: meter.count == 3 && meter.unit == 4) : .never
    case .key(let key) where key.tonic == .c && key.tonicAlteration == 0: return .key
    case .rhythm: return .rhythm
    case .pitch(let pitch): return .pitch(pitch)
    case .rest: return .rest
    case .chordStart: return .chordStart
    case .chordEnd: return .chordEnd
    case .length(let length, let broken):
      let ticks = length * Fraction(quaver)
      guard ticks.isWhole, abs(broken) <= 1 else { return .never }
      return .length(ticks: ticks.numerator, isBroken: broken != 0)
    case .broken(let signs): return abs(signs) == 1 ? .broken : .never
    case .tuplet(let tuplet):
      // Only tuplets whose time does not hang on the meter: the others are rare and mostly mistakes.
      guard tuplet.time == nil, tuplet.covered == nil, [2, 3, 4, 6].contains(tuplet.count) else { return .never }
      return .tuplet(count: tuplet.count, time: tuplet.count == 2 || tuplet.count == 4 ? 3 : 2)
    case .bar(let line):
      switch line.tokenNotation {
      case "|": return .bar
      case ":|": return .repeatEnd
      case "|:": return .repeatStart
      case "|1": return .firstEnding
      case "|2": return .secondEnding
      default: return .never
      }
    case .tie: return .tie
    default: return .never
    }
  }
}
