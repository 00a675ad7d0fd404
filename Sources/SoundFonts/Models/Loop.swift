/// A sample's plan: how long it leads in, and a loop of which every partial fills a whole number of periods.
///
/// If all that sounds in the loop has a frequency of `k * rate / length` for whole `k`, the loop closes on itself
/// without a seam, whatever the phases. So the length is chosen to put the note on such a frequency within a fraction
/// of a cent, and partials are moved to the nearest one.
struct Loop {
  /// Envelopes are reckoned at every `step`-th frame; leads and loops are whole numbers of steps.
  static let step = 32
  /// Frames after the loop that repeat its beginning, for the interpolation of the player.
  static let guardFrames = 8

  /// Frames a second.
  let rate: Int
  /// Frames before the loop.
  let lead: Int
  /// Frames of the loop.
  let length: Int
  /// Periods of the note in the loop.
  let periods: Int
  /// The note in Hz as it was meant.
  let frequency: Double

  /// The loop near `seconds` long that tunes a key best.
  init(key: Int, rate: Int, lead: Double, seconds: Double) {
    self.rate = rate
    frequency = Arithmetic.frequency(key: key)
    self.lead = max(2, Int(lead * Double(rate) / Double(Loop.step))) * Loop.step
    let middle = Int(seconds * Double(rate) / Double(Loop.step))
    var best = (length: 0, periods: 0, error: Double.infinity)
    for steps in (middle - middle / 8)...(middle + middle / 8) {
      let exact = frequency * Double(steps * Loop.step) / Double(rate)
      let error = abs(exact.rounded() - exact) / exact
      if error < best.error { best = (steps * Loop.step, Int(exact.rounded()), error) }
    }
    length = best.length
    periods = best.periods
  }

  /// Frames of the whole sample.
  var frameCount: Int { lead + length + Loop.guardFrames }

  /// Steps of the whole sample.
  var steps: Int { (lead + length) / Loop.step }

  /// The note in Hz as it sounds.
  var note: Double { Double(periods * rate) / Double(length) }

  /// Cents to add for the key to be in tune, where voices together are `sharpness` cents above the loop's note.
  func correction(sharpness: Double) -> Int {
    Int((-1200 * Arithmetic.logarithm2(note / frequency) - sharpness).rounded())
  }

  /// The whole number of periods in the loop nearest to a frequency in Hz.
  func periods(of frequency: Double) -> Int { Int((frequency * Double(length) / Double(rate)).rounded()) }

  /// Seconds at a step of the envelope.
  func seconds(step: Int) -> Double { Double(step * Loop.step) / Double(rate) }

  /// How far around the loop a step is, in turns, counted from the sample's start.
  func turns(step: Int) -> Double { Double(step * Loop.step % length) / Double(length) }

  /// Writes the frames after the loop: its first ones again.
  func close(_ frames: inout [Double]) {
    for index in 0..<Loop.guardFrames { frames[lead + length + index] = frames[lead + index] }
  }
}
