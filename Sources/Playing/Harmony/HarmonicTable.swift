import Music

/// The numbers the harmoniser weighs chords with, in hundredths of a natural logarithm.
///
/// Learned from the chords people wrote over 146 tunes of the IrishMAN collection (S. Wu, X. Li, F. Yu and M. Sun,
/// "TunesFormer", 2023), the tuning half of `benchmarks harmonies`: counted first, as in the hidden Markov model of I.
/// Simon, D. Morris and S. Basu ("MySong: automatic accompaniment generation for vocal melodies", CHI 2008), then moved
/// by gradient to where the chords that were written are the most likely ones (a conditional random field, J. Lafferty,
/// A. McCallum and F. Pereira, ICML 2001), no farther than small penalties let them. Few of the tunes are mixolydian:
/// what is usual in the mode was put in by hand.
enum HarmonicTable {
  /// A chord as its place in the key: semitones of its root above the tonic, and whether it is minor.
  struct Chord: Sendable {
    var name: String
    var degree: Int
    var isMinor: Bool
    /// How well a bar of nothing but one degree of the key fits, for the twelve semitones above the tonic.
    var fit: [Int]
    /// What is added in the last bar of a part, in the first, and where a bar begins.
    var inLastBar: Int
    var inFirstBar: Int
    var onBarLine: Int
  }

  /// The chords.
  static let chords: [Chord] = [
    Chord(
      name: "I", degree: 0, isMinor: false,
      fit: [-697, -2572, -1202, -1603, -678, -1332, -1470, -700, -1935, -1173, -1104, -1351],
      inLastBar: 39, inFirstBar: 120, onBarLine: 29),
    Chord(
      name: "i", degree: 0, isMinor: true,
      fit: [-571, -2248, -1197, -775, -1378, -1188, -1908, -634, -1449, -1266, -1130, -2022],
      inLastBar: -36, inFirstBar: 77, onBarLine: 25),
    Chord(
      name: "II", degree: 2, isMinor: false,
      fit: [-1089, -1346, -697, -2575, -1197, -1669, -611, -1308, -1479, -713, -1921, -1145],
      inLastBar: -19, inFirstBar: -47, onBarLine: -36),
    Chord(
      name: "ii", degree: 2, isMinor: true,
      fit: [-1112, -2019, -631, -2253, -1163, -748, -1411, -1166, -1900, -677, -1440, -1263],
      inLastBar: -14, inFirstBar: -75, onBarLine: 47),
    Chord(
      name: "bIII", degree: 3, isMinor: false,
      fit: [-1139, -1110, -1349, -694, -2575, -1219, -1668, -628, -1311, -1465, -696, -1921],
      inLastBar: 1, inFirstBar: 40, onBarLine: 9),
    Chord(
      name: "iii", degree: 4, isMinor: true,
      fit: [-1428, -1267, -1116, -2017, -622, -2247, -1178, -743, -1396, -1141, -1911, -655],
      inLastBar: 58, inFirstBar: -47, onBarLine: 39),
    Chord(
      name: "IV", degree: 5, isMinor: false,
      fit: [-768, -1923, -1104, -1168, -1321, -715, -2576, -1214, -1681, -563, -1318, -1440],
      inLastBar: -94, inFirstBar: -34, onBarLine: -16),
    Chord(
      name: "iv", degree: 5, isMinor: true,
      fit: [-673, -1439, -1246, -1128, -2021, -587, -2253, -1177, -751, -1402, -1163, -1914],
      inLastBar: -60, inFirstBar: 25, onBarLine: -46),
    Chord(
      name: "V", degree: 7, isMinor: false,
      fit: [-1274, -1477, -693, -1874, -1137, -1051, -1354, -741, -2568, -1206, -1661, -671],
      inLastBar: 112, inFirstBar: -53, onBarLine: -5),
    Chord(
      name: "v", degree: 7, isMinor: true,
      fit: [-1150, -1912, -646, -1438, -1274, -1112, -2024, -630, -2254, -1191, -758, -1413],
      inLastBar: 49, inFirstBar: -37, onBarLine: 55),
    Chord(
      name: "bVI", degree: 8, isMinor: false,
      fit: [-627, -1308, -1474, -707, -1920, -1138, -1106, -1336, -693, -2575, -1204, -1667],
      inLastBar: -23, inFirstBar: 30, onBarLine: -32),
    Chord(
      name: "vi", degree: 9, isMinor: true,
      fit: [-766, -1408, -1181, -1910, -654, -1428, -1270, -1058, -2017, -621, -2252, -1146],
      inLastBar: -39, inFirstBar: 46, onBarLine: -32),
    Chord(
      name: "bVII", degree: 10, isMinor: false,
      fit: [-1213, -1664, -634, -1317, -1468, -701, -1923, -1142, -1098, -1344, -667, -2576],
      inLastBar: 18, inFirstBar: -43, onBarLine: -6),
  ]

  /// The usual chords of each family of modes, and how usual each is.
  static func usual(in mode: Mode) -> [(name: String, weight: Int)] {
    switch mode {
    case .major, .lydian:
      [
        ("I", -88), ("ii", -243), ("II", -222), ("iii", -208), ("IV", -113), ("V", -73), ("vi", -140), ("bVII", -327),
      ]
    case .mixolydian:
      [
        ("I", -81), ("ii", -421), ("IV", -136), ("V", -150), ("v", -280), ("bVII", -29),
      ]
    case .dorian:
      [
        ("i", -70), ("bVII", -95), ("v", -157), ("bIII", -144), ("IV", -157), ("V", -179),
      ]
    case .minor, .phrygian, .locrian:
      [
        ("i", -96), ("iv", -135), ("v", -242), ("V", -41), ("bVII", -119), ("bVI", -236), ("bIII", -134),
      ]
    }
  }

  /// How easily one chord follows another, by the semitones from root up to root: over a bar line, and within a bar.
  static let overBarLine = [46, 13, 30, -111, -100, 82, -54, 4, -77, -30, -54, -122]
  static let withinBar = [193, -138, -48, -116, -99, -25, -38, -11, -104, -51, -90, -133]

  /// How much less half a bar tells of its chord than a bar.
  static let halfBar = 0.85
}
