/// The instruments of the breath: tin whistle and wooden flute.
extension Timbre {
  /// A tin whistle: nearly a sine with a little octave and twelfth, breath that the tube colours, and the chiff of the
  /// tongue, in which the upper modes speak before the note does.
  static let whistle = Timbre(
    name: "Whistle",
    model: .sustained(
      SustainedTone(
        spectrum: { n, note in
          // The lower register, up to the second D, has more edge than the upper.
          let edge = note < 1120 ? 0.0 : -6
          return switch n {
          case 1: 0
          case 2: -12 + edge
          case 3: -16 + edge
          case 4: -26 + edge
          case 5: -29 + edge
          default: -26 - 3.2 * Double(n) + edge
          }
        },
        body: Body(highCorner: 9000, highSlope: 12),
        start: .init(
          attack: 0.02, attackOfHighest: 0.01, accent: 1.2, accentSeconds: 0.04, scoop: 16, scoopSeconds: 0.011,
          early: [(2, 2.5, 0.012), (3, 2.2, 0.01), (4, 2, 0.008)]),
        wavering: .init(
          vibrato: 2.5, tremolo: 0.9, rate: 5, delay: 0.2, rise: 0.22, wander: 1.4, flutter: 0.45, brightness: 0.9,
          shimmer: 0.06),
        air: .init(
          level: -28, bands: Noise.Band.tube(modes: 6, q: 5, fall: 3.5, hiss: -4, at: 5500), chiff: 11,
          chiffSeconds: 0.014),
        lead: 0.43, loopSeconds: 0.72)),
    roots: [62, 68, 73, 77, 81, 85, 89, 93, 98], level: -9.7, tilt: -0.05, release: 0.2, darkening: 5400,
    generators: [.frequencyVibLfo: Arithmetic.cents(frequency: 5), .reverbSend: 170])

  /// A wooden flute: strong octave and twelfth in the low register, the reedy "hard D", rounder above; breath across
  /// the edge, and a soft tongue or the tap of a finger.
  static let flute = Timbre(
    name: "Flute",
    model: .sustained(
      SustainedTone(
        spectrum: { n, note in
          let height = Arithmetic.logarithm2(note / 294)
          let slope = 3.2 + 2.4 * max(0, height)
          let lift = n == 2 ? 5 - 5 * height : n == 3 ? 3 - 3 * height : n == 5 ? 1.5 : 0
          return -slope * Double(n - 1) + lift
        },
        body: Body(
          modes: [Body.Mode(frequency: 1150, gain: 0.5, q: 2.5), Body.Mode(frequency: 2600, gain: -0.35, q: 3)],
          highCorner: 4500, highSlope: 11),
        start: .init(
          attack: 0.032, attackOfHighest: 0.026, accent: 1.6, accentSeconds: 0.05, scoop: 12, scoopSeconds: 0.014,
          early: [(2, 1.2, 0.018), (3, 1.4, 0.014), (4, 1.2, 0.012)]),
        wavering: .init(
          vibrato: 3.5, tremolo: 0.8, rate: 5.1, delay: 0.2, rise: 0.24, wander: 1.3, flutter: 0.5, brightness: 0.7,
          shimmer: 0.07),
        air: .init(
          level: -30, bands: Noise.Band.tube(modes: 7, q: 3.5, fall: 2, hiss: -2, at: 3200), chiff: 11,
          chiffSeconds: 0.02),
        lead: 0.43, loopSeconds: 0.72, ceiling: 11_000)),
    roots: [55, 60, 64, 68, 72, 76, 80, 84, 89, 94], rate: 32_000, level: -10.7, release: 0.26, darkening: 5400,
    generators: [.frequencyVibLfo: Arithmetic.cents(frequency: 5.1), .reverbSend: 170])
}
