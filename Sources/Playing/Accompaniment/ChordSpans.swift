import Music

/// The chords a tune is accompanied with: those that are written, or those found where none are.
struct ChordSpans {
  /// The chords, each from a moment on; nil where the tune asks for none (`N.C.`).
  private(set) var changes: [Score.Change<ChordSymbol?>] = []

  init(of score: Score) {
    for written in score.chordSymbols {
      if let chord = ChordSymbol(parsing: written.value) {
        append(chord, at: written.onset)
      } else if ["N.C.", "NC", "N.C", "n.c."].contains(written.value.trimmingBlanks) {
        append(nil, at: written.onset)
      }
      // Other words are directions to the players, not chords.
    }
    guard !changes.contains(where: { $0.value != nil }) else { return }
    changes = Harmoniser().chords(for: score).map { Score.Change(onset: $0.onset, value: $0.value) }
  }

  private mutating func append(_ chord: ChordSymbol?, at onset: Fraction) {
    if changes.last?.onset == onset { changes.removeLast() }
    if changes.last?.value != chord || changes.isEmpty { changes.append(.init(onset: onset, value: chord)) }
  }
}

extension String {
  fileprivate var trimmingBlanks: String { filter { !$0.isWhitespace } }
}
