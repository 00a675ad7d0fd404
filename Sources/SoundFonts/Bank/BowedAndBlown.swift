/// The instruments that hold a note: fiddle, whistle, flute, accordion, concertina, pipes.
extension Timbre {
  /// A fiddle: the sawtooth of Helmholtz's bowed string through the air and wood resonances of a violin's body, whose
  /// places follow Jansson (Acoustics for Violin and Guitar Makers, 2002): A0, the two B1 and the bridge hill.
  static let fiddle = Timbre(
    name: "Fiddle",
    model: .sustained(
      SustainedTone(
        spectrum: { n, _ in -6.0206 * Arithmetic.logarithm2(Double(n)) },
        body: Body(
          resonances: [
            (275, 7, 10), (460, 6, 12), (550, 7, 12), (700, 3, 7), (1000, 3, 4), (1500, -5, 3), (2500, 8, 1.7),
            (3300, 3, 4),
          ], lowCorner: 200, highCorner: 4200, highSlope: 15, ripple: 3),
        attack: 0.035, attackOfHighest: 0.07, shimmer: 0.09, noiseLevel: -36, noiseMultiple: 0, noiseFloor: 3200,
        noiseQ: 0.5, chiff: 12, chiffSeconds: 0.035, lead: 0.16, loopSeconds: 0.5)),
    roots: [46, 55, 59, 63, 67, 71, 75, 79, 83, 88, 94], level: -14.5, release: 0.42,
    generators: [
      .vibLfoToPitch: 9, .frequencyVibLfo: Arithmetic.cents(frequency: 5.6), .delayVibLfo: Arithmetic.timecents(0.22),
      .modLfoToVolume: 6, .frequencyModLfo: Arithmetic.cents(frequency: 5.1), .delayModLfo: Arithmetic.timecents(0.25),
      .reverbSend: 120,
    ])

  /// A tin whistle: nearly a sine, a little octave, and breath about the note.
  static let whistle = Timbre(
    name: "Whistle",
    model: .sustained(
      SustainedTone(
        spectrum: { n, note in
          // The lower register has more edge than the upper.
          let edge = note < 1100 ? 0.0 : -5
          return switch n {
          case 1: 0
          case 2: -19 + edge
          case 3: -23 + edge
          case 4: -36 + edge
          default: -34 - 5 * Double(n) + edge
          }
        },
        attack: 0.018, attackOfHighest: 0.012, shimmer: 0.05, noiseLevel: -29, noiseMultiple: 1.5, noiseQ: 0.7,
        chiff: 14, chiffSeconds: 0.016, lead: 0.12, loopSeconds: 0.5)),
    roots: [62, 68, 74, 78, 82, 86, 91, 97], level: -12.1, tilt: -0.08, release: 0.22,
    generators: [
      .modLfoToVolume: 9, .frequencyModLfo: Arithmetic.cents(frequency: 4.8), .delayModLfo: Arithmetic.timecents(0.3),
      .vibLfoToPitch: 3, .frequencyVibLfo: Arithmetic.cents(frequency: 4.8), .delayVibLfo: Arithmetic.timecents(0.3),
      .reverbSend: 150,
    ])

  /// A wooden flute: strong octave and twelfth in the low register, the reedy "hard D", rounder above.
  static let flute = Timbre(
    name: "Flute",
    model: .sustained(
      SustainedTone(
        spectrum: { n, note in
          let height = Arithmetic.logarithm2(note / 294)
          let slope = 3.6 + 2.6 * max(0, height)
          let lift = n == 2 ? 4 - 4 * height : n == 3 ? 2 - 2 * height : 0
          return -slope * Double(n - 1) + lift
        },
        body: Body(highCorner: 5000, highSlope: 12),
        attack: 0.03, attackOfHighest: 0.03, shimmer: 0.08, noiseLevel: -31, noiseMultiple: 2, noiseFloor: 1100,
        noiseQ: 0.6, chiff: 11, chiffSeconds: 0.022, lead: 0.14, loopSeconds: 0.5)),
    roots: [50, 57, 62, 66, 70, 74, 78, 82, 86, 92], level: -14.3, release: 0.28,
    generators: [
      .vibLfoToPitch: 5, .frequencyVibLfo: Arithmetic.cents(frequency: 5), .delayVibLfo: Arithmetic.timecents(0.3),
      .modLfoToVolume: 10, .frequencyModLfo: Arithmetic.cents(frequency: 5), .delayModLfo: Arithmetic.timecents(0.3),
      .reverbSend: 150,
    ])

  private static func reed(
    brightness: Double, body: Body, unison: [(cents: Double, gain: Double)], loopSeconds: Double
  ) -> SustainedTone {
    SustainedTone(
      spectrum: { n, _ in -brightness * Arithmetic.logarithm2(Double(n)) }, body: body, unison: unison,
      attack: 0.022, attackOfHighest: 0.035, shimmer: 0.03, noiseLevel: -46, noiseMultiple: 0, noiseFloor: 2500,
      noiseQ: 0.5, chiff: 10, chiffSeconds: 0.02, lead: 0.12, loopSeconds: loopSeconds, ceiling: 10_000)
  }

  /// A button accordion: two reeds a few cents apart, as Irish boxes are tuned, the beat in the loop.
  static let accordion = Timbre(
    name: "Accordion",
    model: .sustained(
      reed(
        brightness: 4.5,
        body: Body(
          resonances: [(700, 4, 2), (1400, 3, 3), (2600, 4, 3)], lowCorner: 120, highCorner: 3200, highSlope: 14,
          ripple: 1.5),
        unison: [(0, 1), (10, 0.7)], loopSeconds: 0.65)),
    roots: [43, 52, 57, 62, 67, 72, 77, 82, 88], level: -13.9, release: 0.2, generators: [.reverbSend: 100])

  /// A concertina: one reed, dry and a little nasal.
  static let concertina = Timbre(
    name: "Concertina",
    model: .sustained(
      reed(
        brightness: 5.5,
        body: Body(
          resonances: [(1100, 6, 2), (3000, 3, 3), (500, -3, 3)], lowCorner: 180, highCorner: 3000, highSlope: 14,
          ripple: 1.5), unison: [(0, 1)], loopSeconds: 0.45)),
    roots: [36, 44, 52, 58, 64, 70, 76, 83, 91], level: -14.1, release: 0.17, generators: [.reverbSend: 100])

  /// The chanter of uilleann pipes: a double reed on a cone, all harmonics, strongest in the second and third.
  static let pipes = Timbre(
    name: "Pipes",
    model: .sustained(
      SustainedTone(
        spectrum: { n, _ in n == 1 ? -3 : n == 2 ? 1 : -3.2 * Arithmetic.logarithm2(Double(n)) },
        body: Body(
          resonances: [(1150, 7, 2), (2300, 3, 3)], lowCorner: 150, highCorner: 2700, highSlope: 16, ripple: 2),
        attack: 0.016, attackOfHighest: 0.02, shimmer: 0.05, noiseLevel: -44, noiseMultiple: 0, noiseFloor: 2500,
        noiseQ: 0.5, chiff: 8, chiffSeconds: 0.015, lead: 0.1, loopSeconds: 0.45)),
    roots: [38, 45, 52, 57, 62, 67, 71, 75, 80, 86], level: -14, release: 0.14,
    generators: [
      .vibLfoToPitch: 5, .frequencyVibLfo: Arithmetic.cents(frequency: 5.3), .delayVibLfo: Arithmetic.timecents(0.3),
      .reverbSend: 110,
    ])
}
