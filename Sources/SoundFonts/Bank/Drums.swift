/// The drum bank: which key plays which sound of the ``Kit``, near to where General MIDI has its like.
enum Drums {
  /// A key, or some, and what they play: a sound, semitones from how it was made, dB, seconds it is cut to, velocities.
  struct Stroke {
    var keys: ClosedRange<Int>
    var part: String
    var shift = 0
    var gain = 0.0
    var cut: Double?
    var velocities = 0...127

    init(_ key: Int, _ part: String, shift: Int = 0, cut: Double? = nil, velocities: ClosedRange<Int> = 0...127) {
      self.init(key...key, part, shift: shift, cut: cut, velocities: velocities)
    }

    init(
      _ keys: ClosedRange<Int>, _ part: String, shift: Int = 0, cut: Double? = nil,
      velocities: ClosedRange<Int> = 0...127
    ) {
      (self.keys, self.part, self.shift, self.cut, self.velocities) = (keys, part, shift, cut, velocities)
    }
  }

  /// A stroke in two layers.
  private static func drum(_ key: Int, _ name: String, shift: Int = 0, keys: ClosedRange<Int>? = nil) -> [Stroke] {
    [
      Stroke(keys ?? key...key, "\(name) p", shift: shift, velocities: 0...88),
      Stroke(keys ?? key...key, "\(name) f", shift: shift, velocities: 89...127),
    ]
  }

  /// The map of the keys. SoundFonts.md has it in words.
  static let strokes: [Stroke] =
    [Stroke(0...32, "Click", shift: -5), Stroke(33, "Click", shift: 3), Stroke(34, "Bell", shift: 7)]
    + drum(35, "Bodhran Low", shift: -2) + drum(36, "Bodhran Low")
    + [Stroke(37, "Bodhran Rim")] + drum(38, "Bodhran High")
    + [Stroke(39, "Clap"), Stroke(40, "Bodhran Slap")] + drum(41, "Bodhran Low", shift: 3)
    + [Stroke(42, "Shaker")] + drum(43, "Bodhran Low", shift: 5)
    + [Stroke(44, "Shaker", shift: 3)] + drum(45, "Bodhran Low", shift: 7)
    + [Stroke(46, "Shaker Long")] + drum(47, "Bodhran Low", shift: 9) + drum(48, "Bodhran High")
    + [Stroke(49, "Cymbal")] + drum(50, "Bodhran High", shift: 2)
    + [
      Stroke(51, "Cymbal", shift: 5, cut: 0.9), Stroke(52, "Cymbal", shift: -4), Stroke(53, "Bell", shift: 12),
      Stroke(54, "Tambourine"), Stroke(55, "Cymbal", shift: 7, cut: 0.5), Stroke(56, "Bell"),
      Stroke(57, "Cymbal", shift: 2), Stroke(58, "Bones Rattle"), Stroke(59, "Cymbal", shift: 4, cut: 0.9),
    ]
    + drum(60, "Bodhran High", shift: 5) + drum(61, "Bodhran High", shift: 3)
    + [Stroke(62, "Bodhran Muted")] + drum(63, "Bodhran High", shift: -2) + drum(64, "Bodhran Low", shift: 8)
    + [
      Stroke(65, "Bodhran Slap", shift: 3), Stroke(66, "Bodhran Slap", shift: -2), Stroke(67, "Bell", shift: 7),
      Stroke(68, "Bell", shift: 3), Stroke(69, "Shaker", shift: -2), Stroke(70, "Shaker", shift: 2),
      Stroke(71, "Brush", shift: 5), Stroke(72, "Brush"), Stroke(73, "Scrape", cut: 0.12), Stroke(74, "Scrape"),
      Stroke(75, "Bones"), Stroke(76, "Click", shift: 3), Stroke(77, "Click", shift: -2),
      Stroke(78, "Bodhran Rising"), Stroke(79, "Bodhran Falling"), Stroke(80, "Triangle", cut: 0.12),
      Stroke(81, "Triangle"), Stroke(82, "Shaker Long", shift: 2), Stroke(83, "Tambourine", shift: 3),
      Stroke(84, "Triangle", shift: -5), Stroke(85, "Bones", shift: -3), Stroke(86, "Bodhran Muted", shift: -5),
    ]
    + drum(87, "Bodhran Low", shift: -4) + [Stroke(88...127, "Click")]

  /// Makes the kit and adds its samples to a bank.
  static func zones(addingSamplesTo bank: inout SoundFont, rendering isWanted: (String) -> Bool) -> [SoundFont.Zone] {
    var places: [String: Int] = [:]
    for part in Kit.parts {
      var dice = Dice(seed: part.name.utf8.reduce(17) { $0 &* 31 &+ UInt64($1) })
      let frames =
        isWanted(part.name)
        ? Loudness.frames(
          part.model.render(dice: &dice), decibels: part.level, window: 0.1, rate: Struck.rate, loop: nil)
        : [Int16](repeating: 0, count: part.model.frameCount)
      places[part.name] = bank.samples.count
      bank.samples.append(
        SoundFont.Sample(
          name: part.name, frames: frames, sampleRate: Struck.rate, loop: nil, rootKey: 60))
    }
    return strokes.map { stroke in
      let sample = places[stroke.part] ?? 0
      // A drum sounds out whatever the length of its note: the release is as long as the sample.
      let seconds = Double(bank.samples[sample].frames.count) / Double(Struck.rate)
      var generators: [Generator: Int] = [
        .reverbSend: 120, .releaseVolumeEnvelope: Arithmetic.timecents(seconds * 4), .scaleTuning: 0,
        .overridingRootKey: 60, .coarseTune: stroke.shift,
      ]
      if let cut = stroke.cut {
        generators[.decayVolumeEnvelope] = Arithmetic.timecents(cut)
        generators[.sustainVolumeEnvelope] = 1000
      }
      return SoundFont.Zone(
        keys: stroke.keys, velocities: stroke.velocities, sample: sample, generators: generators,
        modulators: [.softening(centibels: Timbre.softening)])
    }
  }
}
