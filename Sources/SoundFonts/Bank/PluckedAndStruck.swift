/// The instruments whose notes die away: banjo, mandolin, guitar, harp, piano.
extension Timbre {
  /// A tenor banjo: a pick near the bridge, a skin that gives the sound away at once.
  static let banjo = Timbre(
    name: "Banjo",
    model: .plucked(
      PluckedString(
        position: 0.09, softCorner: 4200, softness: 9, stiffness: 0.00004, ring: 0.34, ringRatio: 0.74, damping: 0.5,
        prompt: 1.2, promptSeconds: 0.06, knock: -10, knockFrequency: 1300, knockSeconds: 0.007,
        body: Body(
          resonances: [(320, 3, 4), (750, 4, 3), (1500, 3, 3), (3000, 4, 2)], lowCorner: 260, highCorner: 6000,
          highSlope: 12, ripple: 3), lead: 0.5, loopSeconds: 0.2)),
    roots: [36, 43, 49, 55, 60, 65, 70, 75, 81, 88], level: -15.5, release: 0.25,
    generators: [.reverbSend: 90])

  /// A mandolin or bouzouki: steel strings in pairs, a hard pick.
  static let mandolin = Timbre(
    name: "Mandolin",
    model: .plucked(
      PluckedString(
        position: 0.14, softCorner: 3600, softness: 9, stiffness: 0.00006, ring: 0.8, ringRatio: 0.66, damping: 1.0,
        unison: [(0, 1), (6, 0.8)], prompt: 0.5, promptSeconds: 0.1, knock: -15, knockFrequency: 2500,
        knockSeconds: 0.006,
        body: Body(
          resonances: [(200, 3, 5), (420, 4, 5), (900, 2, 3), (2400, 4, 2)], lowCorner: 130, highCorner: 5500,
          highSlope: 12, ripple: 3), lead: 0.55, loopSeconds: 0.35)),
    roots: [40, 47, 54, 60, 66, 72, 78, 84, 91], level: -15.5, release: 0.4,
    generators: [.reverbSend: 110])

  /// A guitar with soft strings, played with the fingers.
  static let guitar = Timbre(
    name: "Guitar",
    model: .plucked(
      PluckedString(
        position: 0.21, softCorner: 1500, softness: 9, stiffness: 0.00003, ring: 1.0, ringRatio: 0.68, damping: 1.2,
        prompt: 0.6, promptSeconds: 0.12, knock: -20, knockFrequency: 700, knockSeconds: 0.01,
        body: Body(
          resonances: [(105, 5, 7), (205, 5, 7), (400, 3, 5), (1000, 2, 3)], lowCorner: 80, highCorner: 4500,
          highSlope: 12, ripple: 2.5), lead: 0.65, loopSeconds: 0.25)),
    roots: [33, 40, 46, 52, 58, 64, 70, 76, 84], level: -15.5, release: 0.5,
    generators: [.reverbSend: 110])

  /// An Irish harp: strings plucked at their middle and left to ring.
  static let harp = Timbre(
    name: "Harp",
    model: .plucked(
      PluckedString(
        position: 0.36, softCorner: 1300, softness: 8, stiffness: 0.00003, ring: 1.3, ringRatio: 0.68, damping: 1.3,
        prompt: 0.5, promptSeconds: 0.15, knock: -24, knockFrequency: 900, knockSeconds: 0.012,
        body: Body(
          resonances: [(180, 3, 5), (350, 3, 5), (800, 2, 3)], lowCorner: 60, highCorner: 4500, highSlope: 12, ripple: 2
        ),
        lead: 0.6, loopSeconds: 0.25)),
    roots: [38, 47, 54, 61, 68, 75, 82, 91], level: -16.2, release: 1.8,
    generators: [.reverbSend: 180])

  /// A piano: a felt hammer at an eighth of three stiff strings, the prompt sound and the after-sound of Weinreich
  /// (1977).
  static let piano = Timbre(
    name: "Piano",
    model: .plucked(
      PluckedString(
        position: 0.12, softCorner: 1250, softness: 11, stiffness: 0.00035, ring: 1.5, ringRatio: 0.66, damping: 0.9,
        unison: [(0, 1), (1.5, 0.6)], prompt: 1.3, promptSeconds: 0.22, knock: -24, knockFrequency: 500,
        knockSeconds: 0.014,
        body: Body(
          resonances: [(110, 2, 3), (250, 2, 3)], lowCorner: 55, highCorner: 5000, highSlope: 12, ripple: 1.5),
        lead: 0.55, loopSeconds: 0.35)),
    roots: [27, 35, 43, 50, 57, 64, 71, 78, 86, 95, 105], level: -16.7, release: 0.5,
    generators: [.reverbSend: 110])
}
