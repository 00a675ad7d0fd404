/// The kinds of something in the tunes, the reference and its halves, and how far these are apart.
struct DistributionComparison {
  private let distribution: SetDistribution
  private let categories: [SetDistribution.Category]
  private let tunes: [[(kind: Int, count: Int)]]
  private let reference: [[(kind: Int, count: Int)]]
  private let halves: HalfSplits

  init(_ distribution: SetDistribution, of tunes: [TuneFeatures], _ reference: [TuneFeatures], _ halves: HalfSplits) {
    self.distribution = distribution
    self.halves = halves
    let counts = { (tune: TuneFeatures) in tune.isReadable ? distribution.counts(tune) : [:] }
    let (own, real) = (tunes.map(counts), reference.map(counts))
    let categories = Set((own + real).flatMap(\.keys)).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: categories.enumerated().map { ($1, $0) })
    func indexed(_ counts: [SetDistribution.Category: Int]) -> [(kind: Int, count: Int)] {
      counts.compactMap { category, count in numbers[category].map { ($0, count) } }
    }
    self.categories = categories
    self.tunes = own.map(indexed)
    self.reference = real.map(indexed)
  }

  private func histogram(_ tunes: [[(kind: Int, count: Int)]], at indices: some Sequence<Int>) -> Histogram {
    var counts = Array(repeating: 0.0, count: categories.count)
    for index in indices { for (kind, count) in tunes[index] { counts[kind] += Double(count) } }
    return Histogram(counts)
  }

  /// Jensen-Shannon and Kullback-Leibler divergence: a set of tunes from the other half of the reference.
  var measures: [QualityMeasure] {
    var shannon = QualityMeasure(
      id: "\(distribution.id)-js", group: .distributions, unit: .bits, name: distribution.name,
      explanation: "\(distribution.explanation): Jensen-Shannon divergence from half of the reference")
    var kullback = QualityMeasure(
      id: "\(distribution.id)-kl", group: .distributions, unit: .bits, name: "\(distribution.name), KL",
      explanation: "\(distribution.explanation): Kullback-Leibler divergence from half of the reference")
    var own: [(Double, Double)] = []
    var real: [(Double, Double)] = []
    for split in halves.splits {
      let judged = histogram(tunes, at: split.judged)
      let (first, second) = (histogram(reference, at: split.first), histogram(reference, at: split.second))
      let pairs = [
        (histogram(reference, at: split.thinFirst), second), (histogram(reference, at: split.thinSecond), first),
      ]
      // Without a single one of them there is nothing to compare.
      guard judged.total > 0, pairs.allSatisfy({ $0.0.total > 0 && $0.1.total > 0 }) else { continue }
      own.append((judged.jensenShannon(to: second), judged.divergence(from: second)))
      for (half, other) in pairs { real.append((half.jensenShannon(to: other), half.divergence(from: other))) }
    }
    shannon.tunes = own.map(\.0).mean
    shannon.judge(by: real.map(\.0), worse: .above)
    kullback.tunes = own.map(\.1).mean
    kullback.judge(by: real.map(\.1), worse: .above)
    return [shannon, kullback]
  }

  /// The share of every kind.
  var shares: QualityDistribution {
    let own = histogram(tunes, at: tunes.indices).shares
    let real = histogram(reference, at: reference.indices).shares
    let thin = halves.splits.flatMap { split in
      [split.thinFirst, split.thinSecond].map { histogram(reference, at: $0).shares }
    }
    var result = categories.indices.map { kind in
      let values = thin.map { $0[kind] }
      let spread = values.min().flatMap { low in values.max().map { low...$0 } }
      return QualityDistribution.Category(
        label: categories[kind].label, tunes: own[kind], reference: real[kind], spread: spread)
    }
    // Forms have no order of their own.
    if categories.allSatisfy({ $0.order == 0 }) {
      result.sort { ($1.reference, $1.tunes, $0.label) < ($0.reference, $0.tunes, $1.label) }
    }
    return QualityDistribution(
      id: distribution.id, name: distribution.name, explanation: distribution.explanation, categories: result)
  }
}

extension [Double] {
  /// The arithmetic mean; nil of nothing.
  var mean: Double? { isEmpty ? nil : reduce(0, +) / Double(count) }
}
