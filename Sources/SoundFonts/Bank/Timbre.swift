/// How an instrument of the bank is made: a model, the keys it is made at, and how a player's zone treats it.
struct Timbre {
  enum Model {
    case sustained(SustainedTone)
    /// A string, and the layers it is made in, from soft to hard: the velocities each serves, and its force, 0...1.
    case plucked(PluckedString, layers: [(velocities: ClosedRange<Int>, force: Double)])
  }

  var name: String
  var model: Model
  /// The keys samples are made at, ascending; each serves the keys nearest to it.
  var roots: [Int]
  var rate = 44_100
  /// Level of the samples in dB, K-weighted, so that all instruments sound equally loud.
  var level: Double
  /// dB a semitone that keys grow softer (negative) or louder upwards, middle C being level.
  var tilt = 0.0
  /// Seconds a released note takes to fall by 96 dB.
  var release: Double
  /// Cents that the filter closes from the hardest stroke to none; 0 for no filter.
  var darkening = 0
  /// How far to the right a semitone above middle C is heard, in tenths of a percent.
  var spread = 0
  /// What else the zones say.
  var generators: [Generator: Int] = [:]

  /// Centibels from the hardest stroke to none.
  static let softening = 600

  /// Adds the instrument's samples to a bank and returns its zones, by key and then by force; O(frames * partials).
  ///
  /// Samples that are not wanted are left silent, at their length.
  func zones(addingSamplesTo bank: inout SoundFont, rendering isWanted: (String) -> Bool) -> [SoundFont.Zone] {
    var zones: [SoundFont.Zone] = []
    for (index, root) in roots.enumerated() {
      let lower = index == 0 ? 0 : (roots[index - 1] + root) / 2 + 1
      let keys = lower...(index + 1 == roots.count ? 127 : (root + roots[index + 1]) / 2)
      var generators = self.generators
      generators[.sampleModes] = 1
      if spread != 0 { generators[.pan] = min(150, max(-150, spread * (root - 60))) }
      generators[.releaseVolumeEnvelope] = Arithmetic.timecents(release)
      var modulators = [Modulator.softening(centibels: Timbre.softening)]
      if darkening > 0 { modulators.append(.darkening(cents: darkening)) }
      switch model {
      case .sustained(let tone):
        zones.append(
          SoundFont.Zone(keys: keys, sample: bank.samples.count, generators: generators, modulators: modulators))
        let name = "\(self.name) \(root)"
        bank.samples.append(sample(of: tone, name: name, root: root, wanted: isWanted(name)))
      case .plucked(let string, let layers):
        // An envelope falls by 96 dB in its decay time; 1/e is 8.686 dB.
        generators[.decayVolumeEnvelope] = Arithmetic.timecents(string.ringSeconds(key: root) * 96 / 8.686)
        generators[.sustainVolumeEnvelope] = 1000
        // In the loop highs die as slowly as the note: a filter that goes on closing, ever more slowly (the convex
        // attack of the second envelope), makes up for it.
        generators[.modEnvelopeToFilter] = -3000
        generators[.attackModEnvelope] = Arithmetic.timecents(8)
        generators[.releaseModEnvelope] = Arithmetic.timecents(8)
        for (place, layer) in layers.enumerated() {
          zones.append(
            SoundFont.Zone(
              keys: keys, velocities: layer.velocities, sample: bank.samples.count, generators: generators,
              modulators: modulators))
          let name =
            layers.count == 1
            ? "\(self.name) \(root)"
            : "\(self.name) \(root) \(place == layers.count - 1 ? "f" : place == 0 ? "p" : "m")"
          bank.samples.append(
            sample(of: string, force: layer.force, name: name, root: root, wanted: isWanted(name)))
        }
      }
    }
    return zones
  }

  private func dice(_ root: Int) -> Dice { Dice(seed: name.utf8.reduce(UInt64(root)) { $0 &* 31 &+ UInt64($1) }) }

  private func sample(of tone: SustainedTone, name: String, root: Int, wanted: Bool) -> SoundFont.Sample {
    let loop = tone.loop(key: root, rate: rate)
    var dice = self.dice(root)
    let sound = wanted ? tone.render(loop: loop, dice: &dice) : nil
    return sample(name, root, loop: loop, sound: sound, sharpness: tone.sharpness(in: loop))
  }

  private func sample(
    of string: PluckedString, force: Double, name: String, root: Int, wanted: Bool
  ) -> SoundFont.Sample {
    let loop = string.loop(key: root, rate: rate)
    var dice = self.dice(root)
    let sound = wanted ? string.render(loop: loop, key: root, force: force, dice: &dice) : nil
    return sample(name, root, loop: loop, sound: sound, sharpness: 0, decay: 1 / string.ringSeconds(key: root))
  }

  private func sample(
    _ name: String, _ root: Int, loop: Loop, sound: [Double]?, sharpness: Double, decay: Double = 0
  ) -> SoundFont.Sample {
    let level = self.level + tilt * Double(root - 60)
    let frames = sound.map {
      Loudness.frames($0, decibels: level, window: 0.3, decay: decay, rate: rate, loop: loop)
    }
    return SoundFont.Sample(
      name: name, frames: frames ?? [Int16](repeating: 0, count: loop.frameCount),
      sampleRate: rate, loop: loop.lead..<loop.lead + loop.length, rootKey: root,
      pitchCorrection: loop.correction(sharpness: sharpness))
  }
}
