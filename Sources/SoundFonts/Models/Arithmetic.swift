/// Sines, powers and logarithms from additions, multiplications and divisions alone.
///
/// IEEE 754 fixes those to the last bit and leaves `sin` and `exp` to the C library, where versions differ; a bank made
/// with these is the same file everywhere. Errors stay under 1e-11, far below the 16 bits that remain.
enum Arithmetic {
  static let pi = 3.14159265358979323846

  /// sin(2 pi `turns`), by its series on an eighth of a turn.
  static func sine(turns: Double) -> Double {
    let whole = (turns * 4).rounded()
    let x = (turns - whole / 4) * 2 * pi
    let y = x * x
    let sine = x * (1 - y / 6 * (1 - y / 20 * (1 - y / 42 * (1 - y / 72 * (1 - y / 110 * (1 - y / 156))))))
    let cosine = 1 - y / 2 * (1 - y / 12 * (1 - y / 30 * (1 - y / 56 * (1 - y / 90 * (1 - y / 132 * (1 - y / 182))))))
    switch Int(whole) & 3 {
    case 0: return sine
    case 1: return cosine
    case 2: return -sine
    default: return -cosine
    }
  }

  static func cosine(turns: Double) -> Double { sine(turns: turns + 0.25) }

  /// e to the `x`: a power of two times a series on half an octave.
  static func exponential(_ x: Double) -> Double {
    guard x > -700 else { return 0 }
    let octaves = (x / 0.69314718055994530942).rounded()
    let rest = x - octaves * 0.69314718055994530942
    var (sum, k) = (1.0, 16.0)
    while k >= 1 { (sum, k) = (1 + sum * rest / k, k - 1) }
    return sum * Double(sign: .plus, exponent: Int(octaves), significand: 1)
  }

  /// 2 to the `x`.
  static func power(ofTwo x: Double) -> Double { exponential(x * 0.69314718055994530942) }

  /// `base` to the `exponent`, of a positive base.
  static func power(_ base: Double, _ exponent: Double) -> Double { power(ofTwo: exponent * logarithm2(base)) }

  /// The logarithm to base 2 of a positive number, by the series of the inverse hyperbolic tangent.
  static func logarithm2(_ x: Double) -> Double {
    var (octaves, mantissa) = (Double(x.exponent), x.significand)
    if mantissa > 1.41421356 { (octaves, mantissa) = (octaves + 1, mantissa / 2) }
    let z = (mantissa - 1) / (mantissa + 1)
    var (sum, k) = (0.0, 31.0)
    while k >= 1 { (sum, k) = (sum * z * z + 1 / k, k - 2) }
    return octaves + 2 * z * sum / 0.69314718055994530942
  }

  /// The amplitude of a level in decibels.
  static func amplitude(decibels: Double) -> Double { power(ofTwo: decibels * 0.16609640474436812) }

  /// The level of an amplitude in decibels.
  static func decibels(amplitude: Double) -> Double { logarithm2(amplitude) * 6.0205999132796239 }

  /// The frequency of a MIDI key in Hz, A at 440.
  static func frequency(key: Int) -> Double { 440 * power(ofTwo: Double(key - 69) / 12) }

  /// Timecents of a time in seconds, as envelope generators count it.
  static func timecents(_ seconds: Double) -> Int { Int((1200 * logarithm2(seconds)).rounded()) }

  /// Absolute cents of a frequency, 8.176 Hz being 0, as filter and LFO generators count it.
  static func cents(frequency: Double) -> Int { Int((1200 * logarithm2(frequency / 8.175798915643707)).rounded()) }
}

/// A small seeded generator of random numbers: splitmix64, Steele, Lea and Flood 2014.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number in 0..<1 of 53 bits.
  mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  /// A number in -1..<1.
  mutating func signed() -> Double { 2 * unit() - 1 }
}
