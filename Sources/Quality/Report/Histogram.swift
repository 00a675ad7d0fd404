import Foundation

/// How often each of several things comes, and how far two of these are apart.
public struct Histogram: Hashable, Sendable {
  /// The counts, in an order that compared histograms share.
  public var counts: [Double]

  /// Counts in an order of the caller's.
  public init(_ counts: [Double]) { self.counts = counts }

  /// The sum of the counts.
  public var total: Double { counts.reduce(0, +) }

  /// The shares, which add up to 1; all 0 without any count.
  public var shares: [Double] {
    let total = total
    return total > 0 ? counts.map { $0 / total } : counts
  }

  /// The Kullback-Leibler divergence from `other`, in bits: how many more bits a thing of this histogram costs on
  /// average in a code made for `other`; 0 for equal shares, without an upper bound. O(n).
  ///
  /// Half a count is added to every category of both (the Krichevsky-Trofimov estimate), for one that `other` lacks
  /// would make it infinite. S. Kullback and R. Leibler, "On information and sufficiency" (1951).
  public func divergence(from other: Histogram) -> Double {
    let (p, q) = (smoothed, other.smoothed)
    return max(0, zip(p, q).reduce(0) { $0 + $1.0 * log2($1.0 / $1.1) })
  }

  /// The Jensen-Shannon divergence, in bits: 0 for equal shares, 1 where no category is common; as they are, without
  /// smoothing. O(n). J. Lin, "Divergence measures based on the Shannon entropy" (1991).
  public func jensenShannon(to other: Histogram) -> Double {
    var sum = 0.0
    for (p, q) in zip(shares, other.shares) {
      let middle = (p + q) / 2
      if p > 0 { sum += p * log2(p / middle) }
      if q > 0 { sum += q * log2(q / middle) }
    }
    return max(0, sum / 2)
  }

  private var smoothed: [Double] {
    let total = total + 0.5 * Double(counts.count)
    return counts.map { ($0 + 0.5) / total }
  }
}
