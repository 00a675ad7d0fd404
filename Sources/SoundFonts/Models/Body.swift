/// What a box, a bore or a skin does to a sound: resonances that add up with their phases, and slopes.
///
/// The modes are those of an admittance: each rings by itself, and where two overlap they help or hinder one another,
/// which gives wood its peaks and its deep, narrow dips (Fletcher and Rossing, The Physics of Musical Instruments, 10).
struct Body {
  /// A resonance: Hz, gain at its top against the direct sound, narrowness.
  struct Mode {
    var frequency: Double
    var gain: Double
    var q: Double
  }

  var modes: [Mode] = []
  /// What passes without a resonance.
  var direct = 1.0
  /// Falls by 12 dB an octave below this frequency in Hz.
  var lowCorner = 0.0
  /// Falls by `highSlope` dB an octave above this frequency in Hz.
  var highCorner = 20_000.0
  var highSlope = 12.0

  /// The response at a frequency in Hz; O(modes).
  func response(at frequency: Double) -> Phasor {
    var sum = Phasor(direct)
    for mode in modes {
      // (j r / q) / (1 - r^2 + j r / q)
      let r = frequency / mode.frequency
      let (real, imaginary) = (1 - r * r, r / mode.q)
      let scale = mode.gain * imaginary / (real * real + imaginary * imaginary)
      sum = sum + Phasor(scale * imaginary, scale * real)
    }
    var decibels = -highSlope / 6.0206 * slope(frequency / highCorner)
    if lowCorner > 0 { decibels -= 2 * slope(lowCorner / frequency) }
    return sum * Arithmetic.amplitude(decibels: decibels)
  }

  /// 6 dB an octave where `ratio` is well over 1, nothing where well under.
  private func slope(_ ratio: Double) -> Double { 3.0103 * Arithmetic.logarithm2(1 + ratio * ratio) }

  /// The many small resonances of wood or skin between two frequencies, `spacing` Hz apart on average and as loud as
  /// `level` says in dB.
  static func forest(
    seed: UInt64, from low: Double, to high: Double, spacing: Double, q: Double, level: (Double) -> Double
  ) -> [Mode] {
    var dice = Dice(seed: seed)
    var (modes, frequency): ([Mode], Double) = ([], low)
    while frequency < high {
      let gain = Arithmetic.amplitude(decibels: level(frequency)) * (0.5 + dice.unit())
      modes.append(Mode(frequency: frequency, gain: dice.unit() < 0.5 ? -gain : gain, q: q * (0.7 + 0.6 * dice.unit())))
      frequency += spacing * (0.4 + 1.2 * dice.unit())
    }
    return modes
  }

  /// dB of a hill of `height` about `middle`, `octaves` wide.
  static func hill(_ frequency: Double, middle: Double, octaves: Double, height: Double) -> Double {
    let x = Arithmetic.logarithm2(frequency / middle) / octaves
    return height * Arithmetic.exponential(-x * x)
  }
}
