/// The instruments of the bow: fiddle and cello.
extension Timbre {
  /// A fiddle: the sawtooth of Helmholtz's bowed string through the resonances of a violin's body, whose places follow
  /// Jansson (Acoustics for Violin and Guitar Makers, 2002): A0, the two B1, the dip before the bridge hill, the hill.
  ///
  /// Rosin hisses while the string slips; the bow bites, a little flat, before the note is there; a modest vibrato sets
  /// in on notes that last.
  static let fiddle = Timbre(
    name: "Fiddle",
    model: .sustained(
      SustainedTone(
        spectrum: { n, note in
          // A bow's width rounds the corner of the string's motion.
          let corner = Double(n) * note / 6500
          return -6.0206 * Arithmetic.logarithm2(Double(n)) - 3 * Arithmetic.logarithm2(1 + corner * corner)
        },
        body: Body(
          modes: [
            Body.Mode(frequency: 275, gain: 1.7, q: 12), Body.Mode(frequency: 405, gain: -0.5, q: 25),
            Body.Mode(frequency: 460, gain: 1.8, q: 20), Body.Mode(frequency: 550, gain: 2.0, q: 20),
          ]
            + Body.forest(seed: 32, from: 660, to: 6800, spacing: 85, q: 20) { f in
              -4.5 + Body.hill(f, middle: 2500, octaves: 0.55, height: 10)
                - Body.hill(f, middle: 1450, octaves: 0.3, height: 3) - (f > 4500 ? 4 : 0)
            }, direct: 0.8, lowCorner: 190, highCorner: 5200, highSlope: 11), disorder: 0.4,
        start: .init(
          attack: 0.03, attackOfHighest: 0.045, accent: 2.2, accentSeconds: 0.05, scoop: 7, scoopSeconds: 0.014,
          early: [(3, 0.5, 0.02), (4, 0.7, 0.02), (5, 0.7, 0.02), (6, 0.8, 0.02), (8, 0.8, 0.015)]),
        wavering: .init(
          vibrato: 9, tremolo: 0.35, rate: 5.6, delay: 0.2, rise: 0.24, wander: 1.6, flutter: 0.5, brightness: 0.5,
          shimmer: 0.07),
        air: .init(
          level: -31, bands: [.init(frequency: 2600, q: 0.5), .init(frequency: 6500, q: 0.6, decibels: -4)],
          pulse: 0.6, chiff: 13, chiffSeconds: 0.03),
        lead: 0.45, loopSeconds: 0.8)),
    roots: [55, 59, 62, 66, 69, 73, 76, 80, 84, 88, 93], level: -11.2, release: 0.5, darkening: 5400,
    generators: [.frequencyVibLfo: Arithmetic.cents(frequency: 5.6), .reverbSend: 130])

  /// A cello: the same motion on longer strings and a larger box; the viola's place too, and bowed basses'.
  static let cello = Timbre(
    name: "Cello",
    model: .sustained(
      SustainedTone(
        spectrum: { n, note in
          let corner = Double(n) * note / 3200
          return -6.0206 * Arithmetic.logarithm2(Double(n)) - 3 * Arithmetic.logarithm2(1 + corner * corner)
        },
        body: Body(
          modes: [
            Body.Mode(frequency: 100, gain: 1.5, q: 12), Body.Mode(frequency: 176, gain: 1.8, q: 18),
            Body.Mode(frequency: 205, gain: 1.2, q: 20), Body.Mode(frequency: 300, gain: 1.0, q: 16),
          ]
            + Body.forest(seed: 2, from: 350, to: 4500, spacing: 60, q: 18) { f in
              -3 + Body.hill(f, middle: 1500, octaves: 0.6, height: 5) - (f > 2800 ? 4 : 0)
            }, direct: 0.6, lowCorner: 62, highCorner: 2400, highSlope: 11), disorder: 0.6,
        start: .init(
          attack: 0.05, attackOfHighest: 0.07, accent: 1.5, accentSeconds: 0.07, scoop: 6, scoopSeconds: 0.02,
          early: [(4, 0.5, 0.03), (6, 0.5, 0.03)]),
        wavering: .init(
          vibrato: 9, tremolo: 0.6, rate: 5.1, delay: 0.2, rise: 0.25, wander: 1.6, flutter: 0.5, brightness: 0.5,
          shimmer: 0.06),
        air: .init(
          level: -35, bands: [.init(frequency: 1500, q: 0.5), .init(frequency: 4000, q: 0.6, decibels: -5)],
          pulse: 0.6, chiff: 12, chiffSeconds: 0.04),
        lead: 0.46, loopSeconds: 0.6, ceiling: 9000)),
    roots: [38, 45, 52, 59, 66], rate: 32_000, level: -10.5, release: 0.6, darkening: 5400,
    generators: [.frequencyVibLfo: Arithmetic.cents(frequency: 5.1), .reverbSend: 130])
}
