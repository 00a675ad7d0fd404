import Music

/// Where a score's beats fall: 1 for the first of a bar, a third for the others, 0 between them.
struct Accents {
  private let score: Score

  init(of score: Score) { self.score = score }

  /// How strong the beat at `onset` is; O(log n) for n bars. Nothing is accented in free meter.
  func weight(at onset: Fraction) -> Double {
    guard let bar = index(before: onset, in: score.barLines), let meterIndex = index(before: onset, in: score.meters)
    else { return 0 }
    let meter = score.meters[meterIndex].value
    guard meter.unit > 0, meter.count > 0 else { return 0 }
    var offset = onset - score.barLines[bar]
    // A first bar that is short is a pick-up: it ends like a bar, it does not begin like one.
    if bar == 0, score.barLines.count > 1 {
      let missing = meter.barLength * 4 - (score.barLines[1] - score.barLines[0])
      if missing > .zero { offset += missing }
    }
    if offset == .zero { return 1 }
    return (offset / (meter.beat * 4)).isWhole ? 1.0 / 3 : 0
  }

  private func index(before onset: Fraction, in moments: [Fraction]) -> Int? {
    var (low, high) = (0, moments.count)
    while low < high {
      let middle = (low + high) / 2
      if moments[middle] <= onset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }

  private func index<Value>(before onset: Fraction, in changes: [Score.Change<Value>]) -> Int? {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].onset <= onset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }
}
