import Quality

/// What a tune is measured by, beside its form and its last note.
public enum Measure: String, Codable, CaseIterable, Hashable, Sendable {
  /// How little the model expects the tune: nats a token.
  case nats
  /// The share of its bars that are equal to an earlier one, as written.
  case repeated
  /// The share of its bars that are not equal to, but sound like, an earlier one.
  case varied
  /// Semitones from the lowest note to the highest.
  case range
  /// The share of its intervals that are wider than a fifth.
  case leaps
  /// Notes in a bar.
  case notes

  /// The least difference that can be heard: what lies nearer to the usual than this is no further away than chance.
  var grain: Double {
    switch self {
    case .nats: 0.05
    case .repeated, .varied: 0.04
    case .range: 2
    case .leaps: 0.01
    case .notes: 0.4
    }
  }

  /// Into how many parts the way from the lowest to the highest twentieth of the collection is divided to tell how near a tune
  /// comes to its ``Aim``: more for what makes a tune hang together than for what it happens to be made of.
  var fineness: Double {
    switch self {
    case .repeated, .varied: 12
    case .nats, .range, .leaps, .notes: 4
    }
  }

  /// What a measure can be; what lies outside is no tune's.
  var bounds: ClosedRange<Double> {
    switch self {
    case .repeated, .varied, .leaps: 0...1
    case .nats, .range, .notes: 0...10_000
    }
  }
}

/// What is kept of a tune to compare others with it.
public struct Observation: Hashable, Sendable {
  /// The meter as two numbers, `6/8`; `none` for free meter.
  public var meter: String
  /// The measures, those that the tune has.
  public var measures: [Measure: Double]
  /// The parts as played, `AABB`.
  public var form: String
  /// Whether it ends on its tonic; nil where it has none.
  public var endsOnTonic: Bool?

  /// Takes the measures of a tune; O(notes).
  ///
  /// - Parameter natsPerToken: what a model says of it, where one was asked.
  public init(of features: TuneFeatures, natsPerToken: Double? = nil) {
    meter = features.meter
    form = features.form
    endsOnTonic = features.endsOnTonic
    measures = [:]
    func note(_ measure: Measure, _ value: Double?) {
      if let value, value.isFinite { measures[measure] = value }
    }
    let repetition = features.repetition
    let intervals = features.intervals.count
    note(.nats, natsPerToken)
    note(.repeated, repetition.bars > 0 ? Double(repetition.verbatim) / Double(repetition.bars) : nil)
    note(.varied, repetition.bars > 0 ? Double(repetition.near) / Double(repetition.bars) : nil)
    note(.range, features.range.map(Double.init))
    note(.leaps, intervals > 0 ? Double(features.leapsBeyondFifth) / Double(intervals) : nil)
    note(.notes, features.notesPerBar)
  }
}
