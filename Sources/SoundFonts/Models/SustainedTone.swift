/// A tone that lasts as long as bow, breath or bellows do: a sum of harmonics, each with its own attack and its own
/// wavering, and the noise that goes with them.
struct SustainedTone {
  /// The level in decibels of harmonic `n` of a note.
  var spectrum: @Sendable (_ n: Int, _ note: Double) -> Double
  var body = Body()
  /// Strings or reeds that sound together: cents off the note, and gain.
  var unison: [(cents: Double, gain: Double)] = [(0, 1)]
  /// Seconds until the first harmonic is there, and how much longer or shorter a high one (8 kHz) takes.
  var attack = 0.04
  var attackOfHighest = 0.06
  /// How far harmonics waver, as a part of their level; high ones waver more.
  var shimmer = 0.03
  /// Breath or bow noise: level in dB against the tone, the band as a multiple of the note or from a frequency, its
  /// width.
  var noiseLevel = -40.0
  var noiseMultiple = 1.0
  var noiseFloor = 0.0
  var noiseQ = 1.0
  /// The chiff at the start: dB over the steady noise, and seconds it lasts.
  var chiff = 10.0
  var chiffSeconds = 0.03
  var lead = 0.2
  var loopSeconds = 0.5
  /// Harmonics above this frequency are left out.
  var ceiling = 12_000.0

  /// The sound of a key and its loop; O(frames * harmonics).
  func render(key: Int, dice: inout Dice) -> (frames: [Double], loop: Loop) {
    let loop = Loop(key: key, lead: lead, seconds: loopSeconds)
    var frames = [Double](repeating: 0, count: loop.frameCount)
    let note = Double(loop.periods) * Double(Loop.sampleRate) / Double(loop.length)
    var power = 0.0
    for n in 1...max(1, Int(ceiling / note)) {
      let frequency = Double(n) * note
      let level = Arithmetic.amplitude(decibels: spectrum(n, note) + body.decibels(at: frequency))
      guard level > 1e-5 else { continue }
      for voice in unison {
        // Beats close with the loop: a voice is off by a whole number of periods, harmonic by harmonic.
        let beats = self.beats(of: voice.cents, loop: loop)
        guard beats != 0 || voice.cents == 0 else { continue }
        let gain = level * voice.gain
        let envelope = self.envelope(harmonic: n, frequency: frequency, gain: gain, loop: loop, dice: &dice)
        Partial(periods: n * (loop.periods + beats), phase: dice.unit(), envelope: envelope).add(
          to: &frames, loop: loop)
        power += gain * gain / 2
      }
    }
    addNoise(to: &frames, rms: power.squareRoot(), note: note, loop: loop, dice: &dice)
    loop.close(&frames)
    return (frames, loop)
  }

  /// Periods a voice gains on the note in a loop. A voice too near to gain half a period is left out by the caller, as
  /// low reeds have no second one.
  private func beats(of cents: Double, loop: Loop) -> Int {
    Int((Double(loop.periods) * (Arithmetic.power(ofTwo: cents / 1200) - 1)).rounded())
  }

  /// Cents by which the voices together are sharp of the loop's note, each counting by its power.
  func sharpness(in loop: Loop) -> Double {
    var (power, moment) = (0.0, 0.0)
    for voice in unison {
      let beats = self.beats(of: voice.cents, loop: loop)
      guard beats != 0 || voice.cents == 0 else { continue }
      power += voice.gain * voice.gain
      moment += voice.gain * voice.gain * 1200 * Arithmetic.logarithm2(1 + Double(beats) / Double(loop.periods))
    }
    return moment / power
  }

  private func envelope(harmonic n: Int, frequency: Double, gain: Double, loop: Loop, dice: inout Dice) -> [Phasor] {
    let share = min(1, frequency / 8000)
    let rise = min(attack + (attackOfHighest - attack) * share, lead * 0.9)
    let depth = n == 1 ? shimmer / 3 : shimmer * (0.6 + share)
    let steps = (loop.lead + loop.length) / Loop.step
    var envelope = [Phasor](repeating: Phasor(gain), count: steps)
    // Slow random sidebands on both sides of the partial: level and phase waver, and the loop still closes.
    for cycles in [1.0, 2, 3, -1, -2] {
      let (level, phase) = (gain * depth * dice.unit(), dice.unit())
      let rotation = Phasor(turns: cycles * Double(Loop.step) / Double(loop.length))
      var wave = Phasor(turns: phase - cycles * Double(loop.lead) / Double(loop.length))
      var step = 0
      while step < steps {
        envelope[step].re += level * wave.re
        envelope[step].im += level * wave.im
        wave = Phasor(wave.re * rotation.re - wave.im * rotation.im, wave.re * rotation.im + wave.im * rotation.re)
        step += 1
      }
    }
    var step = 0
    while step < steps, Loop.seconds(step: step) < rise {
      let ramp = 0.5 - 0.5 * Arithmetic.cosine(turns: 0.5 * Loop.seconds(step: step) / rise)
      envelope[step] = Phasor(envelope[step].re * ramp, envelope[step].im * ramp)
      step += 1
    }
    return envelope
  }

  private func addNoise(to frames: inout [Double], rms: Double, note: Double, loop: Loop, dice: inout Dice) {
    var noise = Noise(count: loop.length, dice: &dice)
    noise.passBand(around: max(noiseFloor, note * noiseMultiple), q: noiseQ)
    let steady = rms * Arithmetic.amplitude(decibels: noiseLevel)
    let burst = steady * (Arithmetic.amplitude(decibels: chiff) - 1)
    let offset = loop.length - loop.lead % loop.length
    var index = 0
    while index < loop.lead + loop.length {
      var level = steady
      if index < loop.lead {
        let time = Double(index) / Double(Loop.sampleRate)
        let rise = min(1, time / 0.008)
        level = rise * (steady + burst * Arithmetic.exponential(-time / chiffSeconds) * (1 - time / lead))
      }
      frames[index] += level * noise.frames[(index + offset) % loop.length]
      index += 1
    }
  }
}
