import Foundation

/// Two sets of distances as smooth densities, and how far these cover each other.
///
/// L.-C. Yang and A. Lerch, "On the evaluation of generative models in music" (2018), relative metrics: the distances
/// between tunes of one set against the distances from one set to another. Densities are Gaussian kernel estimates
/// with Scott's bandwidth, read off at 256 places from the least to the greatest distance of both sets and made to sum
/// to 1 there.
public struct DistanceDensities: Sendable {
  private static let places = 256
  private var left: [Double]
  private var right: [Double]

  /// Estimates both densities; O(distances). nil where a set has fewer than two.
  public init?(_ left: [Double], _ right: [Double]) {
    guard left.count > 1, right.count > 1, let low = (left + right).min(), let high = (left + right).max() else {
      return nil
    }
    // Where all distances are the same, the densities are too.
    guard high > low else {
      self.left = [1]
      self.right = [1]
      return
    }
    self.left = Self.density(of: left, low: low, high: high)
    self.right = Self.density(of: right, low: low, high: high)
  }

  /// The area under both densities: 1 where they are the same, 0 where no distance of one is one of the other.
  public var overlap: Double { min(1, zip(left, right).reduce(0) { $0 + min($1.0, $1.1) }) }

  /// The Kullback-Leibler divergence of the first from the second, in bits; places where a density vanishes count as
  /// 1e-9.
  public var divergence: Double {
    max(0, zip(left, right).reduce(0) { $0 + $1.0 * log2(max($1.0, 1e-9) / max($1.1, 1e-9)) })
  }

  private static func density(of distances: [Double], low: Double, high: Double) -> [Double] {
    let step = (high - low) / Double(places - 1)
    var bins = Array(repeating: 0.0, count: places)
    for distance in distances {
      // Shared between the two places next to it, by its nearness to each.
      let place = min(max((distance - low) / step, 0), Double(places - 1))
      let index = min(Int(place), places - 2)
      bins[index] += 1 - (place - Double(index))
      bins[index + 1] += place - Double(index)
    }
    let count = Double(distances.count)
    let mean = distances.reduce(0, +) / count
    let variance = distances.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let width = max(variance.squareRoot() * pow(count, -0.2) / step, 0.5)
    let reach = min(places, Int((4 * width).rounded(.up)))
    let kernel = (0...reach).map { exp(-0.5 * pow(Double($0) / width, 2)) }
    var result = Array(repeating: 0.0, count: places)
    for (index, weight) in bins.enumerated() where weight > 0 {
      for place in max(0, index - reach)...min(places - 1, index + reach) {
        result[place] += weight * kernel[abs(place - index)]
      }
    }
    let total = result.reduce(0, +)
    return result.map { $0 / total }
  }
}
