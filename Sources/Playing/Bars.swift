import Music

/// The bars of a score, and where in its meter each begins.
struct Bars {
  struct Bar {
    var start: Fraction
    var end: Fraction
    /// nil for free meter.
    var meter: Meter?
    /// How far into a full bar it begins: above zero for a pick-up and for what completes a bar that a repeat divides.
    var offset: Fraction

    /// How long a bar of its meter is, in quarter beats; its own length in free meter.
    var full: Fraction { meter.map { $0.barLength * 4 } ?? end - start }
  }

  private(set) var bars: [Bar] = []

  /// Finds the bars; O(bars + meters).
  init(of score: Score) {
    var end = score.duration
    for note in score.notes { end = max(end, note.onset + note.duration) }
    guard end > .zero else { return }
    var starts = [Fraction.zero]
    for line in score.barLines where line > starts[starts.count - 1] && line < end { starts.append(line) }
    var meter: Meter?
    var next = 0
    bars.reserveCapacity(starts.count)
    for (index, start) in starts.enumerated() {
      while next < score.meters.count, score.meters[next].onset <= start {
        meter = score.meters[next].value
        next += 1
      }
      let stop = index + 1 < starts.count ? starts[index + 1] : end
      var bar = Bar(start: start, end: stop, meter: meter, offset: .zero)
      let missing = bar.full - (stop - start)
      if missing > .zero, meter != nil {
        if index == 0, starts.count > 1 {
          bar.offset = missing
        } else if let before = bars.last, before.offset == .zero, before.end - before.start == missing {
          bar.offset = missing
        }
      }
      bars.append(bar)
    }
  }

  /// The bar that a moment lies in; moments outside belong to the first or the last. O(log n).
  func index(at moment: Fraction) -> Int { index { $0.start <= moment } }

  /// The same for a moment that was played.
  func index(at moment: Double) -> Int { index { $0.start.double <= moment } }

  private func index(_ isBefore: (Bar) -> Bool) -> Int {
    var (low, high) = (0, bars.count)
    while low + 1 < high {
      let middle = (low + high) / 2
      if isBefore(bars[middle]) { low = middle } else { high = middle }
    }
    return low
  }
}
