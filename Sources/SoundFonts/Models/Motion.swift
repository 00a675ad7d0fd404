/// How the pitch and the level of a sustained tone move, step by step.
struct Motion {
  /// Pitch against the note, as a part of it.
  private(set) var bend: [Double] = []
  /// Phase of the fundamental against a steady one, as a point of the unit circle.
  private(set) var turn: [Phasor] = []
  /// Level in dB.
  private(set) var level: [Double] = []
  /// The largest bend, either way.
  private(set) var reach = 1e-6

  /// The movement over a sample; O(steps). In the loop all of it has whole periods.
  init(of tone: SustainedTone, loop: Loop, dice: inout Dice) {
    let wavering = tone.wavering
    let cycles = max(1, (wavering.rate * Double(loop.length) / Double(loop.rate)).rounded())
    let leadSeconds = Double(loop.lead) / Double(loop.rate)
    let wander = Wander(dice: &dice)
    let flutter = Wander(dice: &dice)
    // The vibrato starts at its middle, wherever in the loop that is.
    let origin = Double(Int(wavering.delay * Double(loop.rate)) % loop.length) / Double(loop.length)
    var phase = 0.0
    for step in 0..<loop.steps {
      let (time, turns) = (loop.seconds(step: step), loop.turns(step: step))
      let rest = max(0, 1 - time / leadSeconds)
      let grown = min(1, max(0, (time - wavering.delay) / min(wavering.rise, leadSeconds - wavering.delay)))
      let swing = Arithmetic.sine(turns: cycles * (turns - origin)) * grown * grown * (3 - 2 * grown)
      let flat = tone.start.scoop * Arithmetic.exponential(-time / tone.start.scoopSeconds) * rest
      let cents = wavering.vibrato * swing + wavering.wander * wander.value(turns: turns) - flat
      let part = Arithmetic.power(ofTwo: cents / 1200) - 1
      bend.append(part)
      reach = max(reach, abs(part))
      turn.append(Phasor(turns: phase))
      phase += part * loop.note * Double(Loop.step) / Double(loop.rate)
      let accent = tone.start.accent * Arithmetic.exponential(-time / tone.start.accentSeconds) * rest
      level.append(wavering.tremolo * swing + wavering.flutter * flutter.value(turns: turns) + accent)
    }
    // Bends of equal cents up and down are not quite equal in Hz: what is left over a loop is taken out evenly, so
    // that it closes.
    let first = loop.lead / Loop.step
    let drift = bend[first...].reduce(0, +) / Double(loop.steps - first)
    phase = 0
    for step in 0..<loop.steps {
      bend[step] -= drift
      turn[step] = Phasor(turns: phase)
      phase += bend[step] * loop.note * Double(Loop.step) / Double(loop.rate)
    }
  }

  /// Five slow sines of random level and phase that close with the loop, about 1 at their largest.
  private struct Wander {
    var sines: [(level: Double, phase: Double)]

    init(dice: inout Dice) {
      sines = (1...5).map { _ in (0.6 * dice.unit(), dice.unit()) }
    }

    func value(turns: Double) -> Double {
      var sum = 0.0
      for (index, sine) in sines.enumerated() {
        sum += sine.level * Arithmetic.sine(turns: Double(index + 1) * turns + sine.phase)
      }
      return sum
    }
  }
}

extension SustainedTone {
  /// The envelope of a harmonic of level 1: body, vibrato, swell, start and shimmer; O(steps).
  func envelope(
    harmonic n: Int, motion: Motion, turned: [Phasor], loop: Loop, dice: inout Dice
  ) -> [Phasor] {
    let frequency = Double(n) * loop.note
    let share = min(1, frequency / 8000)
    let leadSeconds = Double(loop.lead) / Double(loop.rate)
    let rise = min(start.attack + (start.attackOfHighest - start.attack) * share, leadSeconds * 0.9)
    let depth = 1 + wavering.brightness * Arithmetic.logarithm2(Double(n))
    let early = start.early.first { $0.harmonic == n }
    // The body at nine pitches across the bend, a straight line between them.
    let table = (0...8).map { body.response(at: frequency * (1 + motion.reach * (Double($0) / 4 - 1))) }
    let shimmer = wavering.shimmer * (n == 1 ? 0.3 : 0.6 + share)
    let sidebands = [1.0, 2, 3, -1, -2].map { (cycles: $0, level: shimmer * dice.unit(), phase: dice.unit()) }
    return (0..<loop.steps).map { step in
      let place = min(7.999, max(0, (motion.bend[step] / motion.reach + 1) * 4))
      let cell = Int(place)
      let response = table[cell] + (table[cell + 1] - table[cell]) * (place - Double(cell))
      let time = loop.seconds(step: step)
      var level = Arithmetic.amplitude(decibels: motion.level[step] * depth)
      if let early {
        level *= 1 + early.times * Arithmetic.exponential(-time / early.seconds) * max(0, 1 - time / leadSeconds)
      }
      if time < rise { level *= 0.5 - 0.5 * Arithmetic.cosine(turns: 0.5 * time / rise) }
      var wave = Phasor(1)
      let turns = loop.turns(step: step)
      for band in sidebands { wave = wave + Phasor(turns: band.phase + band.cycles * turns) * band.level }
      return response * wave * turned[step] * level
    }
  }

  /// Adds breath or rosin at a level against the tone's; O(frames * bands).
  func addNoise(to frames: inout [Double], rms: Double, loop: Loop, dice: inout Dice) {
    guard !air.bands.isEmpty else { return }
    let noise = Noise(count: loop.length, bands: air.bands, note: loop.note, rate: loop.rate, dice: &dice)
    let steady = rms * Arithmetic.amplitude(decibels: air.level)
    let burst = steady * (Arithmetic.amplitude(decibels: air.chiff) - 1)
    let rotation = Phasor(turns: Double(loop.periods) / Double(loop.length))
    var pulse = Phasor(turns: 0.1)
    for index in 0..<loop.lead + loop.length {
      if index % loop.length == 0 { pulse = Phasor(turns: 0.1) }
      var level = steady
      if index < loop.lead {
        let time = Double(index) / Double(loop.rate)
        let rise = min(1, time / 0.006)
        let chiff = Arithmetic.exponential(-time / air.chiffSeconds) * (1 - Double(index) / Double(loop.lead))
        level = rise * (steady + burst * chiff)
      }
      // Once a period the noise swells: the square of a raised cosine.
      let swell = 0.5 + 0.5 * pulse.re
      frames[index] += level * noise.frames[index % loop.length] * (1 - air.pulse + air.pulse * 2 * swell * swell)
      pulse = pulse * rotation
    }
  }
}
