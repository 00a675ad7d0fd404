/// The drum bank: a bodhrán, its rim, a click of wood, a shaker and a cymbal, on the keys where General MIDI drums lie.
enum Drums {
  /// A sound of the kit and the keys that play it.
  struct Part {
    var name: String
    var model: Struck
    /// The key at which it sounds as made, and the keys that play it.
    var keys: [(root: Int, keys: ClosedRange<Int>)]
    var level: Double
  }

  /// Modes of a round skin: the zeros of the Bessel functions over the first, loaded by the air as in a frame drum.
  static func skin(_ frequency: Double, seconds: Double) -> [(frequency: Double, level: Double, seconds: Double)] {
    [(1.0, 1.0, 1.0), (1.55, 0.45, 0.6), (2.1, 0.22, 0.45), (2.28, 0.2, 0.4), (2.63, 0.12, 0.3), (2.9, 0.1, 0.28)]
      .map { (frequency * $0.0, $0.1, seconds * $0.2) }
  }

  /// The kit. Keys without a part of their own sound like the nearest drum of their kind.
  static let parts: [Part] = [
    Part(
      name: "Bodhran",
      model: Struck(
        modes: skin(78, seconds: 0.16), slide: 0.35, slideSeconds: 0.035, noise: -17, noiseFrequency: 1200, noiseQ: 0.6,
        noiseSeconds: 0.007, seconds: 0.7),
      // Bass drums as it is; toms rise by their order.
      keys: [
        (36, 0...36), (39, 41...41), (39, 43...43), (40, 45...45), (41, 47...47), (41, 48...48), (41, 50...50),
        (60, 60...61), (60, 62...64), (62, 65...66),
      ], level: -11),
    Part(
      name: "Bodhran Tip",
      model: Struck(
        modes: skin(190, seconds: 0.05), slide: 0.2, slideSeconds: 0.02, noise: -7, noiseFrequency: 2400, noiseQ: 0.5,
        noiseSeconds: 0.018, seconds: 0.3),
      keys: [(38, 38...38), (39, 39...39), (40, 40...40)], level: -15),
    Part(
      name: "Click",
      model: Struck(
        modes: [(1250, 1, 0.022), (2130, 0.6, 0.014), (3480, 0.25, 0.008)], noise: -14, noiseFrequency: 3500,
        noiseQ: 0.7,
        noiseSeconds: 0.003, seconds: 0.16),
      keys: [(37, 37...37), (56, 56...56), (67, 67...68), (75, 75...75), (76, 76...127)], level: -16),
    Part(
      name: "Shaker",
      model: Struck(
        modes: [], noise: 0, noiseFrequency: 8000, noiseQ: 0.8, noiseSeconds: 0.03, seconds: 0.2),
      keys: [(42, 42...42), (44, 44...44), (54, 54...54), (58, 58...58), (69, 69...74)], level: -22),
    Part(
      name: "Cymbal",
      model: Struck(
        modes: [(3140, 0.15, 0.3), (4270, 0.12, 0.25), (5310, 0.1, 0.2)], noise: -2, noiseFrequency: 7000, noiseQ: 0.4,
        noiseSeconds: 0.16, seconds: 0.8),
      keys: [(46, 46...46), (49, 49...49), (51, 51...53), (55, 55...55), (57, 57...57), (59, 59...59)], level: -22),
  ]

  /// Makes the kit and adds its samples to a bank.
  static func instrument(addingSamplesTo bank: inout SoundFont) -> SoundFont.Instrument {
    var zones: [SoundFont.Zone] = []
    for part in parts {
      var dice = Dice(seed: part.name.utf8.reduce(17) { $0 &* 31 &+ UInt64($1) })
      let frames = Loudness.frames(part.model.render(dice: &dice), decibels: part.level, loop: nil)
      for (root, keys) in part.keys {
        // A drum sounds out whatever the length of its note: the release is as long as the sample.
        var generators: [Generator: Int] = [
          .overridingRootKey: root, .reverbSend: 120,
          .releaseVolumeEnvelope: Arithmetic.timecents(part.model.seconds * 4),
        ]
        if keys.count > 1 { generators[.scaleTuning] = 0 }
        if part.name != "Bodhran" { generators[.overridingRootKey] = keys.lowerBound }
        zones.append(SoundFont.Zone(keys: keys, sample: bank.samples.count, generators: generators))
      }
      bank.samples.append(
        SoundFont.Sample(name: part.name, frames: frames, sampleRate: Loop.sampleRate, loop: nil, rootKey: 60))
    }
    return SoundFont.Instrument(
      name: "Bodhran and Clicks", zones: zones.sorted { $0.keys.lowerBound < $1.keys.lowerBound })
  }
}
