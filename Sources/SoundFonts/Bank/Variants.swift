/// Instruments made of the samples of others.
extension SoundFont {
  /// Adds the bouzouki, the dulcimer and the three drones.
  mutating func addVariants() {
    let variants = [
      bouzouki(of: zones(named: "Steel Guitar")), dulcimer(of: zones(named: "Mandolin")),
      threeDrones(of: zones(named: "Drones")),
    ]
    instruments += variants
  }

  private func zones(named name: String) -> [Zone] { instruments.first { $0.name == name }?.zones ?? [] }

  /// A bouzouki: courses of two steel strings, the lower two (up to the G under middle C) an octave apart, the
  /// others three cents.
  private func bouzouki(of strings: [Zone]) -> Instrument {
    var zones: [Zone] = []
    for zone in strings {
      var (first, second) = (zone, zone)
      first.generators[.fineTune] = -2
      first.generators[.pan] = -60
      second.generators[.pan] = 60
      second.generators[.fineTune] = 1
      first.generators[.initialAttenuation] = 130
      second.generators[.initialAttenuation] = 130
      if zone.keys.upperBound <= 56 {
        second.generators[.coarseTune] = 12
        second.generators[.initialAttenuation] = 150
      }
      zones += [first, second]
    }
    return Instrument(name: "Bouzouki", zones: zones)
  }

  /// A hammered dulcimer: the hard layer of the mandolin's courses, left to ring.
  private func dulcimer(of strings: [Zone]) -> Instrument {
    let hard = strings.filter { $0.velocities.upperBound == 127 }
    return Instrument(
      name: "Dulcimer",
      zones: hard.map { zone in
        var zone = zone
        zone.velocities = 0...127
        zone.generators[.releaseVolumeEnvelope] = Arithmetic.timecents(2.5)
        return zone
      })
  }

  /// The three drones of a set of pipes on one key: bass on the key, baritone and tenor an octave and two above.
  private func threeDrones(of pipes: [Zone]) -> Instrument {
    let voices: [(shift: Int, pan: Int)] = [(0, 0), (12, -80), (24, 80)]
    let zones = pipes.flatMap { zone in
      voices.map { voice in
        var copy = zone
        // The sample made nearest to what sounds.
        let middle = (zone.keys == pipes[0].keys ? 38 : zone.keys.lowerBound) + voice.shift
        copy.sample = (pipes.last { $0.keys.lowerBound <= middle } ?? zone).sample
        copy.generators[.coarseTune] = voice.shift
        copy.generators[.pan] = voice.pan
        copy.generators[.initialAttenuation] = 90
        return copy
      }
    }
    return Instrument(name: "Three Drones", zones: zones)
  }

  /// One sound of the drums on the whole keyboard, for the percussive programs of bank 0.
  func melodic(_ drums: [Zone], part: String) -> Instrument {
    guard var zone = drums.first(where: { samples[$0.sample].name == part }) else {
      return Instrument(name: part, zones: drums)
    }
    zone.keys = 0...127
    zone.velocities = 0...127
    zone.generators[.overridingRootKey] = 60
    zone.generators[.scaleTuning] = 50
    zone.generators[.coarseTune] = 0
    zone.generators[.decayVolumeEnvelope] = nil
    zone.generators[.sustainVolumeEnvelope] = nil
    return Instrument(name: part, zones: [zone])
  }
}
