/// What a token between bar lines does to the bar: notes, rests, lengths, chords, tuplets, broken rhythm and ties.
struct BodyRules {
  private let vocabulary: GrammarVocabulary
  private let pitches: PitchChoice
  private let isCompound: Bool

  init(_ vocabulary: GrammarVocabulary, _ pitches: PitchChoice, isCompound: Bool) {
    self.vocabulary = vocabulary
    self.pitches = pitches
    self.isCompound = isCompound
  }

  /// The bar behind a token; nil where it cannot stand, room left aside.
  func taking(_ kind: GrammarVocabulary.Kind, in bar: BarState) -> BarState? {
    switch kind {
    case .length(let length):
      switch bar.item {
      case .none: return nil
      case .note, .rest: return bar.lasting(length)
      case .chord: return bar.chordLasting(length)
      }
    case .broken(let length): return bar.broken(length)
    case .pitch(let pitch):
      return bar.item == .chord ? bar.taking(pitch, pitches) : bar.settled(vocabulary)?.taking(pitch, pitches)
    case .chordEnd: return bar.closingChord()
    case .rest: return bar.settled(vocabulary)?.resting()
    case .chordStart: return bar.settled(vocabulary)?.openingChord(pitches)
    case .tuplet(let number):
      let tuplet = vocabulary.tuplets[number]
      return bar.settled(vocabulary)?
        .openingTuplet(number, count: tuplet.count, time: tuplet.time(isCompound: isCompound))
    case .tie: return bar.settled(vocabulary)?.tying(vocabulary)
    default: return nil
    }
  }
}
