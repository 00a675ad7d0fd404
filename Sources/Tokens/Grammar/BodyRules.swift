/// What a token between bar lines does to the bar: notes, rests, lengths, chords, tuplets, broken rhythm and ties.
struct BodyRules {
  private let tables: TokenTables
  private let isCompound: Bool

  init(_ tables: TokenTables, isCompound: Bool) {
    self.tables = tables
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
      return bar.item == .chord
        ? bar.taking(pitch, tables.pitches) : bar.settled(tables.vocabulary)?.taking(pitch, tables.pitches)
    case .chordEnd: return bar.closingChord()
    case .rest: return bar.settled(tables.vocabulary)?.resting()
    case .chordStart: return bar.settled(tables.vocabulary)?.openingChord(tables.pitches)
    case .tuplet(let number):
      let tuplet = tables.vocabulary.tuplets[number]
      return bar.settled(tables.vocabulary)?
        .openingTuplet(number, count: tuplet.count, time: tuplet.time(isCompound: isCompound))
    case .tie: return bar.settled(tables.vocabulary)?.tying(tables.vocabulary)
    default: return nil
    }
  }
}
