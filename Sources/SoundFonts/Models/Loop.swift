/// A sample's plan: how long it leads in, and a loop of which every partial fills a whole number of periods.
///
/// If all that sounds in the loop has a frequency of `k * sampleRate / length` for whole `k`, the loop closes on itself
/// without a seam, whatever the phases. So the length is chosen to put the note on such a frequency within a fraction of a
/// cent, and partials are moved to the nearest one.
struct Loop {
  static let sampleRate = 32_000
  /// Envelopes are reckoned at every `step`-th frame; leads and loops are whole numbers of steps.
  static let step = 32
  /// Frames after the loop that repeat its beginning, for the interpolation of the player.
  static let guardFrames = 8

  /// Frames before the loop.
  let lead: Int
  /// Frames of the loop.
  let length: Int
  /// Periods of the note in the loop.
  let periods: Int
  /// The note in Hz as it was meant.
  let frequency: Double

  /// The loop near `seconds` long that tunes a key best.
  init(key: Int, lead: Double, seconds: Double) {
    frequency = Arithmetic.frequency(key: key)
    self.lead = max(2, Int(lead * Double(Loop.sampleRate) / Double(Loop.step))) * Loop.step
    let middle = Int(seconds * Double(Loop.sampleRate) / Double(Loop.step))
    var best = (length: 0, periods: 0, error: Double.infinity)
    for steps in (middle - middle / 8)...(middle + middle / 8) {
      let exact = frequency * Double(steps * Loop.step) / Double(Loop.sampleRate)
      let error = abs(exact.rounded() - exact) / exact
      if error < best.error { best = (steps * Loop.step, Int(exact.rounded()), error) }
    }
    length = best.length
    periods = best.periods
  }

  /// Frames of the whole sample.
  var frameCount: Int { lead + length + Loop.guardFrames }

  /// The whole number of periods in the loop nearest to a frequency in Hz.
  func periods(of frequency: Double) -> Int {
    Int((frequency * Double(length) / Double(Loop.sampleRate)).rounded())
  }

  /// Seconds at a step of the envelope.
  static func seconds(step: Int) -> Double { Double(step * Loop.step) / Double(Loop.sampleRate) }
}

/// One sinusoid of a sound, with an envelope in the complex plane so that it may waver in level and in phase.
struct Partial {
  /// Periods in the loop.
  var periods: Int
  /// Phase at the start, in turns.
  var phase: Double
  /// Real and imaginary part of the envelope at every step, up to the end of the loop.
  var envelope: [(re: Double, im: Double)]

  /// Adds the sinusoid to a sound; O(frames). Between steps the envelope is a straight line.
  func add(to frames: inout [Double], loop: Loop) {
    let turn = Double(periods) / Double(loop.length)
    let (stepRe, stepIm) = (Arithmetic.cosine(turns: turn), Arithmetic.sine(turns: turn))
    var index = 0
    let steps = (loop.lead + loop.length) / Loop.step
    var step = 0
    while step < steps {
      // Each step starts from an exact angle, reckoned in whole periods, so that no error builds up.
      let cycles = Double(index % loop.length * periods % loop.length) / Double(loop.length)
      var (re, im) = (Arithmetic.cosine(turns: phase + cycles), Arithmetic.sine(turns: phase + cycles))
      let from = envelope[step]
      let to = step + 1 < steps ? envelope[step + 1] : envelope[loop.lead / Loop.step]
      var (levelRe, levelIm) = (from.re, from.im)
      let (slopeRe, slopeIm) = ((to.re - from.re) / Double(Loop.step), (to.im - from.im) / Double(Loop.step))
      let end = index + Loop.step
      while index < end {
        frames[index] += levelRe * re - levelIm * im
        (re, im) = (re * stepRe - im * stepIm, re * stepIm + im * stepRe)
        levelRe += slopeRe
        levelIm += slopeIm
        index += 1
      }
      step += 1
    }
  }
}

extension Loop {
  /// Writes the frames after the loop: its first ones again.
  func close(_ frames: inout [Double]) {
    for index in 0..<Loop.guardFrames { frames[lead + length + index] = frames[lead + index] }
  }
}
