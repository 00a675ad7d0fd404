/// The sounds of the drum bank: a bodhrán's strokes, wood, bones, beads and metal.
enum Kit {
  /// A sound of the kit.
  struct Part {
    var name: String
    var model: Struck
    /// K-weighted dB over its loudest tenth of a second.
    var level: Double
  }

  /// The stick's click on a skin.
  private static func tip(_ level: Double, frequency: Double = 1500, seconds: Double = 0.006) -> Struck.Burst {
    .init(level: level, frequency: frequency, q: 0.6, seconds: seconds)
  }

  /// The bodhrán: a big goatskin, tuned by the hand behind it.
  static let bodhran: [Part] = [
    Part(
      name: "Bodhran Low p",
      model: Struck(
        modes: Struck.skin(72, seconds: 0.2, brightness: 0.5), slide: 0.22, slideSeconds: 0.03, bursts: [tip(-28)],
        seconds: 0.8), level: -10),
    Part(
      name: "Bodhran Low f",
      model: Struck(
        modes: Struck.skin(72, seconds: 0.2, brightness: 1.1), slide: 0.42, slideSeconds: 0.036,
        bursts: [tip(-19), .init(level: -24, frequency: 420, q: 0.8, seconds: 0.02)], seconds: 0.8), level: -10),
    Part(
      name: "Bodhran High p",
      model: Struck(
        modes: Struck.skin(132, seconds: 0.1, brightness: 0.7), slide: 0.16, slideSeconds: 0.025,
        bursts: [tip(-22, frequency: 2000)], seconds: 0.45), level: -10.5),
    Part(
      name: "Bodhran High f",
      model: Struck(
        modes: Struck.skin(132, seconds: 0.1, brightness: 1.3), slide: 0.3, slideSeconds: 0.028,
        bursts: [tip(-13, frequency: 2200), .init(level: -19, frequency: 700, q: 0.8, seconds: 0.012)],
        seconds: 0.45), level: -10.5),
    Part(
      name: "Bodhran Muted",
      model: Struck(
        modes: Struck.skin(112, seconds: 0.035, brightness: 0.8), slide: 0.25, slideSeconds: 0.02,
        bursts: [tip(-14, frequency: 1100, seconds: 0.009)], seconds: 0.25), level: -11),
    Part(
      name: "Bodhran Slap",
      model: Struck(
        modes: Struck.skin(188, seconds: 0.05, brightness: 1.5), slide: 0.2, slideSeconds: 0.02,
        bursts: [
          tip(-6, frequency: 2600, seconds: 0.012), .init(level: -14, frequency: 5200, q: 0.5, seconds: 0.006),
        ], seconds: 0.3), level: -11),
    Part(
      name: "Bodhran Rising",
      model: Struck(
        modes: Struck.skin(84, seconds: 0.24, brightness: 0.9), slide: 0.2, slideSeconds: 0.02, press: 1.7,
        pressDelay: 0.05, pressSeconds: 0.22, bursts: [tip(-18)], seconds: 0.8), level: -10.5),
    Part(
      name: "Bodhran Falling",
      model: Struck(
        modes: Struck.skin(140, seconds: 0.22, brightness: 0.9), slide: 0.1, slideSeconds: 0.02, press: 0.58,
        pressDelay: 0.04, pressSeconds: 0.22, bursts: [tip(-18)], seconds: 0.75), level: -10.5),
    Part(
      name: "Bodhran Rim",
      model: Struck(
        modes: [
          .init(frequency: 410, level: 0.7, seconds: 0.02), .init(frequency: 930, level: 1, seconds: 0.018),
          .init(frequency: 1630, level: 0.7, seconds: 0.013), .init(frequency: 2710, level: 0.45, seconds: 0.008),
          .init(frequency: 4180, level: 0.2, seconds: 0.005),
        ], rise: 0.0004, bursts: [tip(-11, frequency: 3800, seconds: 0.0025)], seconds: 0.18), level: -12.5),
    Part(
      name: "Brush",
      model: Struck(
        modes: Struck.skin(150, seconds: 0.05).map {
          .init(frequency: $0.frequency, level: $0.level / 8, seconds: 0.04)
        },
        bursts: [
          .init(level: -12, frequency: 3600, q: 0.4, rise: 0.012, seconds: 0.03, grains: 5000),
          .init(level: -16, frequency: 7600, q: 0.5, rise: 0.03, seconds: 0.03),
        ], seconds: 0.3), level: -15),
  ]

  /// Wood, bone and hands.
  static let wood: [Part] = [
    Part(
      name: "Click",
      model: Struck(
        modes: [
          .init(frequency: 1270, level: 1, seconds: 0.024), .init(frequency: 2150, level: 0.55, seconds: 0.015),
          .init(frequency: 3490, level: 0.3, seconds: 0.009), .init(frequency: 5200, level: 0.15, seconds: 0.005),
        ], rise: 0.0003, bursts: [tip(-16, frequency: 4500, seconds: 0.002)], seconds: 0.2), level: -13),
    Part(
      name: "Bones",
      model: Struck(
        modes: [
          .init(frequency: 1980, level: 1, seconds: 0.011), .init(frequency: 2630, level: 0.8, seconds: 0.009),
          .init(frequency: 4120, level: 0.5, seconds: 0.006), .init(frequency: 6350, level: 0.3, seconds: 0.004),
        ], rise: 0.0002,
        bursts: [
          tip(-8, frequency: 4200, seconds: 0.002),
          .init(level: -8, frequency: 2500, q: 3, delay: 0.018, seconds: 0.006),
        ], seconds: 0.14), level: -14),
    Part(
      name: "Bones Rattle",
      model: Struck(
        bursts: (0..<7).map { hit in
          let place = Double(hit)
          return .init(
            level: -Double(hit % 3) * 3, frequency: hit % 2 == 0 ? 2100 : 2700, q: 4,
            delay: place * 0.036 + (hit % 2 == 0 ? 0 : 0.004), rise: 0.0003, seconds: 0.007)
        }, seconds: 0.36), level: -14),
    Part(
      name: "Clap",
      model: Struck(
        bursts: [
          .init(level: -5, frequency: 1150, q: 0.9, seconds: 0.005),
          .init(level: -3, frequency: 1250, q: 0.9, delay: 0.009, seconds: 0.005),
          .init(level: -2, frequency: 1100, q: 0.9, delay: 0.019, seconds: 0.005),
          .init(level: 0, frequency: 1200, q: 0.8, delay: 0.028, seconds: 0.035),
          .init(level: -9, frequency: 3000, q: 0.6, delay: 0.028, seconds: 0.02),
        ], seconds: 0.4), level: -13),
  ]

  /// Beads, brushes and jingles.
  static let beads: [Part] = [
    Part(
      name: "Shaker",
      model: Struck(
        bursts: [
          .init(level: 0, frequency: 6200, q: 1.0, rise: 0.016, seconds: 0.02, grains: 2600),
          .init(level: -5, frequency: 10_500, q: 1.0, rise: 0.012, seconds: 0.016, grains: 3200),
        ], seconds: 0.22), level: -18),
    Part(
      name: "Shaker Long",
      model: Struck(
        bursts: [
          .init(level: 0, frequency: 5600, q: 0.9, rise: 0.06, seconds: 0.06, grains: 2200),
          .init(level: -5, frequency: 9500, q: 1.0, rise: 0.05, seconds: 0.05, grains: 2600),
        ], seconds: 0.5), level: -18),
    Part(
      name: "Scrape",
      model: Struck(
        bursts: (0..<14).map { tooth in
          .init(
            level: -8 + Double(tooth % 5), frequency: 2800 + 60 * Double(tooth), q: 1.6, delay: 0.013 * Double(tooth),
            rise: 0.002, seconds: 0.004)
        }, seconds: 0.28), level: -17),
    Part(
      name: "Tambourine",
      model: Struck(
        modes: Struck.plate(seed: 12, count: 26, from: 4200, to: 13_500, seconds: 0.12, tilt: -1),
        rise: 0.004,
        bursts: [
          .init(level: 0, frequency: 8200, q: 1.1, rise: 0.004, seconds: 0.045, grains: 900),
          .init(level: -16, frequency: 900, q: 0.8, seconds: 0.012),
        ], seconds: 0.45), level: -17),
  ]

  /// Cymbals, bell, triangle.
  static let metal: [Part] = [
    Part(
      name: "Cymbal",
      model: Struck(
        modes: Struck.plate(seed: 13, count: 90, from: 380, to: 14_500, seconds: 0.75, tilt: 0.6), rise: 0.004,
        bursts: [
          .init(level: -13, frequency: 9000, q: 0.5, rise: 0.01, seconds: 0.16),
          .init(level: -14, frequency: 4200, q: 0.6, seconds: 0.02),
        ], seconds: 1.5), level: -16),
    Part(
      name: "Bell",
      model: Struck(
        modes: [
          .init(frequency: 562, level: 0.8, seconds: 0.09), .init(frequency: 845, level: 1, seconds: 0.08),
          .init(frequency: 1690, level: 0.4, seconds: 0.05), .init(frequency: 2540, level: 0.3, seconds: 0.04),
          .init(frequency: 4110, level: 0.2, seconds: 0.02),
        ], rise: 0.0004, bursts: [tip(-18, frequency: 4000, seconds: 0.003)], seconds: 0.4), level: -15),
    Part(
      name: "Triangle",
      model: Struck(
        modes: [
          .init(frequency: 2310, level: 0.25, seconds: 0.5), .init(frequency: 4490, level: 0.5, seconds: 0.45),
          .init(frequency: 6210, level: 1, seconds: 0.4), .init(frequency: 8130, level: 0.6, seconds: 0.32),
          .init(frequency: 10_900, level: 0.5, seconds: 0.25), .init(frequency: 13_700, level: 0.3, seconds: 0.18),
        ], rise: 0.0004, seconds: 1.1), level: -19),
  ]

  static let parts = bodhran + wood + beads + metal
}
