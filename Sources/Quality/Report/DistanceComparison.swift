/// Compares a feature as Yang and Lerch (2018) do: the distances between tunes of the reference against those from the
/// judged tunes to it.
///
/// Distances are Euclidean. Where there are more than 2000 pairs of tunes, 2000 are drawn.
extension TuneVector {
  private static let pairs = 2000

  func measures(
    of tunes: [TuneFeatures], _ reference: [TuneFeatures], _ halves: HalfSplits,
    using generator: inout some RandomNumberGenerator
  ) -> [QualityMeasure] {
    let own = tunes.map { $0.isReadable ? values($0) : nil }
    let real = reference.map { $0.isReadable ? values($0) : nil }
    var overlap = QualityMeasure(
      id: "\(id)-overlap", group: .distances, unit: .share, name: name,
      explanation: "\(explanation): overlap of the distances within the reference and to it")
    var divergence = QualityMeasure(
      id: "\(id)-distance-kl", group: .distances, unit: .bits, name: "\(name), KL",
      explanation: "\(explanation): Kullback-Leibler divergence of the distances within the reference from those to it")
    var judged: [DistanceDensities] = []
    var between: [DistanceDensities] = []
    for split in halves.splits {
      let known = { (indices: [Int]) in indices.compactMap { real[$0] } }
      let (first, second) = (known(split.first), known(split.second))
      let amongFirst = Self.distances(among: first, using: &generator)
      let amongSecond = Self.distances(among: second, using: &generator)
      func compare(_ set: [[Double]], _ others: [[Double]], _ among: [Double]) -> DistanceDensities? {
        DistanceDensities(among, Self.distances(from: set, to: others, using: &generator))
      }
      guard let tunes = compare(split.judged.compactMap { own[$0] }, second, amongSecond),
        let forth = compare(known(split.thinFirst), second, amongSecond),
        let back = compare(known(split.thinSecond), first, amongFirst)
      else { continue }
      judged.append(tunes)
      between += [forth, back]
    }
    overlap.tunes = judged.map(\.overlap).mean
    overlap.judge(by: between.map(\.overlap), worse: .below)
    divergence.tunes = judged.map(\.divergence).mean
    divergence.judge(by: between.map(\.divergence), worse: .above)
    return [overlap, divergence]
  }

  private static func distance(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for index in left.indices {
      let apart = left[index] - right[index]
      sum += apart * apart
    }
    return sum.squareRoot()
  }

  private static func distances(
    among set: [[Double]], using generator: inout some RandomNumberGenerator
  ) -> [Double] {
    guard set.count > 1 else { return [] }
    if set.count * (set.count - 1) / 2 <= pairs {
      return set.indices.flatMap { left in (left + 1..<set.count).map { distance(set[left], set[$0]) } }
    }
    return (0..<pairs).map { _ in
      let left = Int.random(in: set.indices, using: &generator)
      let other = Int.random(in: 0..<set.count - 1, using: &generator)
      return distance(set[left], set[other < left ? other : other + 1])
    }
  }

  private static func distances(
    from set: [[Double]], to others: [[Double]], using generator: inout some RandomNumberGenerator
  ) -> [Double] {
    guard !set.isEmpty, !others.isEmpty else { return [] }
    if set.count * others.count <= pairs { return set.flatMap { tune in others.map { distance(tune, $0) } } }
    return (0..<pairs).map { _ in
      distance(
        set[Int.random(in: set.indices, using: &generator)], others[Int.random(in: others.indices, using: &generator)])
    }
  }
}
