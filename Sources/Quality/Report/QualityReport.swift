/// How a set of tunes compares with real ones: every measure of it, of the reference, and of the reference parted in
/// two.
///
/// The yardstick: the reference is parted in two at random, many times, and each half thinned to as many tunes as are
/// judged. What the halves differ by is what chance and choice make of real tunes; a value beyond all of them is
/// `outside`. With twenty splits a set drawn from the reference falls outside about once in twenty measures; real
/// tunes of another time, place or editor may well do so more often.
public struct QualityReport: Sendable, Encodable {
  /// How many tunes were judged, those that cannot be read counted.
  public let tunes: Int
  /// How many the reference has, repeats left out.
  public let reference: Int
  /// How many tunes of the reference were left out because an earlier one has their melody, in whatever key.
  public let repeatsLeftOut: Int
  /// How often the reference was parted in two; 0 where it was too small.
  public let splits: Int
  /// How many tunes of each half were measured.
  public let tunesAHalf: Int
  /// What was measured, by group.
  public private(set) var measures: [QualityMeasure] = []
  /// Shares by kind of what comes in several kinds.
  public private(set) var distributions: [QualityDistribution] = []

  /// Measures tunes against a reference.
  ///
  /// - Parameters:
  ///   - splits: how often the reference is parted in two; copied runs look at the first 32.
  ///   - generator: decides the splits and which pairs of tunes are compared where there are too many; the same one
  ///     gives the same report.
  /// - Complexity: O(splits · notes of both).
  public init(
    of tunes: [TuneFeatures], reference: [TuneFeatures], splits: Int = 20,
    using generator: inout some RandomNumberGenerator
  ) {
    var melodies: Set<UInt64> = []
    let unique = reference.filter { tune in
      guard tune.isReadable, let print = tune.melodyPrint else { return true }
      return melodies.insert(print).inserted
    }
    let halves = HalfSplits(of: unique.count, judging: tunes.count, count: splits, using: &generator)
    self.tunes = tunes.count
    self.reference = unique.count
    self.splits = halves.splits.count
    repeatsLeftOut = reference.count - unique.count
    tunesAHalf = halves.splits.first?.judged.count ?? 0

    for ratio in SetRatio.all { measures.append(ratio.measure(of: tunes, unique, halves)) }
    for distribution in SetDistribution.all {
      let comparison = DistributionComparison(distribution, of: tunes, unique, halves)
      measures += comparison.measures
      distributions.append(comparison.shares)
    }
    for vector in TuneVector.all { measures += vector.measures(of: tunes, unique, halves, using: &generator) }
    measures += RunComparison(of: tunes, unique, halves).measures
  }

  /// The measure with a short name.
  public subscript(id: String) -> QualityMeasure? { measures.first { $0.id == id } }

  /// The measures that lie outside, farthest first.
  public var outside: [QualityMeasure] {
    measures.filter { $0.verdict == .outside }.sorted { abs($0.deviation ?? 0) > abs($1.deviation ?? 0) }
  }
}

extension SetRatio {
  /// The measure of the tunes, the reference and every half.
  func measure(of tunes: [TuneFeatures], _ reference: [TuneFeatures], _ halves: HalfSplits) -> QualityMeasure {
    let own = tunes.map(terms)
    let real = reference.map(terms)
    var measure = QualityMeasure(
      id: id, group: group, unit: unit, name: name, explanation: explanation,
      tunes: Self.value(of: own, at: own.indices), reference: Self.value(of: real, at: real.indices))
    let values = halves.splits.flatMap { [$0.thinFirst, $0.thinSecond] }.compactMap { Self.value(of: real, at: $0) }
    let size = halves.splits.first?.judged.count ?? 0
    measure.judge(by: values, worse: worse, least: unit == .share && size > 0 ? 0.5 / Double(size) : 0)
    return measure
  }
}
