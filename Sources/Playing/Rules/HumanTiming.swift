import Music

/// Players are a little off the beat, never far, and never out of order.
///
/// Onsets of skilled players deviate by some five to fifteen milliseconds from what they mean; "noise control" is a
/// rule of A. Friberg, R. Bresin and J. Sundberg, "Overview of the KTH rule system for musical performance", Advances
/// in Cognitive Psychology 2 (2006). A note that begins a bar is never early, none crosses a bar line, and what one
/// player strikes together stays together.
struct HumanTiming {
  /// The deviation in seconds, by player.
  private static func deviation(of part: Arrangement.Part) -> Double {
    switch part {
    case .melody: 0.006
    case .chords, .bass: 0.004
    case .bodhran: 0.003
    case .drone, .clicks: 0
    }
  }

  /// Moves notes; O(n log n).
  static func apply(to notes: inout [Arrangement.Note], on occasion: Occasion) {
    var onsets: [[Int]: Set<Double>] = [:]
    for note in notes { onsets[key(note), default: []].insert(note.onset) }
    let bars = Set(occasion.bars.bars.flatMap { [$0.start.double, $0.end.double] })
    var maps: [[Int]: TimeMap] = [:]
    for note in notes where maps[key(note)] == nil {
      let size = occasion.quarters(deviation(of: note.part)) * occasion.style.timing
      maps[key(note)] =
        size > 0 ? map(moving: onsets[key(note)] ?? [], across: bars, by: size, on: occasion, of: key(note)) : TimeMap()
    }
    for index in notes.indices { maps[key(notes[index])]?.move(&notes[index]) }
  }

  private static func key(_ note: Arrangement.Note) -> [Int] { [note.voice, note.part.order] }

  private static func map(
    moving onsets: Set<Double>, across bars: Set<Double>, by size: Double, on occasion: Occasion, of key: [Int]
  ) -> TimeMap {
    let moments = onsets.union(bars).sorted()
    var map = TimeMap()
    for (index, moment) in moments.enumerated() {
      var shift = 0.0
      if onsets.contains(moment) {
        shift = occasion.chance.about(11, key[0], key[1], Chance.place(moment)).normal * size
        let before = index > 0 ? moment - moments[index - 1] : 1
        let behind = index + 1 < moments.count ? moments[index + 1] - moment : 1
        shift = max(-before / 5, min(behind / 5, shift))
        if bars.contains(moment) { shift = abs(shift) }
      }
      map.append(moment, playedAt: moment + shift)
    }
    return map
  }
}
