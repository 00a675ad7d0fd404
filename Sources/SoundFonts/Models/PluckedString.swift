/// A string that is plucked or struck and left to itself: the modes of a damped string, each dying at its own pace.
///
/// This is the sound of Karplus and Strong's string (1983, with the losses of Jaffe and Smith) written as the sum of
/// its modes, which keeps it in tune to a fraction of a cent and lets its end be looped. The fundamental is kept
/// level: its decay is left to the volume envelope, so that a loop can go on decaying for ever.
struct PluckedString {
  /// Where it is plucked, as a part of its length; modes with a node there stay silent.
  var position = 0.13
  /// Loss of the highs in the pluck itself: dB an octave above `softCorner` Hz.
  var softCorner = 2500.0
  var softness = 9.0
  /// Spread of the modes by stiffness: mode n lies at n sqrt(1 + B n^2).
  var stiffness = 0.00005
  /// Seconds in which the fundamental of middle C falls to 1/e, and how the time shrinks an octave up (a factor).
  var ring = 1.2
  var ringRatio = 0.72
  /// How much sooner highs die: the rate of a mode gains this many times the fundamental's at 1 kHz, with the square
  /// root.
  var damping = 1.5
  /// Strings struck together: cents off, gain.
  var unison: [(cents: Double, gain: Double)] = [(0, 1)]
  /// A second, faster decay at the start: how much louder the first moment is, and how long it lasts in seconds.
  var prompt = 0.0
  var promptSeconds = 0.2
  /// The knock of pick, finger or hammer: dB against the tone, band in Hz, seconds.
  var knock = -18.0
  var knockFrequency = 1800.0
  var knockSeconds = 0.012
  var body = Body()
  var lead = 0.8
  var loopSeconds = 0.25
  var ceiling = 11_000.0

  /// Seconds in which the fundamental of a key falls to 1/e.
  func ringSeconds(key: Int) -> Double {
    ring * Arithmetic.power(ofTwo: Double(key - 60) / 12 * Arithmetic.logarithm2(ringRatio))
  }

  /// The sound of a key and its loop; O(frames * modes).
  func render(key: Int, dice: inout Dice) -> (frames: [Double], loop: Loop) {
    let loop = Loop(key: key, lead: lead, seconds: loopSeconds)
    var frames = [Double](repeating: 0, count: loop.frameCount)
    let note = Double(loop.periods) * Double(Loop.sampleRate) / Double(loop.length)
    let rate = 1 / ringSeconds(key: key)
    var power = 0.0
    for n in 1...max(1, min(80, Int(ceiling / note))) {
      let stretch = (1 + stiffness * Double(n * n)).squareRoot() / (1 + stiffness).squareRoot()
      let frequency = note * Double(n) * stretch
      guard frequency < ceiling else { break }
      let pluck = abs(Arithmetic.sine(turns: Double(n) * position / 2)) / Double(n)
      let soft =
        softness / 6.0206 * 3.0103 * Arithmetic.logarithm2(1 + frequency * frequency / (softCorner * softCorner))
      let level = pluck * Arithmetic.amplitude(decibels: body.decibels(at: frequency) - soft)
      guard level > 1e-5 else { continue }
      let ratio = (frequency / 1000).squareRoot() - (note / 1000).squareRoot()
      let extraRate = rate * damping * max(0, ratio)
      let envelope = self.envelope(extraRate: extraRate, loop: loop)
      // Struck together, the strings of a note begin in phase.
      let phase = dice.unit()
      for string in unison {
        let detune = frequency * (Arithmetic.power(ofTwo: string.cents / 1200) - 1)
        let periods = n == 1 && string.cents == 0 ? loop.periods : loop.periods(of: frequency + detune)
        let gain = level * string.gain
        let scaled = envelope.map { Phasor($0 * gain) }
        Partial(periods: periods, phase: phase, envelope: scaled).add(to: &frames, loop: loop)
        power += gain * gain / 2
      }
    }
    addKnock(to: &frames, rms: power.squareRoot(), dice: &dice)
    loop.close(&frames)
    return (frames, loop)
  }

  /// Cents by which the strings together are sharp of the loop's note, each counting by its power.
  func sharpness(in loop: Loop) -> Double {
    var (power, moment) = (0.0, 0.0)
    for string in unison {
      let frequency = loop.frequency * Arithmetic.power(ofTwo: string.cents / 1200)
      let periods = string.cents == 0 ? loop.periods : loop.periods(of: frequency)
      power += string.gain * string.gain
      moment += string.gain * string.gain * 1200 * Arithmetic.logarithm2(Double(periods) / Double(loop.periods))
    }
    return moment / power
  }

  /// Falls against the fundamental through the lead, then stands still so that the loop closes.
  private func envelope(extraRate: Double, loop: Loop) -> [Double] {
    let last = Loop.seconds(step: loop.lead / Loop.step - 1)
    return (0..<(loop.lead + loop.length) / Loop.step).map { step in
      let time = min(last, Loop.seconds(step: step))
      let rise = min(1, Double(step * Loop.step) / 64)
      let prompt = 1 + self.prompt * Arithmetic.exponential(-time / promptSeconds) * (1 - time / last)
      return rise * prompt * Arithmetic.exponential(-time * extraRate)
    }
  }

  private func addKnock(to frames: inout [Double], rms: Double, dice: inout Dice) {
    let count = min(frames.count, Int(knockSeconds * 8 * Double(Loop.sampleRate)))
    var noise = Noise(count: max(count, 256), dice: &dice)
    noise.passBand(around: knockFrequency, q: 0.9)
    let gain = rms * Arithmetic.amplitude(decibels: knock) * 2.5
    for index in 0..<count {
      let time = Double(index) / Double(Loop.sampleRate)
      let fade = 1 - Double(index) / Double(count)
      let rise = min(1, time / 0.001)
      frames[index] += gain * rise * fade * Arithmetic.exponential(-time / knockSeconds) * noise.frames[index]
    }
  }
}
