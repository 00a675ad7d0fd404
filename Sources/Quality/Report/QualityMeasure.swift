/// One thing that was measured of a set of tunes, beside the same of real ones.
public struct QualityMeasure: Hashable, Sendable, Encodable {
  /// What it is about.
  public enum Group: String, CaseIterable, Sendable, Encodable {
    case notation, repetition, form, melody, distributions, distances, copying
  }

  /// What its values are.
  public enum Unit: String, Sendable, Encodable {
    /// A share, 0...1.
    case share
    /// A count or a mean, in what the explanation says.
    case number
    /// Bits of information.
    case bits
  }

  /// Where the value of the tunes lies beside what halves of the reference give.
  public enum Verdict: String, Sendable, Encodable {
    case inside, outside
  }

  /// A short name that stays, for programs: `verbatim-bars`.
  public var id: String
  /// What it is about.
  public var group: Group
  /// What its values are.
  public var unit: Unit
  /// A name to read.
  public var name: String
  /// What is measured, in plain words.
  public var explanation: String
  /// The value of the tunes; nil where there is nothing to measure, as are the others.
  public var tunes: Double?
  /// The value of the whole reference; nil for what compares two sets, as the reference would be compared with itself.
  public var reference: Double?
  /// The values of the two halves of the first split; for what compares two sets, each half against the other.
  public var halves: [Double] = []
  /// The least and the greatest value of all halves of all splits.
  public var spread: ClosedRange<Double>?
  /// Whether the tunes lie within the spread; nil without a spread. Where only one side is worse, the other is inside.
  public var verdict: Verdict?
  /// How far from the spread's middle the tunes lie, in halves of its width: above 1 is outside, negative is below. nil
  /// without a verdict.
  public var deviation: Double?
}

extension QualityMeasure {
  /// Which values are worse than those of the halves.
  enum Worse: Sendable { case bothWays, above, below }

  /// Judges the tunes by the halves' values.
  ///
  /// - Parameter least: a step of the value that says nothing, such as half a tune more or less; the spread counts as
  ///   at least that much to either side, lest a spread without width be left at any step.
  mutating func judge(by values: [Double], worse: Worse = .bothWays, least: Double = 0) {
    guard let tunes, let low = values.min(), let high = values.max() else { return }
    spread = low...high
    halves = Array(values.prefix(2))
    let reach = max((high - low) / 2, least, 1e-9)
    let distance = (tunes - (low + high) / 2) / reach
    deviation = distance
    let isOutside =
      switch worse {
      case .bothWays: abs(distance) > 1 + 1e-9
      case .above: distance > 1 + 1e-9
      case .below: distance < -1 - 1e-9
      }
    verdict = isOutside ? .outside : .inside
  }
}
