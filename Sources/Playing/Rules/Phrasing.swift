import Music

/// A breath at the end of every phrase: players of blown instruments shorten its longest late note, others barely lift.
///
/// Phrases of dance music are of four bars (eight of them make most tunes; B. Breathnach, Folk Music and Dances of
/// Ireland, 1971). Flute and whistle players breathe by shortening or leaving out a note (G. Larsen, The Essential
/// Guide to Irish Flute and Tin Whistle, 2003); here notes are shortened only, so that the tune stays whole.
struct Phrasing {
  /// Seconds a breath takes.
  private static let breath = 0.2
  /// Seconds a player that need not breathe parts phrases by.
  private static let lift = 0.04
  /// Bars of a phrase.
  private static let length = 4

  /// The phrases of a tune in quarter beats, as written: four bars each from where a part begins, what is left over
  /// last.
  static func phrases(on occasion: Occasion) -> [Range<Double>] {
    let bars = occasion.bars.bars
    var begins = Set(occasion.score.passages.filter(\.beginsPart).map { occasion.bars.index(at: $0.onset) })
    begins.insert(0)
    var phrases: [Range<Double>] = []
    var start = 0
    var full = Fraction.zero
    for (index, bar) in bars.enumerated() {
      if index > start, begins.contains(index) || full >= Fraction(length) {
        phrases.append(bars[start].start.double..<bar.start.double)
        (start, full) = (index, .zero)
      }
      // A pick-up is no bar of the four.
      full += bar.full > .zero ? (bar.end - bar.start) / bar.full : .one
      if bar.offset > .zero, index == start { full = .zero }
    }
    if start < bars.count { phrases.append(bars[start].start.double..<bars[bars.count - 1].end.double) }
    return phrases
  }

  /// Shortens the note that each phrase breathes behind; O(n log n). Notes are in order of onset.
  static func apply(to notes: inout [Arrangement.Note], on occasion: Occasion) {
    let breathes = occasion.players.idiom.breathes
    let pause = occasion.quarters(breathes ? breath : lift)
    var next = 0
    for phrase in phrases(on: occasion) {
      while next < notes.count, notes[next].onset < phrase.lowerBound { next += 1 }
      // The last bar of the phrase, near enough: a quarter of it.
      let late = phrase.upperBound - (phrase.upperBound - phrase.lowerBound) / Double(length)
      var chosen: Int?
      while next < notes.count, notes[next].onset < phrase.upperBound {
        if notes[next].part == .melody, notes[next].voice == 0, notes[next].onset >= late,
          notes[next].duration >= (chosen.map { notes[$0].duration } ?? 0)
        {
          chosen = next
        }
        next += 1
      }
      guard let chosen else { continue }
      // Half of the note is heard in any case.
      notes[chosen].duration -= min(pause, notes[chosen].duration / 2)
    }
  }
}
