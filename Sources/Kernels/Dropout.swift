/// Inverted dropout (Srivastava et al. 2014): each number is made 0 by chance, the others grow so that the mean stays.
///
/// What is dropped is a function of the seed, layer, sequence and step alone: backward draws the same numbers again instead
/// of keeping a mask, and it does not matter which thread computes a tune.
public struct Dropout: Sendable {
  /// What a mask is drawn for.
  public enum Kind: String, Codable, CaseIterable, Hashable, Sendable {
    /// Each step of a tune.
    case step
    /// A tune, all of whose steps share it in a layer (Gal and Ghahramani 2016).
    case locked
  }

  private let threshold: UInt32
  private let scale: Float
  private let seed: UInt64
  private let kind: Kind

  /// Drops with chance `rate`, in 0..<1.
  public init(rate: Float, seed: UInt64, kind: Kind = .step) {
    precondition(rate >= 0 && rate < 1, "a dropout rate from 0 to below 1")
    threshold = UInt32(Double(rate) * 0x1p32)
    scale = 1 / (1 - rate)
    self.seed = seed
    self.kind = kind
  }

  /// Whether anything is dropped at all.
  public var isActive: Bool { threshold > 0 }

  /// Applies the mask of (layer, sequence, step) to `row`, or to a gradient of it; a locked one is that of the first step.
  public func apply(
    to row: UnsafeMutablePointer<Float>, count: Int, layer: Int, sequence: Int, step: Int
  ) {
    let drawn = kind == .step ? step : 0
    let place = UInt64(truncatingIfNeeded: layer) << 56 ^ UInt64(truncatingIfNeeded: sequence) << 28
    var seeder = SplitMix64(state: seed &* 0xD134_2543_DE82_EF95 &+ (place ^ UInt64(truncatingIfNeeded: drawn)))
    var states = SIMD8<UInt32>()
    for lane in 0..<4 {
      let word = seeder.next()
      // xorshift must not start from 0.
      states[2 * lane] = UInt32(truncatingIfNeeded: word) | 1
      states[2 * lane + 1] = UInt32(truncatingIfNeeded: word >> 32) | 1
    }
    var at = 0
    while at < count {
      // Marsaglia's xorshift32, a generator to a lane.
      states ^= states &<< 13
      states ^= states &>> 17
      states ^= states &<< 5
      let width = min(8, count - at)
      var lanes = row.lanes(at: at, count: width) * scale
      lanes.replace(with: 0, where: states .< threshold)
      row.setLanes(lanes, at: at, count: width)
      at += 8
    }
  }
}
