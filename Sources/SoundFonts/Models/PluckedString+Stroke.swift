extension PluckedString {
  /// Adds the ringing of the body that the stroke hits; each mode dies by its own width; O(frames * modes).
  func addThump(to frames: inout [Double], rms: Double, force: Double, loop: Loop, dice: inout Dice) {
    let total = thump.reduce(0) { $0 + $1.gain * $1.gain / 2 }
    guard total > 0 else { return }
    let level = rms * Arithmetic.amplitude(decibels: stroke.knock + 8 * (force - 0.6)) / total.squareRoot()
    for mode in thump {
      let rate = Arithmetic.pi * mode.frequency / mode.q
      var envelope: [Phasor] = []
      for step in 0..<loop.lead / Loop.step {
        let time = loop.seconds(step: step)
        let decay = Arithmetic.exponential(-time * rate)
        guard decay > 1e-5 else { break }
        let rest = 1 - Double(step * Loop.step) / Double(loop.lead)
        envelope.append(Phasor(level * mode.gain * min(1, time / 0.001) * decay * rest))
      }
      // It never reaches the loop, so any frequency will do.
      Partial(periods: loop.periods(of: mode.frequency), phase: dice.unit(), envelope: envelope)
        .add(to: &frames, loop: loop)
    }
  }

  /// Adds the noise of what strikes the string.
  func addNoise(to frames: inout [Double], rms: Double, force: Double, loop: Loop, dice: inout Dice) {
    let seconds = stroke.noiseSeconds
    let count = min(loop.lead / 2, Int(seconds * 9 * Double(loop.rate)))
    var noise = Noise(count: max(count, 256), dice: &dice)
    noise.passBand(around: stroke.noiseFrequency, q: 0.7, rate: loop.rate)
    let gain = 3 * rms * Arithmetic.amplitude(decibels: stroke.noise + 14 * (force - 0.6))
    for index in 0..<count {
      let time = Double(index) / Double(loop.rate)
      let fade = 1 - Double(index) / Double(count)
      let rise = min(1, time / 0.0006)
      frames[index] += gain * rise * fade * Arithmetic.exponential(-time / seconds) * noise.frames[index]
    }
  }
}
