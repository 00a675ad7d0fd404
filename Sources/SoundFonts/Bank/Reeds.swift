/// The instruments of the reed: accordion, concertina, pipes and their drones.
extension Timbre {
  /// The level in dB of harmonic `n` of the air that a free reed lets through: pulses that are open for a part `duty`
  /// of the period, with edges of a part `edge`.
  private static func pulse(_ n: Int, duty: Double, edge: Double) -> Double {
    let opened = abs(Arithmetic.sine(turns: Double(n) * duty / 2))
    let slant = Double(n) * edge
    let edges = slant < 0.01 ? 1 : abs(Arithmetic.sine(turns: slant / 2) / (Arithmetic.pi * slant))
    let rounded = (opened * opened + 0.02).squareRoot() * (edges * edges + 0.003).squareRoot() / Double(n)
    return Arithmetic.decibels(amplitude: rounded)
  }

  private static func freeReed(
    body: Body, duty: Double, edge: Double, unison: [(cents: Double, gain: Double)], lead: Double, loopSeconds: Double
  ) -> SustainedTone {
    SustainedTone(
      spectrum: { n, _ in pulse(n, duty: duty, edge: edge) }, body: body, unison: unison,
      start: .init(
        attack: 0.026, attackOfHighest: 0.036, accent: 0.8, accentSeconds: 0.06, scoop: 4, scoopSeconds: 0.014),
      wavering: .init(
        vibrato: 0, tremolo: 0.2, rate: 3, delay: 0.05, rise: 0.1, wander: 0.5, flutter: 0.35, brightness: 0.25,
        shimmer: 0.03),
      air: .init(
        level: -42, bands: [.init(frequency: 900, q: 0.6), .init(frequency: 4200, q: 0.5, decibels: -3)], pulse: 0.3,
        chiff: 15, chiffSeconds: 0.009),
      lead: lead, loopSeconds: loopSeconds, ceiling: 13_500)
  }

  /// A button accordion: two reeds a few cents apart, as Irish boxes are tuned, the beat in the loop, behind a grille.
  static let accordion = Timbre(
    name: "Accordion",
    model: .sustained(
      freeReed(
        body: Body(
          modes: [
            Body.Mode(frequency: 520, gain: 0.5, q: 3), Body.Mode(frequency: 1300, gain: 0.8, q: 3),
            Body.Mode(frequency: 2500, gain: 1.0, q: 3), Body.Mode(frequency: 3900, gain: 0.6, q: 5),
          ]
            + Body.forest(seed: 3, from: 400, to: 6000, spacing: 210, q: 12) { _ in -9 }, lowCorner: 110,
          highCorner: 4400, highSlope: 11),
        duty: 0.42, edge: 0.036, unison: [(-4.5, 1), (5.5, 0.75)], lead: 0.2, loopSeconds: 0.8)),
    roots: [43, 50, 56, 62, 67, 72, 77, 82, 88], rate: 32_000, level: -9.6, release: 0.2, darkening: 4200,
    generators: [.reverbSend: 110])

  /// A concertina: one reed, dry and a little nasal, its fretwork open to the front.
  static let concertina = Timbre(
    name: "Concertina",
    model: .sustained(
      freeReed(
        body: Body(
          modes: [
            Body.Mode(frequency: 1050, gain: 1.2, q: 2.5), Body.Mode(frequency: 2900, gain: 0.9, q: 4),
            Body.Mode(frequency: 520, gain: -0.35, q: 3), Body.Mode(frequency: 1900, gain: -0.3, q: 4),
          ]
            + Body.forest(seed: 4, from: 400, to: 6000, spacing: 230, q: 12) { _ in -10 }, lowCorner: 160,
          highCorner: 3900, highSlope: 12),
        duty: 0.3, edge: 0.042, unison: [(0, 1)], lead: 0.2, loopSeconds: 0.6)),
    roots: [38, 45, 52, 58, 64, 70, 76, 83, 91], rate: 32_000, level: -10.8, release: 0.17, darkening: 4200,
    generators: [.reverbSend: 110])

  /// The chanter of uilleann pipes: a double reed on a narrow cone, all harmonics, strongest in the second and third;
  /// notes start from a closed chanter, with a pop.
  static let pipes = Timbre(
    name: "Pipes",
    model: .sustained(
      SustainedTone(
        spectrum: { n, note in
          let low = note < 420 ? 0.5 : 0
          return (n == 1 ? -4 - low : n == 2 ? 1.5 : n == 3 ? 1 : 0)
            - (n > 3 ? 5 * Arithmetic.logarithm2(Double(n) / 3) : 0)
        },
        body: Body(
          modes: [
            Body.Mode(frequency: 1150, gain: 1.3, q: 2.6), Body.Mode(frequency: 2300, gain: 0.8, q: 4),
            Body.Mode(frequency: 3400, gain: 0.6, q: 5), Body.Mode(frequency: 1700, gain: -0.3, q: 5),
          ]
            + Body.forest(seed: 5, from: 500, to: 7000, spacing: 260, q: 10) { _ in -10 }, lowCorner: 140,
          highCorner: 3000, highSlope: 14),
        start: .init(
          attack: 0.014, attackOfHighest: 0.02, accent: 1.6, accentSeconds: 0.03, scoop: 14, scoopSeconds: 0.01,
          early: [(2, 0.5, 0.015), (4, 0.6, 0.012)]),
        wavering: .init(
          vibrato: 4, tremolo: 0.5, rate: 5.3, delay: 0.22, rise: 0.15, wander: 1.5, flutter: 0.4, brightness: 0.4,
          shimmer: 0.05),
        air: .init(
          level: -38, bands: [.init(frequency: 3000, q: 0.5), .init(frequency: 7000, q: 0.6, decibels: -6)], pulse: 0.4,
          chiff: 12, chiffSeconds: 0.01),
        lead: 0.4, loopSeconds: 0.74)),
    roots: [50, 56, 62, 66, 69, 72, 76, 80, 85], rate: 32_000, level: -10.8, release: 0.14, darkening: 2400,
    generators: [.frequencyVibLfo: Arithmetic.cents(frequency: 5.3), .reverbSend: 130])

  /// The drones of uilleann pipes: single reeds on cylinders, odd harmonics first, with a slow swell as they lock in;
  /// as long as the bag has air.
  static let drones = Timbre(
    name: "Drones",
    model: .sustained(
      SustainedTone(
        spectrum: { n, _ in (n % 2 == 0 ? -5.0 : 0) - 4.2 * Arithmetic.logarithm2(Double(n)) },
        body: Body(
          modes: [
            Body.Mode(frequency: 450, gain: 0.7, q: 3), Body.Mode(frequency: 900, gain: 0.9, q: 3),
            Body.Mode(frequency: 2100, gain: 0.7, q: 4),
          ]
            + Body.forest(seed: 6, from: 200, to: 5000, spacing: 160, q: 12) { _ in -9 }, lowCorner: 60,
          highCorner: 2200, highSlope: 12),
        start: .init(attack: 0.09, attackOfHighest: 0.14, scoop: 18, scoopSeconds: 0.05),
        wavering: .init(
          vibrato: 0, tremolo: 0.15, rate: 1.5, delay: 0.05, rise: 0.2, wander: 0.6, flutter: 0.5, brightness: 0.5,
          shimmer: 0.05),
        air: .init(level: -42, bands: [.init(frequency: 2500, q: 0.5)], pulse: 0.4, chiff: 6, chiffSeconds: 0.05),
        lead: 0.4, loopSeconds: 1.05, ceiling: 10_000)),
    roots: [38, 50, 62], rate: 32_000, level: -13.5, release: 0.5, generators: [.reverbSend: 130])
}
