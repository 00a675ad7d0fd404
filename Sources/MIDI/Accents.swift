import Music

/// Where a score's beats fall: 1 for the first of a bar, a third for the others, 0 between them.
///
/// Moments are asked for in order, so that the present bar and meter need no search.
struct Accents {
  private let score: Score
  /// Where bars begin; a tune's first one begins with it, without a line.
  private let starts: [Fraction]
  private var bar = -1
  private var meter = -1

  init(of score: Score) {
    self.score = score
    starts = score.barLines.first == .zero ? score.barLines : [.zero] + score.barLines
  }

  /// How strong the beat at `onset` is, which is no earlier than the one before. Nothing is accented in free meter.
  mutating func weight(at onset: Fraction) -> Double {
    while bar + 1 < starts.count, starts[bar + 1] <= onset { bar += 1 }
    while meter + 1 < score.meters.count, score.meters[meter + 1].onset <= onset { meter += 1 }
    guard bar >= 0, meter >= 0 else { return 0 }
    let (count, unit) = (score.meters[meter].value.count, score.meters[meter].value.unit)
    guard unit > 0, count > 0 else { return 0 }
    var offset = onset - starts[bar]
    // A first bar that is short is a pick-up: it ends like a bar, it does not begin like one.
    if bar == 0, starts.count > 1 {
      let missing = Fraction(count, unit) * 4 - (starts[1] - starts[0])
      if missing > .zero { offset += missing }
    }
    if offset == .zero { return 1 }
    return offset.isMultiple(of: score.meters[meter].value.beat * 4) ? 1.0 / 3 : 0
  }
}
