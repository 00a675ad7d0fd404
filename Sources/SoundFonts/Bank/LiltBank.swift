extension SoundFont {
  /// Lilt's own bank, made from nothing but this source: the instruments of an Irish session at their General MIDI
  /// programs, the nearest of them at every other program, more of them in bank 1, and a drum bank.
  ///
  /// The same bytes on every machine: only arithmetic that IEEE 754 fixes is used, and random numbers have fixed seeds.
  /// Takes seconds in a release build, minutes in a debug build; about 500 million sinusoid steps.
  ///
  /// - Parameter isWanted: whether to make a sample, by its name; the others are left silent, at their length, and all
  ///   else is as in the whole bank.
  public static func lilt(rendering isWanted: (String) -> Bool = { _ in true }) -> SoundFont {
    var bank = SoundFont(
      name: "Lilt", copyright: "CC0 1.0 Universal: dedicated to the public domain",
      comment: "Modelled session instruments, made by make-soundfont of Lilt")
    let timbres: [Timbre] = [
      .piano, .harp, .guitar, .steelGuitar, .mandolin, .banjo, .fiddle, .cello, .whistle, .flute, .accordion,
      .concertina, .pipes, .drones,
    ]
    for timbre in timbres {
      let zones = timbre.zones(addingSamplesTo: &bank, rendering: isWanted)
      bank.instruments.append(Instrument(name: timbre.name, zones: zones))
    }
    bank.addVariants()
    let kit = Drums.zones(addingSamplesTo: &bank, rendering: isWanted)
    bank.instruments.append(Instrument(name: "Bodhran and Clicks", zones: kit))
    for part in ["Bodhran Low f", "Click", "Cymbal"] { bank.instruments.append(bank.melodic(kit, part: part)) }

    let places = Dictionary(
      uniqueKeysWithValues: bank.instruments.enumerated().map { ($0.element.name, $0.offset) })
    for (programs, name) in nearest {
      for program in programs {
        bank.presets.append(Preset(name: name, bank: 0, program: program, instrument: places[name] ?? 0))
      }
    }
    for (program, name) in second {
      bank.presets.append(Preset(name: name, bank: 1, program: program, instrument: places[name] ?? 0))
    }
    bank.presets.append(
      Preset(name: "Bodhran and Clicks", bank: 128, program: 0, instrument: places["Bodhran and Clicks"] ?? 0))
    return bank
  }

  /// The instrument that plays each program of General MIDI.
  static let nearest: [(programs: ClosedRange<Int>, instrument: String)] = [
    (0...5, "Piano"), (6...7, "Dulcimer"), (8...14, "Harp"), (15...15, "Dulcimer"), (16...20, "Concertina"),
    (21...21, "Accordion"), (22...23, "Concertina"), (24...24, "Guitar"), (25...25, "Mandolin"),
    (26...31, "Steel Guitar"), (32...39, "Guitar"), (40...41, "Fiddle"), (42...43, "Cello"), (44...44, "Fiddle"),
    (45...45, "Guitar"), (46...46, "Harp"), (47...47, "Bodhran Low f"), (48...51, "Fiddle"), (52...54, "Flute"),
    (55...55, "Fiddle"), (56...71, "Pipes"), (72...72, "Whistle"), (73...73, "Flute"), (74...74, "Whistle"),
    (75...76, "Flute"), (77...79, "Whistle"), (80...87, "Concertina"), (88...95, "Accordion"), (96...103, "Harp"),
    (104...104, "Bouzouki"), (105...106, "Banjo"), (107...108, "Harp"), (109...109, "Pipes"), (110...110, "Fiddle"),
    (111...111, "Pipes"), (112...112, "Harp"), (113...113, "Click"), (114...114, "Harp"), (115...115, "Click"),
    (116...118, "Bodhran Low f"), (119...127, "Cymbal"),
  ]

  /// Bank 1: instruments of a session that General MIDI has no program for, near their like.
  static let second: [(program: Int, instrument: String)] = [
    (24, "Steel Guitar"), (25, "Bouzouki"), (109, "Drones"), (110, "Three Drones"),
  ]
}
