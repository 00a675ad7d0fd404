/// A tone that lasts as long as bow, breath or bellows do: a source of harmonics, the body it sounds through, the noise
/// that goes with it, and the ways of a player: how it starts, how it wavers.
///
/// Source and body are apart, so that a vibrato moves the harmonics across the body's resonances, as it does on a
/// fiddle, and levels waver with the pitch.
struct SustainedTone {
  /// Air or rosin.
  struct Air {
    /// dB against the tone.
    var level = -40.0
    var bands: [Noise.Band] = []
    /// How much of it comes in pulses with the note, 0 to 1: a bow hisses while the string slips.
    var pulse = 0.0
    /// At the start: dB over the steady noise, and seconds it lasts.
    var chiff = 10.0
    var chiffSeconds = 0.03
  }

  /// Slow changes, of which the loop holds whole periods.
  struct Wavering {
    /// Cents and dB either way, and how many a second.
    var vibrato = 0.0
    var tremolo = 0.0
    var rate = 5.2
    /// Seconds until it sets in, and until it is all there.
    var delay = 0.25
    var rise = 0.25
    /// Cents and dB of unsteadiness.
    var wander = 1.0
    var flutter = 0.4
    /// How much more the highs change with the level than the note, an octave of harmonics each.
    var brightness = 0.35
    /// Unsteadiness of single harmonics, as a part of their level.
    var shimmer = 0.05
  }

  /// How a note begins.
  struct Start {
    /// Seconds until the first harmonic is there, and how long a high one (8 kHz) takes.
    var attack = 0.04
    var attackOfHighest = 0.06
    /// dB by which the start is louder, and seconds until that has gone to 1/e.
    var accent = 0.0
    var accentSeconds = 0.06
    /// Cents that the start is flat, and seconds until that has gone to 1/e.
    var scoop = 0.0
    var scoopSeconds = 0.02
    /// Harmonics that speak first: which, how many times their level more, seconds to 1/e.
    var early: [(harmonic: Int, times: Double, seconds: Double)] = []
  }

  /// The level in decibels of harmonic `n` of a note in Hz, before the body.
  var spectrum: @Sendable (_ n: Int, _ note: Double) -> Double
  var body = Body()
  /// Strings or reeds that sound together: cents off the note, and gain.
  var unison: [(cents: Double, gain: Double)] = [(0, 1)]
  /// How far the harmonics start from the phases of a stick-slip or a beating reed, in turns: 1 for anywhere.
  var disorder = 1.0
  var start = Start()
  var wavering = Wavering()
  var air = Air()
  var lead = 0.2
  var loopSeconds = 0.5
  /// Harmonics above this frequency are left out.
  var ceiling = 14_000.0

  /// The sample of a key without its sound.
  func loop(key: Int, rate: Int) -> Loop { Loop(key: key, rate: rate, lead: lead, seconds: loopSeconds) }

  /// The sound of a key and its loop; O(frames * harmonics).
  func render(loop: Loop, dice: inout Dice) -> [Double] {
    var frames = [Double](repeating: 0, count: loop.frameCount)
    let motion = Motion(of: self, loop: loop, dice: &dice)
    // The turn of harmonic n at each step is the n-th power of the fundamental's.
    var turned = [Phasor](repeating: Phasor(1), count: loop.steps)
    var power = 0.0
    var n = 1
    while Double(n) * loop.note < min(ceiling, 0.46 * Double(loop.rate)) {
      for step in 0..<loop.steps { turned[step] = turned[step] * motion.turn[step] }
      defer { n += 1 }
      let frequency = Double(n) * loop.note
      let level = Arithmetic.amplitude(decibels: spectrum(n, loop.note))
      guard level * body.response(at: frequency).magnitude > 2e-5 else { continue }
      let envelope = self.envelope(harmonic: n, motion: motion, turned: turned, loop: loop, dice: &dice)
      var phase = 0.0
      for (place, voice) in unison.enumerated() {
        // Beats close with the loop: a voice is off by a whole number of periods, harmonic by harmonic.
        let beats = self.beats(of: voice.cents, loop: loop)
        guard beats != 0 || voice.cents == 0 || place == 0 else { continue }
        let scaled = envelope.map { $0 * (level * voice.gain) }
        // Fundamentals start together, so that every note begins at the height of its beat.
        if n > 1 || place == 0 { phase = disorder * (dice.unit() - 0.5) }
        Partial(periods: n * (loop.periods + beats), phase: phase, envelope: scaled).add(to: &frames, loop: loop)
        let last = scaled[scaled.count - 1].magnitude
        power += last * last / 2
      }
    }
    addNoise(to: &frames, rms: power.squareRoot(), loop: loop, dice: &dice)
    loop.close(&frames)
    return frames
  }

  /// Periods a voice gains on the note in a loop. A voice too near to gain half a period is left out by the caller, as
  /// low reeds have no second one.
  private func beats(of cents: Double, loop: Loop) -> Int {
    Int((Double(loop.periods) * (Arithmetic.power(ofTwo: cents / 1200) - 1)).rounded())
  }

  /// Cents by which the voices together are sharp of the loop's note, each counting by its power.
  func sharpness(in loop: Loop) -> Double {
    var (power, moment) = (0.0, 0.0)
    for (place, voice) in unison.enumerated() {
      let beats = self.beats(of: voice.cents, loop: loop)
      guard beats != 0 || voice.cents == 0 || place == 0 else { continue }
      power += voice.gain * voice.gain
      moment += voice.gain * voice.gain * 1200 * Arithmetic.logarithm2(1 + Double(beats) / Double(loop.periods))
    }
    return moment / power
  }
}
