import Music

/// Where chords may change in a tune, and what the melody sounds between these places.
public struct HarmonicRhythm: Sendable {
  /// A stretch under one chord: a bar, or half of one.
  public struct Span: Hashable, Sendable {
    /// From where, in quarter beats.
    public var start: Fraction
    /// To where.
    public var end: Fraction
    /// How much of the melody each pitch class has, 0 for C: length times the weight of the beat, 1 in sum; zeros where
    /// nothing sounds.
    public var weights: [Double]
    /// Whether a bar begins here.
    public var beginsBar: Bool
    /// Whether it lies in the last bar of a part or of the tune.
    public var endsPart: Bool
    /// Full bars since the part began.
    public var bar: Int
  }

  /// The stretches in order; a pick-up before the first bar belongs to none.
  public private(set) var spans: [Span] = []

  /// Cuts a score's first voice into bars, and into halves where the meter has them and a note begins there; O(notes +
  /// bars).
  public init(of score: Score) {
    let bars = Bars(of: score).bars
    let voice = score.notes.map(\.voice).min()
    let notes = score.notes.filter { $0.voice == voice }
    let onsets = Set(notes.map(\.onset))
    let parts = Set(score.passages.filter(\.beginsPart).map(\.onset))
    var inPart = 0
    for (index, bar) in bars.enumerated() {
      if index == 0, bar.offset > .zero { continue }
      if parts.contains(bar.start) { inPart = 0 }
      let half = bar.full / 2
      let middle = bar.start - bar.offset + half
      let isEven = bar.meter.map { $0.count % 2 == 0 } ?? false
      // The pick-up of the next part may stand between the last bar and its end.
      let end = index + 1 == bars.count || parts.contains(bar.end)
      if isEven, middle > bar.start, middle < bar.end, onsets.contains(middle) {
        append(bar.start, middle, beginsBar: true, endsPart: end, bar: inPart)
        append(middle, bar.end, beginsBar: false, endsPart: end, bar: inPart)
      } else {
        append(bar.start, bar.end, beginsBar: bar.offset == .zero, endsPart: end, bar: inPart)
      }
      if bar.offset == .zero { inPart += 1 }
    }
    weigh(notes, bars)
  }

  private mutating func append(_ start: Fraction, _ end: Fraction, beginsBar: Bool, endsPart: Bool, bar: Int) {
    spans.append(
      Span(
        start: start, end: end, weights: Array(repeating: 0, count: 12), beginsBar: beginsBar, endsPart: endsPart,
        bar: bar))
  }

  /// Adds up what sounds in each span: a note that begins one counts twice, one on a beat half as much again.
  private mutating func weigh(_ notes: [Score.Note], _ bars: [Bars.Bar]) {
    var next = 0
    var bar = 0
    for note in notes {
      while bar + 1 < bars.count, bars[bar].end <= note.onset { bar += 1 }
      let end = note.onset + note.duration
      while next < spans.count, spans[next].end <= note.onset { next += 1 }
      var weight = 1.0
      if let meter = bars[bar].meter {
        let place = note.onset - bars[bar].start + bars[bar].offset
        if place.isMultiple(of: meter.beat * 4) { weight = 1.5 }
      }
      var span = next
      while span < spans.count, spans[span].start < end {
        let length = min(end, spans[span].end) - max(note.onset, spans[span].start)
        if length > .zero {
          let begins = note.onset == spans[span].start ? 2 : weight
          spans[span].weights[(note.pitch % 12 + 12) % 12] += length.double * begins
        }
        span += 1
      }
    }
    for index in spans.indices {
      let sum = spans[index].weights.reduce(0, +)
      if sum > 0 { for pitch in 0..<12 { spans[index].weights[pitch] /= sum } }
    }
  }
}
