import Music

/// What an accompanist plays in a bar, over and over: strokes at places of the bar.
struct Groove {
  /// What is struck.
  enum Sound: Hashable {
    /// The chord's lowest note, and the fifth that alternates with it.
    case root, fifth
    /// All its notes at once.
    case block
    /// All strings, from the lowest or from the highest.
    case down, up
    /// One note of the chord, counted from the lowest.
    case tone(Int)
    /// A key of the drums.
    case key(Int)
  }

  struct Stroke: Hashable {
    /// Quarter beats into the bar.
    var at: Fraction
    /// Quarter beats it rings.
    var length: Double
    var sound: Sound
    /// How much harder than usual it is struck, in velocities.
    var weight: Int
  }

  private(set) var strokes: [Stroke] = []

  /// A bar of cells of one length, each with strokes at quarter beats into the cell.
  init(
    _ meter: Meter, cell: Fraction, _ strokes: (Int) -> [(at: Fraction, length: Double, sound: Sound, weight: Int)]
  ) {
    let bar = meter.barLength * 4
    guard cell > .zero, bar <= cell * 64 else { return }
    var number = 0
    while cell * Fraction(number) < bar {
      for stroke in strokes(number) where cell * Fraction(number) + stroke.at < bar {
        self.strokes.append(
          Stroke(
            at: cell * Fraction(number) + stroke.at, length: stroke.length, sound: stroke.sound, weight: stroke.weight))
      }
      number += 1
    }
  }

  /// The strokes of a bar, at their moments in the tune; nothing for a pick-up that opens it, and in free meter.
  static func strokes(
    on occasion: Occasion, _ groove: (Meter) -> Groove
  ) -> [(moment: Fraction, end: Fraction, bar: Int, stroke: Stroke)] {
    var grooves: [Meter: Groove] = [:]
    var result: [(moment: Fraction, end: Fraction, bar: Int, stroke: Stroke)] = []
    for (number, bar) in occasion.bars.bars.enumerated() {
      guard let meter = bar.meter, number > 0 || bar.offset == .zero else { continue }
      let own = grooves[meter] ?? groove(meter)
      grooves[meter] = own
      for stroke in own.strokes where stroke.at >= bar.offset {
        let moment = bar.start + stroke.at - bar.offset
        if moment < bar.end { result.append((moment, bar.end, number, stroke)) }
      }
    }
    return result
  }
}
