extension SoundFont {
  /// Lilt's own bank, made from nothing but this source: the instruments of an Irish session at their General MIDI
  /// programs, the nearest of them at every other program, and a drum bank.
  ///
  /// The same bytes on every machine: only arithmetic that IEEE 754 fixes is used, and random numbers have fixed seeds.
  /// Takes some seconds; about 60 million sinusoid steps.
  public static func lilt() -> SoundFont {
    var bank = SoundFont(
      name: "Lilt", copyright: "CC0 1.0 Universal: dedicated to the public domain",
      comment: "Modelled session instruments, made by make-soundfont of Lilt")
    let timbres: [Timbre] = [
      .piano, .harp, .guitar, .mandolin, .banjo, .fiddle, .whistle, .flute, .accordion, .concertina, .pipes,
    ]
    for timbre in timbres {
      bank.instruments.append(timbre.instrument(addingSamplesTo: &bank))
    }
    let drums = bank.instruments.count
    bank.instruments.append(Drums.instrument(addingSamplesTo: &bank))
    bank.instruments.append(bank.melodic(bank.instruments[drums], part: "Bodhran"))
    bank.instruments.append(bank.melodic(bank.instruments[drums], part: "Click"))
    bank.instruments.append(bank.melodic(bank.instruments[drums], part: "Cymbal"))

    let places = Dictionary(
      uniqueKeysWithValues: bank.instruments.enumerated().map { ($0.element.name, $0.offset) })
    for (programs, name) in nearest {
      for program in programs {
        bank.presets.append(Preset(name: name, bank: 0, program: program, instrument: places[name] ?? 0))
      }
    }
    bank.presets.append(Preset(name: "Bodhran and Clicks", bank: 128, program: 0, instrument: drums))
    return bank
  }

  /// The instrument that plays each program of General MIDI.
  static let nearest: [(programs: ClosedRange<Int>, instrument: String)] = [
    (0...5, "Piano"), (6...7, "Mandolin"), (8...14, "Harp"), (15...15, "Mandolin"), (16...20, "Concertina"),
    (21...21, "Accordion"), (22...23, "Concertina"), (24...24, "Guitar"), (25...25, "Mandolin"), (26...28, "Guitar"),
    (29...31, "Mandolin"), (32...39, "Guitar"), (40...44, "Fiddle"), (45...45, "Guitar"), (46...46, "Harp"),
    (47...47, "Bodhran"), (48...51, "Fiddle"), (52...54, "Flute"), (55...55, "Fiddle"), (56...63, "Pipes"),
    (64...71, "Pipes"), (72...72, "Whistle"), (73...73, "Flute"), (74...74, "Whistle"), (75...76, "Flute"),
    (77...79, "Whistle"), (80...87, "Concertina"), (88...95, "Accordion"), (96...103, "Harp"), (104...104, "Mandolin"),
    (105...106, "Banjo"), (107...108, "Harp"), (109...109, "Pipes"), (110...110, "Fiddle"), (111...111, "Pipes"),
    (112...112, "Harp"), (113...113, "Click"), (114...114, "Harp"), (115...115, "Click"), (116...118, "Bodhran"),
    (119...127, "Cymbal"),
  ]

  /// One sound of the drums on the whole keyboard, for the percussive programs of bank 0.
  private func melodic(_ drums: Instrument, part: String) -> Instrument {
    guard var zone = drums.zones.first(where: { samples[$0.sample].name == part }) else { return drums }
    zone.keys = 0...127
    zone.generators[.overridingRootKey] = 60
    zone.generators[.scaleTuning] = 50
    return Instrument(name: part, zones: [zone])
  }
}
