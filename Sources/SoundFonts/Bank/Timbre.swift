/// How an instrument of the bank is made: a model, the keys it is made at, and how a player's zone treats it.
struct Timbre {
  enum Model {
    case sustained(SustainedTone)
    case plucked(PluckedString)
  }

  var name: String
  var model: Model
  /// The keys samples are made at, ascending; each serves the keys nearest to it.
  var roots: [Int]
  /// Level of the samples in dB, so that all instruments sound equally loud.
  var level: Double
  /// dB a semitone that keys grow softer (negative) or louder upwards, middle C being level.
  var tilt = 0.0
  /// Seconds a released note takes to fall by 96 dB.
  var release: Double
  /// What else the zones say.
  var generators: [Generator: Int] = [:]

  /// Makes the instrument and adds its samples to a bank; O(frames * partials).
  func instrument(addingSamplesTo bank: inout SoundFont) -> SoundFont.Instrument {
    var zones: [SoundFont.Zone] = []
    for (index, root) in roots.enumerated() {
      var dice = Dice(seed: name.utf8.reduce(UInt64(root)) { $0 &* 31 &+ UInt64($1) })
      var generators = self.generators
      let rendered: (frames: [Double], loop: Loop)
      let sharpness: Double
      switch model {
      case .sustained(let tone):
        rendered = tone.render(key: root, dice: &dice)
        sharpness = tone.sharpness(in: rendered.loop)
      case .plucked(let string):
        rendered = string.render(key: root, dice: &dice)
        sharpness = string.sharpness(in: rendered.loop)
        // An envelope falls by 96 dB in its decay time; 1/e is 8.686 dB.
        generators[.decayVolumeEnvelope] = Arithmetic.timecents(string.ringSeconds(key: root) * 96 / 8.686)
        generators[.sustainVolumeEnvelope] = 1000
      }
      generators[.sampleModes] = 1
      generators[.releaseVolumeEnvelope] = Arithmetic.timecents(release)
      let (loop, lower) = (rendered.loop, index == 0 ? 0 : (roots[index - 1] + root) / 2 + 1)
      let upper = index + 1 == roots.count ? 127 : (root + roots[index + 1]) / 2
      zones.append(SoundFont.Zone(keys: lower...upper, sample: bank.samples.count, generators: generators))
      let level = self.level + tilt * Double(root - 60)
      bank.samples.append(
        SoundFont.Sample(
          name: "\(name) \(root)", frames: Loudness.frames(rendered.frames, decibels: level, loop: loop),
          sampleRate: Loop.sampleRate, loop: loop.lead..<loop.lead + loop.length, rootKey: root,
          pitchCorrection: loop.correction(sharpness: sharpness)))
    }
    return SoundFont.Instrument(name: name, zones: zones)
  }
}

extension Loop {
  /// Cents to add for the key to be in tune, where voices together are `sharpness` cents above the loop's note.
  fileprivate func correction(sharpness: Double) -> Int {
    let sounding = Double(periods) * Double(Loop.sampleRate) / Double(length)
    return Int((-1200 * Arithmetic.logarithm2(sounding / frequency) - sharpness).rounded())
  }
}

/// Brings sounds to a level.
enum Loudness {
  /// The frames as 16 bits with the mean square at `decibels` below full scale, or softer where peaks would be cut.
  ///
  /// The mean square is taken as the ear hears it: highs count 4 dB more, lows under 100 Hz fall away (the K weighting
  /// of ITU-R BS.1770, roughly).
  static func frames(_ sound: [Double], decibels: Double, loop: Loop?) -> [Int16] {
    // One pole each way: the highs twice over are the shelf, the lows under the corner are taken out.
    let count = min(sound.count, Loop.sampleRate / 2)
    let (lowPole, highPole) = (0.98, 0.74)
    var (low, high, power) = (0.0, 0.0, 0.0)
    var index = 0
    while index < count {
      let frame = sound[index]
      index += 1
      low = low * lowPole + frame * (1 - lowPole)
      high = high * highPole + frame * (1 - highPole)
      let heard = frame - low + 0.58 * (frame - high)
      power += heard * heard
    }
    let rms = (power / Double(max(count, 1))).squareRoot()
    let peak = sound.reduce(0) { max($0, abs($1)) }
    guard rms > 0 else { return sound.map { _ in 0 } }
    let gain = min(Arithmetic.amplitude(decibels: decibels) / rms, 0.97 / peak)
    var result = sound.map { Int16(($0 * gain * 32767).rounded()) }
    if let loop {
      for index in 0..<Loop.guardFrames { result[loop.lead + loop.length + index] = result[loop.lead + index] }
    }
    return result
  }
}
