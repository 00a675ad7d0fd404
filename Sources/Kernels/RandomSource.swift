/// The one random generator of Lilt: xoshiro256**, small, fast and savable.
///
/// Its whole state is `Codable`, so a training run can be resumed and a tune composed again, bit for bit.
/// Source: D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators" (2021); the seed is spread over
/// the state by splitmix64, as the authors advise.
public struct RandomSource: RandomNumberGenerator, Sendable, Codable, Hashable {
  private var s0: UInt64
  private var s1: UInt64
  private var s2: UInt64
  private var s3: UInt64

  /// A generator whose numbers are a function of `seed` alone.
  public init(seed: UInt64) {
    var seeder = SplitMix64(state: seed)
    s0 = seeder.next()
    s1 = seeder.next()
    s2 = seeder.next()
    s3 = seeder.next()
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let scrambled = s1 &* 5
    let result = ((scrambled << 7) | (scrambled >> 57)) &* 9
    let shifted = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = (s3 << 45) | (s3 >> 19)
    return result
  }

  /// A number in [0, 1), one of 2^24 evenly spaced ones.
  public mutating func uniform() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// A number in [0, 1) with all 53 bits a `Double` holds.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A draw from the normal distribution of mean 0 and variance 1 (Marsaglia's polar method, one of its pair kept).
  public mutating func normal() -> Float {
    while true {
      let x = 2 * unit() - 1
      let y = 2 * unit() - 1
      let square = x * x + y * y
      if square > 0, square < 1 {
        return Float(x * (-2 * naturalLogarithm(square) / square).squareRoot())
      }
    }
  }
}

/// Splitmix64: turns any 64-bit seed into well-mixed words (S. Vigna, public domain).
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts the sequence of `state`.
  public init(state: UInt64) { self.state = state }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
