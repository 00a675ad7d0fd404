import Kernels

/// What one tune of a run is to be like, in what real tunes differ from each other without being better or worse.
///
/// If every tune of a run were held to what is most usual, all would have the commonest form, a middling range and the median of
/// bars that come back. So each has a place of its own among real tunes drawn for it: half of the tunes are to repeat more than
/// the median, one in five to have a form that one in five has. A run is then as varied as the collection.
public struct Aim: Hashable, Sendable {
  /// The place in a measure's order, in [0, 1): 0.5 is the median.
  public var places: [Measure: Double]
  /// The place among the forms, the commonest first.
  public var form: Double
  /// The place among the endings, those on the tonic first.
  public var ending: Double

  /// An aim of given places.
  public init(places: [Measure: Double], form: Double, ending: Double) {
    self.places = places
    self.form = form
    self.ending = ending
  }

  /// The aim of a tune of a run, a function of the run's seed and the tune's number.
  public init(seed: UInt64, tune: Int) {
    // Other numbers than those the tune is drawn with.
    var random = RandomSource(seed: seed ^ (UInt64(truncatingIfNeeded: tune) &* 0xD6E8_FEB8_6659_FD93) ^ 0xA1)
    places = [:]
    for measure in Measure.allCases { places[measure] = random.unit() }
    form = random.unit()
    ending = random.unit()
  }

  /// The form aimed at; nil for one that is not listed.
  func form(among shares: [String: Double]) -> String? {
    var left = form
    for (form, share) in shares.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      left -= share
      if left < 0 { return form }
    }
    return nil
  }

  /// Whether the tune is to end on its tonic where a share of the tunes does.
  func endsOnTonic(_ share: Double) -> Bool { ending < share }
}
