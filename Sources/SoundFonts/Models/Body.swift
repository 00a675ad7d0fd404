/// What a box, a bore or a skin does to a spectrum: a few resonances and slopes, in decibels over frequency.
struct Body {
  /// Peaks, and dips where the level is negative.
  var resonances: [(frequency: Double, decibels: Double, q: Double)] = []
  /// Falls by 12 dB an octave below this frequency in Hz.
  var lowCorner = 0.0
  /// Falls by `highSlope` dB an octave above this frequency in Hz.
  var highCorner = 20_000.0
  var highSlope = 12.0
  /// Unevenness of the many small resonances, in dB either way.
  var ripple = 0.0

  /// The gain in decibels at a frequency in Hz.
  func decibels(at frequency: Double) -> Double {
    var sum = 0.0
    for resonance in resonances {
      let detuning = resonance.q * (frequency / resonance.frequency - resonance.frequency / frequency)
      sum += resonance.decibels / (1 + detuning * detuning)
    }
    if lowCorner > 0 { sum -= 2 * slope(lowCorner / frequency) }
    sum -= highSlope / 6.0206 * slope(frequency / highCorner)
    if ripple > 0 {
      // Wood has a resonance about every 50 Hz; three sines that never line up stand for them.
      let x = frequency / 97
      sum +=
        ripple / 1.5
        * (Arithmetic.sine(turns: x) + 0.7 * Arithmetic.sine(turns: x * 1.618 + 0.3)
          + 0.5 * Arithmetic.sine(turns: x * 2.414 + 0.7))
    }
    return sum
  }

  /// 6 dB an octave where `ratio` is well over 1, nothing where well under.
  private func slope(_ ratio: Double) -> Double { 3.0103 * Arithmetic.logarithm2(1 + ratio * ratio) }
}
