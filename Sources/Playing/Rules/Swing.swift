import Music

/// Unequal quavers: the first of a pair longer, of three the first longest and the second shortest.
///
/// That reels and hornpipes are played so, though written evenly, is in every account of the music (B. Breathnach, Folk
/// Music and Dances of Ireland, 1971; N. Keegan, "The Parameters of Style in Irish Traditional Music", Inbhear 1, 2010)
/// and has been measured (V. Rosinach and C. Traube, "Measuring swing in Irish traditional fiddle music", ICMPC 9,
/// 2006). The ratios below are Lilt's own choice in the order these accounts have: strong in hornpipes and barndances,
/// slight in reels. Hornpipes that are written dotted are played two to one, not three to one.
///
/// A beat divided any other way, in triplets or semiquavers, stays as it is written. Beats themselves never move, so
/// that no note leaves its beat, and all players swing together.
struct Swing {
  /// Where quavers begin, as shares of the beat, in place of those written.
  private struct Feel {
    /// Of a crotchet: the second of two quavers, and the short note of a dotted pair.
    var second = 0.5
    var dotted = 0.75
    /// Of a dotted crotchet: the second and third quaver.
    var secondOfThree = 1.0 / 3
    var thirdOfThree = 2.0 / 3
  }

  private static func feel(of dance: Dance) -> Feel {
    switch dance {
    case .hornpipe: Feel(second: 0.63, dotted: 0.68)
    case .barndance: Feel(second: 0.61, dotted: 0.68)
    case .reel: Feel(second: 0.54)
    case .strathspey: Feel(second: 0.56)
    case .mazurka: Feel(second: 0.57, dotted: 0.72)
    case .march, .polka, .waltz: Feel(second: 0.525)
    case .jig: Feel(secondOfThree: 0.385, thirdOfThree: 0.655)
    case .slipJig: Feel(secondOfThree: 0.375, thirdOfThree: 0.66)
    case .slide: Feel(secondOfThree: 0.385, thirdOfThree: 0.675)
    case .air, .other: Feel()
    }
  }

  /// Moves every note; O(n log n).
  static func apply(to notes: inout [Arrangement.Note], on occasion: Occasion) {
    let map = Swing.map(on: occasion)
    for index in notes.indices { map.move(&notes[index]) }
  }

  private static func map(on occasion: Occasion) -> TimeMap {
    var map = TimeMap()
    var feel = feel(of: occasion.dance)
    let amount = occasion.style.swing
    feel.second = 0.5 + (feel.second - 0.5) * amount
    feel.dotted = 0.75 + (feel.dotted - 0.75) * amount
    feel.secondOfThree = 1.0 / 3 + (feel.secondOfThree - 1.0 / 3) * amount
    feel.thirdOfThree = 2.0 / 3 + (feel.thirdOfThree - 2.0 / 3) * amount

    let onsets = occasion.score.notes.map(\.onset)
    var next = 0
    for bar in occasion.bars.bars {
      while next < onsets.count, onsets[next] < bar.start { next += 1 }
      let first = next
      while next < onsets.count, onsets[next] < bar.end { next += 1 }
      append(bar, onsets[first..<next], to: &map, feel)
    }
    if let end = occasion.bars.bars.last?.end.double { map.append(end, playedAt: end) }
    return map
  }

  private static func append(
    _ bar: Bars.Bar, _ onsets: ArraySlice<Fraction>, to map: inout TimeMap, _ feel: Feel
  ) {
    map.append(bar.start.double, playedAt: bar.start.double)
    guard let meter = bar.meter, [2, 4, 8].contains(meter.unit) else { return }
    let beat = meter.isCompound ? meter.beat * 4 : Fraction(1)
    // A bar without end, as hostile text may have it, is nobody's dance.
    guard bar.end - bar.start <= bar.full * 2, bar.full.isMultiple(of: beat), bar.full <= beat * 64 else { return }
    // Beats are counted from where a full bar would begin.
    let origin = bar.start - bar.offset
    var inBeat: [Int: Set<Fraction>] = [:]
    for onset in onsets {
      let parts = (onset - origin) / beat
      let number = Int(parts.double.rounded(.down))
      inBeat[number, default: []].insert(parts - Fraction(number))
    }
    var number = 0
    while origin + beat * Fraction(number) < bar.end {
      let start = origin + beat * Fraction(number)
      for (share, place) in knots(for: (inBeat[number] ?? []).subtracting([.zero]), isThree: meter.isCompound, feel) {
        let written = start + beat * share
        guard written > bar.start, written < bar.end else { continue }
        map.append(written.double, playedAt: start.double + beat.double * place)
      }
      number += 1
      let end = start + beat
      if end > bar.start, end < bar.end { map.append(end.double, playedAt: end.double) }
    }
  }

  /// What of a beat moves where, by how the melody divides it.
  private static func knots(
    for shares: Set<Fraction>, isThree: Bool, _ feel: Feel
  ) -> [(share: Fraction, place: Double)] {
    if isThree {
      guard shares.isSubset(of: [Fraction(1, 3), Fraction(2, 3)]) else { return [] }
      return [(Fraction(1, 3), feel.secondOfThree), (Fraction(2, 3), feel.thirdOfThree)]
    }
    if shares == [Fraction(3, 4)] { return [(Fraction(3, 4), feel.dotted)] }
    if shares.isSubset(of: [Fraction(1, 2)]) { return [(Fraction(1, 2), feel.second)] }
    // Semiquavers lean half as far, triplets not at all.
    if shares.isSubset(of: [Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)]), shares.contains(Fraction(1, 2)) {
      return [(Fraction(1, 2), 0.5 + (feel.second - 0.5) / 2)]
    }
    return []
  }
}
