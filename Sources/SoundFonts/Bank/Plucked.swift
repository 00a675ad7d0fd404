/// The instruments of pick and finger: banjo, mandolin, guitars, harp.
extension Timbre {
  /// Two layers: soft up to velocity 90, hard from there, where accents lie.
  private static let softAndHard: [(velocities: ClosedRange<Int>, force: Double)] = [
    (0...90, 0.36), (91...127, 0.78),
  ]

  /// A tenor banjo: a pick near the bridge on steel strings, and a skin that gives the sound away at once; the skin's
  /// own modes thump under every stroke.
  static let banjo = Timbre(
    name: "Banjo",
    model: .plucked(
      PluckedString(
        stroke: .init(
          position: 0.09, slope: 0.9, corner: 5200, softness: 9, reach: 1.4, contact: 0.0007, noise: -19,
          noiseFrequency: 5200, noiseSeconds: 0.003, knock: -11),
        stiffness: 0.00008, stiffnessRatio: 1.9, ring: 0.4, ringRatio: 0.74, airLoss: 0.7, innerLoss: 0.16,
        strands: [.init(cents: -0.3, gain: 1, haste: 2.4), .init(cents: 0.6, gain: 0.4, haste: 1)],
        body: Body(
          modes: [
            Body.Mode(frequency: 290, gain: 0.9, q: 7), Body.Mode(frequency: 520, gain: 1.0, q: 8),
            Body.Mode(frequency: 760, gain: 1.1, q: 9),
          ]
            + Body.forest(seed: 7, from: 900, to: 7500, spacing: 150, q: 11) { f in
              -3 + Body.hill(f, middle: 2900, octaves: 0.7, height: 6)
            }, direct: 0.6, lowCorner: 195, highCorner: 6500, highSlope: 10),
        thump: [
          .init(frequency: 235, gain: 1, q: 9), .init(frequency: 372, gain: 0.7, q: 9),
          .init(frequency: 505, gain: 0.5, q: 10), .init(frequency: 770, gain: 0.35, q: 11),
        ],
        lead: 0.42, leadRatio: 0.82, loopSeconds: 0.12, ceiling: 15_000), layers: softAndHard),
    roots: [43, 49, 54, 59, 64, 69, 74, 80], level: -11.9, release: 0.3, darkening: 3000,
    generators: [.reverbSend: 100])

  /// A mandolin: steel strings in pairs, two cents apart, a hard pick, a small box.
  static let mandolin = Timbre(
    name: "Mandolin",
    model: .plucked(
      PluckedString(
        stroke: .init(
          position: 0.14, slope: 0.95, corner: 4600, softness: 9, reach: 1.4, contact: 0.0007, noise: -20,
          noiseFrequency: 6000, noiseSeconds: 0.003, knock: -16),
        stiffness: 0.00009, stiffnessRatio: 1.9, ring: 0.85, ringRatio: 0.68, airLoss: 0.9, innerLoss: 0.11,
        strands: [
          .init(cents: -1.2, gain: 1, haste: 2), .init(cents: 1.2, gain: 0.95, haste: 2.2),
          .init(cents: -1.0, gain: 0.4, haste: 1), .init(cents: 1.4, gain: 0.32, haste: 1.1),
        ],
        body: Body(
          modes: [
            Body.Mode(frequency: 200, gain: 1.0, q: 10), Body.Mode(frequency: 425, gain: 1.3, q: 14),
            Body.Mode(frequency: 630, gain: 0.8, q: 14),
          ]
            + Body.forest(seed: 8, from: 750, to: 7500, spacing: 110, q: 18) { f in
              -4 + Body.hill(f, middle: 2400, octaves: 0.8, height: 5)
            }, direct: 0.7, lowCorner: 150, highCorner: 6500, highSlope: 10),
        thump: [
          .init(frequency: 205, gain: 0.8, q: 10), .init(frequency: 420, gain: 1, q: 14),
          .init(frequency: 700, gain: 0.5, q: 14), .init(frequency: 1150, gain: 0.3, q: 16),
        ],
        lead: 0.55, leadRatio: 0.8, loopSeconds: 0.14, ceiling: 15_000), layers: softAndHard),
    roots: [52, 57, 62, 67, 72, 77, 83, 90], level: -12.1, release: 0.42, darkening: 3000,
    generators: [.reverbSend: 120])

  /// A guitar with soft strings, played with the fingers.
  static let guitar = Timbre(
    name: "Guitar",
    model: .plucked(
      PluckedString(
        stroke: .init(
          position: 0.21, slope: 1.0, corner: 1900, softness: 9, reach: 1.5, contact: 0.0013, noise: -30,
          noiseFrequency: 2600, noiseSeconds: 0.005, knock: -17),
        stiffness: 0.00003, stiffnessRatio: 1.5, ring: 1.0, ringRatio: 0.7, airLoss: 1.3, innerLoss: 0.55,
        strands: [.init(cents: -0.2, gain: 1, haste: 2.1), .init(cents: 0.5, gain: 0.4, haste: 1)],
        body: guitarBody, thump: guitarThump, lead: 0.66, leadRatio: 0.8, loopSeconds: 0.17, ceiling: 10_000),
      layers: softAndHard),
    roots: [40, 46, 52, 58, 64, 71, 78], rate: 32_000, level: -11.9, release: 0.5, darkening: 3000,
    generators: [.reverbSend: 120])

  /// A guitar with steel strings and a pick, for accompaniment: brighter, longer, the wound strings' stiffness audible.
  static let steelGuitar = Timbre(
    name: "Steel Guitar",
    model: .plucked(
      PluckedString(
        stroke: .init(
          position: 0.16, slope: 0.95, corner: 3900, softness: 9, reach: 1.5, contact: 0.0009, noise: -24,
          noiseFrequency: 4800, noiseSeconds: 0.004, knock: -18),
        stiffness: 0.00006, stiffnessRatio: 1.5, ring: 1.5, ringRatio: 0.7, airLoss: 0.6, innerLoss: 0.13,
        strands: [.init(cents: -0.25, gain: 1, haste: 2.4), .init(cents: 0.6, gain: 0.4, haste: 1)],
        body: guitarBody, thump: guitarThump, lead: 0.7, leadRatio: 0.8, loopSeconds: 0.17, ceiling: 13_500),
      layers: softAndHard),
    roots: [40, 46, 52, 58, 64, 71, 78], rate: 32_000, level: -11.8, release: 0.5, darkening: 3000,
    generators: [.reverbSend: 120])

  /// The air, the top and the back of a guitar's box, and its upper resonances.
  private static let guitarBody = Body(
    modes: [
      Body.Mode(frequency: 101, gain: 1.3, q: 14), Body.Mode(frequency: 196, gain: 1.4, q: 16),
      Body.Mode(frequency: 265, gain: 0.8, q: 18), Body.Mode(frequency: 395, gain: 0.9, q: 18),
      Body.Mode(frequency: 540, gain: -0.6, q: 20),
    ]
      + Body.forest(seed: 9, from: 620, to: 6500, spacing: 105, q: 20) { f in f < 3000 ? -5 : -7 },
    direct: 0.8, lowCorner: 75, highCorner: 5200, highSlope: 9)

  private static let guitarThump: [Body.Mode] = [
    .init(frequency: 101, gain: 1, q: 13), .init(frequency: 196, gain: 1, q: 14),
    .init(frequency: 265, gain: 0.5, q: 15), .init(frequency: 395, gain: 0.5, q: 16),
    .init(frequency: 710, gain: 0.25, q: 18), .init(frequency: 1180, gain: 0.15, q: 18),
  ]

  /// An Irish harp: strings plucked towards their middle and left to ring over a long soundboard.
  static let harp = Timbre(
    name: "Harp",
    model: .plucked(
      PluckedString(
        stroke: .init(
          position: 0.37, slope: 1.0, corner: 1700, softness: 8, reach: 1.4, cornerTrack: 0.3, contact: 0.0014,
          noise: -33, noiseFrequency: 3000, noiseSeconds: 0.005, knock: -20),
        stiffness: 0.00003, stiffnessRatio: 1.5, ring: 1.5, ringRatio: 0.68, airLoss: 0.9, innerLoss: 0.3,
        strands: [.init(cents: -0.2, gain: 1, haste: 2.2), .init(cents: 0.6, gain: 0.42, haste: 1)],
        body: Body(
          modes: [
            Body.Mode(frequency: 170, gain: 0.9, q: 12), Body.Mode(frequency: 245, gain: 0.8, q: 14),
            Body.Mode(frequency: 360, gain: 0.9, q: 15),
          ]
            + Body.forest(seed: 10, from: 430, to: 5500, spacing: 95, q: 18) { _ in -7 },
          direct: 0.85, lowCorner: 55, highCorner: 5000, highSlope: 10),
        thump: [
          .init(frequency: 170, gain: 1, q: 10), .init(frequency: 245, gain: 0.7, q: 12),
          .init(frequency: 360, gain: 0.6, q: 12), .init(frequency: 640, gain: 0.3, q: 14),
        ],
        lead: 0.74, leadRatio: 0.78, loopSeconds: 0.17, ceiling: 11_000), layers: softAndHard),
    roots: [38, 46, 54, 62, 70, 78, 87], rate: 32_000, level: -12.9, release: 2.2, darkening: 3000, spread: 4,
    generators: [.reverbSend: 200])
}
