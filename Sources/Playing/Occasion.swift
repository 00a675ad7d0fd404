import Music

/// What every rule of playing knows: the tune, its bars, its dance, its pace and its chances.
struct Occasion {
  let score: Score
  let bars: Bars
  let dance: Dance
  let players: Players
  let style: Style
  let chance: Chance
  /// Quarter beats a minute at the beginning.
  let tempo: Double
  /// Where passages begin, as played.
  private let passageOnsets: [Double]

  init(_ score: Score, by players: Players, as style: Style, seed: UInt64, tempo: Double) {
    self.score = score
    self.players = players
    self.style = style
    self.tempo = tempo
    bars = Bars(of: score)
    dance = Dance(rhythm: score.rhythm, meter: score.meters.first?.value)
    chance = Chance(seed: seed)
    passageOnsets = score.passages.map(\.onset.double)
  }

  /// So many seconds in quarter beats.
  func quarters(_ seconds: Double) -> Double { seconds * tempo / 60 }

  /// The passage that a moment lies in; nil where the score tells of none. O(log n).
  func passage(at moment: Double) -> Score.Passage? {
    guard !passageOnsets.isEmpty else { return nil }
    var (low, high) = (0, passageOnsets.count)
    while low + 1 < high {
      let middle = (low + high) / 2
      if passageOnsets[middle] <= moment { low = middle } else { high = middle }
    }
    return score.passages[low]
  }

  /// The key in force at a moment; O(log n).
  func key(at moment: Double) -> Key {
    var (low, high) = (0, score.keys.count)
    while low + 1 < high {
      let middle = (low + high) / 2
      if score.keys[middle].onset.double <= moment { low = middle } else { high = middle }
    }
    return score.keys.isEmpty ? .cMajor : score.keys[low].value
  }

  /// The chance of a place on the page: the same each time it is played, unless players vary what they do.
  func chance(at moment: Double, of what: Int) -> Chance {
    guard let passage = passage(at: moment) else { return chance.about(what, Chance.place(moment)) }
    let place = Chance.place(moment - passage.onset.double)
    return chance.about(what, passage.music, place, style.variation ? passage.time : 0)
  }

  /// How far into its meter's bar a moment lies, and that meter; nil in free meter.
  func place(of moment: Fraction) -> (offset: Fraction, meter: Meter)? {
    guard !bars.bars.isEmpty else { return nil }
    let bar = bars.bars[bars.index(at: moment)]
    guard let meter = bar.meter else { return nil }
    return (moment - bar.start + bar.offset, meter)
  }
}
