/// A string that is plucked or struck and left to itself: the modes of a damped, stiff string, each dying at its own
/// pace, through the body they drive.
///
/// This is the sound of Karplus and Strong's string (1983, with the losses of Jaffe and Smith) written as the sum of
/// its modes, which keeps it in tune to a fraction of a cent and lets its end be looped. Strings of a course, and the
/// two planes a string swings in, are slightly apart in pitch and in decay: the prompt sound and the after-sound of
/// Weinreich (1977). The slowest decay is left to the volume envelope, so that a loop can go on decaying for ever.
struct PluckedString {
  /// What excites the string.
  struct Stroke {
    /// Where, as a part of the string's length; modes with a node there are weak.
    var position = 0.13
    /// How steeply modes fall by themselves: 1 for a string drawn aside, 0 for one struck.
    var slope = 1.0
    /// Loss of the highs in pick, finger or felt: dB an octave above `corner` Hz, which is for force 0.5 and rises by
    /// `reach` octaves to force 1.
    var corner = 2500.0
    var softness = 9.0
    var reach = 1.2
    /// How the corner moves an octave up the keyboard (octaves).
    var cornerTrack = 0.0
    /// Seconds of contact.
    var contact = 0.001
    /// The noise of pick, nail or felt: dB against the tone, Hz, seconds.
    var noise = -30.0
    var noiseFrequency = 4000.0
    var noiseSeconds = 0.004
    /// The thump of the body: dB against the tone.
    var knock = -20.0
  }

  /// One of the strings, or planes of swinging, of a note.
  struct Strand {
    var cents: Double
    var gain: Double
    /// How many times faster it dies than the slowest.
    var haste: Double
  }

  var stroke = Stroke()
  /// Spread of the modes by stiffness at middle C, mode n at n sqrt(1 + B n^2), and its growth an octave up (a factor).
  var stiffness = 0.00005
  var stiffnessRatio = 1.6
  /// Seconds in which the fundamental of middle C falls to 1/e, and how the time shrinks an octave up (a factor).
  var ring = 1.2
  var ringRatio = 0.72
  /// How much faster highs die: rates in 1/s gained a kHz, and a kHz squared.
  var airLoss = 0.4
  var innerLoss = 0.06
  var strands: [Strand] = [Strand(cents: 0, gain: 1, haste: 1)]
  var body = Body()
  /// Modes of the body that the stroke sets ringing by themselves.
  var thump: [Body.Mode] = []
  /// Seconds before the loop at middle C, and how they shrink an octave up (a factor).
  var lead = 0.9
  var leadRatio = 0.8
  var loopSeconds = 0.2
  var ceiling = 12_000.0

  /// Seconds in which the fundamental of a key falls to 1/e.
  func ringSeconds(key: Int) -> Double { ring * scale(ringRatio, key: key) }

  private func scale(_ ratio: Double, key: Int) -> Double { Arithmetic.power(ratio, Double(key - 60) / 12) }

  /// The sample of a key without its sound.
  func loop(key: Int, rate: Int) -> Loop {
    let lead = min(self.lead * 1.5, max(0.25, self.lead * scale(leadRatio, key: key)))
    return Loop(key: key, rate: rate, lead: lead, seconds: loopSeconds)
  }

  /// The sound of a key and its loop, struck with a force of 0...1; O(frames * modes).
  func render(loop: Loop, key: Int, force: Double, dice: inout Dice) -> [Double] {
    var frames = [Double](repeating: 0, count: loop.frameCount)
    let rate = 1 / ringSeconds(key: key)
    let bend = stiffness * scale(stiffnessRatio, key: key)
    let clock = clock(loop)
    var power = 0.0
    for n in 1...140 {
      let frequency = loop.note * Double(n) * ((1 + bend * Double(n * n)) / (1 + bend)).squareRoot()
      guard frequency < min(ceiling, 0.46 * Double(loop.rate)) else { break }
      // The box spreads what the string does at once: phases differ more, the higher the mode.
      let phase = 0.5 * (dice.unit() - 0.5) * min(1, frequency / 600) + 0.25
      // No two modes of a string meet the bridge alike: were they to, beats would sweep the spectrum like a phaser.
      let uneven = strands.map { _ in
        (cents: 1 + 0.8 * dice.signed(), gain: 1 + 0.3 * dice.signed(), turn: dice.signed())
      }
      let response = body.response(at: frequency) * excitation(n, frequency: frequency, key: key, force: force)
      guard response.magnitude > 3e-5 else { continue }
      let gained = max(0, airLoss * (frequency - loop.note) / 1000 + innerLoss * square(frequency / 1000))
      let periods = loop.periods(of: frequency)
      for (strand, change) in zip(strands, uneven) {
        let own = n == 1 ? (cents: 1, gain: 1, turn: 0) : change
        let exact = frequency * Arithmetic.power(ofTwo: strand.cents * own.cents / 1200)
        // What rounding to whole periods took away, the envelope gives back until the loop.
        let detuning = exact - Double(periods * loop.rate) / Double(loop.length)
        let extra = rate * (strand.haste - 1) + gained
        let envelope = envelope(response * (strand.gain * own.gain), extra: extra, detuning: detuning, clock: clock)
        Partial(periods: periods, phase: phase + 0.12 * own.turn, envelope: envelope).add(to: &frames, loop: loop)
        power += square(response.magnitude * strand.gain) / 2
      }
    }
    addThump(to: &frames, rms: power.squareRoot(), force: force, loop: loop, dice: &dice)
    addNoise(to: &frames, rms: power.squareRoot(), force: force, loop: loop, dice: &dice)
    loop.close(&frames)
    return frames
  }

  private func square(_ x: Double) -> Double { x * x }

  /// How loud the stroke makes mode `n`.
  private func excitation(_ n: Int, frequency: Double, key: Int, force: Double) -> Double {
    let octaves = (force - 0.5) * 2 * stroke.reach + stroke.cornerTrack * Double(key - 60) / 12
    let corner = stroke.corner * Arithmetic.power(ofTwo: octaves)
    let soft = stroke.softness / 2 * Arithmetic.logarithm2(1 + square(frequency / corner))
    let node = Arithmetic.sine(turns: Double(n) * stroke.position / 2)
    // No finger is so narrow that a node stays quite silent; the sign is the side the string lies on.
    let place = (node < 0 ? -1 : 1) * (node * node + 0.004).squareRoot()
    return place * Arithmetic.power(Double(n), -stroke.slope) * Arithmetic.amplitude(decibels: -soft)
  }

  /// The time at each step, as decay and detuning see it: in the last third of the lead it slows down, and in the loop
  /// it stands still.
  private func clock(_ loop: Loop) -> [Double] {
    let end = Double(loop.lead) / Double(loop.rate)
    let from = end * 0.66
    return (0..<loop.steps).map { step in
      let time = min(end, loop.seconds(step: step))
      guard time > from else { return time }
      let u = (time - from) / (end - from)
      return from + (end - from) * (u - u * u / 2)
    }
  }

  private func envelope(_ level: Phasor, extra: Double, detuning: Double, clock: [Double]) -> [Phasor] {
    let size = level.magnitude
    var envelope: [Phasor] = []
    envelope.reserveCapacity(clock.count)
    for time in clock {
      let decay = Arithmetic.exponential(-time * extra)
      guard size * decay > 4e-6 else { break }
      let rise = min(1, time / stroke.contact)
      envelope.append(level * Phasor(turns: detuning * time) * (rise * decay))
    }
    return envelope
  }
}
