import Music

/// Beats are struck harder than what lies between them, each dance in its own way.
///
/// Which beats carry a dance is the dancers' knowledge (B. Breathnach, Folk Music and Dances of Ireland, 1971): two a
/// bar in reels and jigs, the first of three in slip jigs and waltzes, the second in mazurkas, and the lift between the
/// beats in polkas. How much harder, in MIDI velocities, is Lilt's own choice.
struct BeatAccents {
  /// Quarter beats into the bar and how much harder a note is struck there; `between` is for all other places.
  private struct Pattern {
    var beats: [(offset: Fraction, weight: Double)]
    var between: Double
  }

  /// Makes notes on beats louder; O(n log n).
  static func apply(to notes: inout [Arrangement.Note], on occasion: Occasion) {
    for index in notes.indices where notes[index].part == .melody {
      guard let source = notes[index].source else { continue }
      let weight = weight(at: occasion.score.notes[source].onset, on: occasion) * occasion.style.accents
      notes[index].velocity += Int(weight.rounded())
    }
  }

  /// How much harder a note is struck at a moment of the score.
  private static func weight(at onset: Fraction, on occasion: Occasion) -> Double {
    guard let (offset, meter) = occasion.place(of: onset) else { return 0 }
    let pattern = pattern(of: occasion.dance, in: meter)
    return pattern.beats.first { $0.offset == offset }?.weight ?? pattern.between
  }

  private static func pattern(of dance: Dance, in meter: Meter) -> Pattern {
    // Halves of a dotted crotchet's quavers.
    func quavers(_ weights: [Double]) -> [(Fraction, Double)] {
      weights.enumerated().map { (Fraction($0, 2), $1) }
    }
    func crotchets(_ weights: [Double]) -> [(Fraction, Double)] {
      weights.enumerated().map { (Fraction($0), $1) }
    }
    switch (dance, meter.count, meter.unit) {
    case (.jig, 6, 8): return Pattern(beats: quavers([12, -6, -1, 8, -6, -1]), between: -6)
    case (.slipJig, 9, 8): return Pattern(beats: quavers([12, -6, -1, 4, -6, -1, 7, -6, -1]), between: -6)
    case (.slide, 12, 8):
      return Pattern(beats: quavers([12, -6, 0, 3, -6, -1, 9, -6, 0, 3, -6, -1]), between: -6)
    case (.reel, 4, 4), (.reel, 2, 2): return Pattern(beats: crotchets([12, 2, 7, 3]), between: -4)
    case (.march, 4, 4), (.march, 2, 2): return Pattern(beats: crotchets([13, 3, 9, 3]), between: -4)
    case (.hornpipe, 4, 4), (.hornpipe, 2, 2), (.barndance, 4, 4), (.strathspey, 4, 4):
      return Pattern(beats: crotchets([12, 5, 8, 5]), between: -4)
    case (.polka, 2, 4):
      return Pattern(beats: [(0, 8), (Fraction(1, 2), 4), (1, 6), (Fraction(3, 2), 4)], between: -4)
    case (.waltz, 3, 4): return Pattern(beats: crotchets([12, 1, 3]), between: -5)
    case (.mazurka, 3, 4): return Pattern(beats: crotchets([8, 10, 2]), between: -4)
    case (.air, _, _): return Pattern(beats: [(0, 5)], between: 0)
    default:
      let beat = meter.beat * 4
      let beats = (0..<Int(max(1, min(24, (meter.barLength * 4 / beat).double)))).map {
        (offset: beat * Fraction($0), weight: $0 == 0 ? 12.0 : 4)
      }
      return Pattern(beats: beats, between: -3)
    }
  }
}
