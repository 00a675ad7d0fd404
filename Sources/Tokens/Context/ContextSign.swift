import Music

/// A token as far as it moves the place in the bar.
enum ContextSign: Hashable, Sendable {
  /// `ticks` of a bar; nil for `M:none`.
  case meter(ticks: Int?)
  case note
  case chordStart, chordEnd
  case length(ticks: Int, broken: Int)
  case broken(Int)
  /// Each note lasts `time / count` of what is written.
  case tuplet(count: Int, time: Int)
  case bar(repeats: Bool, ending: Int?)
  case tie
  /// Keys, types and the bounds of a tune.
  case other

  /// A quaver in ticks: halves down to 1/64, triplets, quintuplets, septuplets and nonuplets are whole numbers of them;
  /// other lengths are cut to one.
  static let quaver = 20_160

  init(_ word: String) {
    switch Token(word) {
    case .meter(let meter): self = .meter(ticks: meter.map { Self.ticks($0.barLength * Fraction(8)) })
    case .pitch, .rest: self = .note
    case .chordStart: self = .chordStart
    case .chordEnd: self = .chordEnd
    case .length(let length, let broken): self = .length(ticks: Self.ticks(length), broken: broken)
    case .broken(let signs): self = .broken(signs)
    case .tuplet(let tuplet): self = .tuplet(count: tuplet.count, time: Self.time(of: tuplet))
    case .bar(let line):
      self = .bar(repeats: line.repeatsBefore > 0 || line.repeatsAfter > 0, ending: line.endings.first)
    case .tie: self = .tie
    case .key, .rhythm, nil: self = .other
    }
  }

  private static func ticks(_ quavers: Fraction) -> Int { Int(((quavers * Fraction(quaver)).double).rounded(.down)) }

  /// In the time of how many: what is written, else by the count (ABC 2.1, section 4.13), as in simple time.
  private static func time(of tuplet: Tuplet) -> Int {
    if let time = tuplet.time { return time }
    return [2, 4, 8].contains(tuplet.count) ? 3 : 2
  }
}
