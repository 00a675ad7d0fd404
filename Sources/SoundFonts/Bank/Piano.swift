extension Timbre {
  /// A piano: a felt hammer at an eighth of three stiff strings, harder felt and a shorter blow with force and upwards;
  /// the prompt sound and the after-sound; the soundboard's thump.
  static let piano = Timbre(
    name: "Piano",
    model: .plucked(
      PluckedString(
        stroke: .init(
          position: 0.122, slope: 0.6, corner: 950, softness: 9.5, reach: 1.5, cornerTrack: 0.3, contact: 0.0018,
          noise: -34, noiseFrequency: 1800, noiseSeconds: 0.006, knock: -19),
        stiffness: 0.00038, stiffnessRatio: 2.0, ring: 2.4, ringRatio: 0.7, airLoss: 0.55, innerLoss: 0.1,
        strands: [
          .init(cents: -0.35, gain: 1, haste: 3.4), .init(cents: 0.25, gain: 0.85, haste: 2.8),
          .init(cents: 0.45, gain: 0.36, haste: 1),
        ],
        body: Body(
          modes: Body.forest(seed: 11, from: 70, to: 5200, spacing: 75, q: 16) { f in f < 1500 ? -7 : -9 },
          direct: 1, lowCorner: 52, highCorner: 5500, highSlope: 10),
        thump: [
          .init(frequency: 88, gain: 1, q: 7), .init(frequency: 137, gain: 0.9, q: 8),
          .init(frequency: 210, gain: 0.7, q: 9), .init(frequency: 333, gain: 0.5, q: 10),
          .init(frequency: 520, gain: 0.35, q: 11), .init(frequency: 1240, gain: 0.15, q: 12),
        ],
        lead: 0.78, leadRatio: 0.8, loopSeconds: 0.2, ceiling: 11_000),
      layers: [(0...56, 0.2), (57...90, 0.46), (91...127, 0.74)]),
    roots: [29, 38, 46, 54, 62, 70, 78, 87, 98], rate: 32_000, level: -12.2, release: 0.55, darkening: 1800, spread: 4,
    generators: [.reverbSend: 120])
}
