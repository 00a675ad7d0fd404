extension ChordSymbol {
  /// Which notes stand on the root of a chord, by the names MusicXML has for them.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case major, minor, dominant, diminished, augmented, power
    case majorSeventh = "major-seventh"
    case minorSeventh = "minor-seventh"
    case diminishedSeventh = "diminished-seventh"
    case halfDiminished = "half-diminished"
    case augmentedSeventh = "augmented-seventh"
    case majorMinor = "major-minor"
    case suspendedFourth = "suspended-fourth"
    case suspendedSecond = "suspended-second"
    case majorSixth = "major-sixth"
    case minorSixth = "minor-sixth"
    case dominantNinth = "dominant-ninth"
    case majorNinth = "major-ninth"
    case minorNinth = "minor-ninth"
    case dominant11th = "dominant-11th"
    case major11th = "major-11th"
    case minor11th = "minor-11th"
    case dominant13th = "dominant-13th"
    case major13th = "major-13th"
    case minor13th = "minor-13th"

    /// What is written behind the root, the usual form first.
    var suffixes: [String] { spelling.suffixes }

    /// Semitones above the root, the root's 0 first, rising.
    public var intervals: [Int] { spelling.intervals }

    private var spelling: (suffixes: [String], intervals: [Int]) {
      switch self {
      case .major: (["", "maj", "M", "major"], [0, 4, 7])
      case .minor: (["m", "min", "-", "minor"], [0, 3, 7])
      case .dominant: (["7", "dom7"], [0, 4, 7, 10])
      case .diminished: (["dim", "o", "°"], [0, 3, 6])
      case .augmented: (["aug", "+", "#5"], [0, 4, 8])
      case .power: (["5"], [0, 7])
      case .majorSeventh: (["maj7", "M7", "ma7", "j7", "Δ", "Δ7"], [0, 4, 7, 11])
      case .minorSeventh: (["m7", "min7", "-7"], [0, 3, 7, 10])
      case .diminishedSeventh: (["dim7", "o7", "°7"], [0, 3, 6, 9])
      case .halfDiminished: (["ø", "ø7", "m7b5", "min7b5", "-7b5"], [0, 3, 6, 10])
      case .augmentedSeventh: (["aug7", "+7", "7#5", "7+"], [0, 4, 8, 10])
      case .majorMinor: (["mmaj7", "mM7", "minmaj7"], [0, 3, 7, 11])
      case .suspendedFourth: (["sus4", "sus", "4"], [0, 5, 7])
      case .suspendedSecond: (["sus2", "2"], [0, 2, 7])
      case .majorSixth: (["6", "maj6", "M6"], [0, 4, 7, 9])
      case .minorSixth: (["m6", "min6", "-6"], [0, 3, 7, 9])
      case .dominantNinth: (["9"], [0, 4, 7, 10, 14])
      case .majorNinth: (["maj9", "M9"], [0, 4, 7, 11, 14])
      case .minorNinth: (["m9", "min9", "-9"], [0, 3, 7, 10, 14])
      case .dominant11th: (["11"], [0, 7, 10, 14, 17])
      case .major11th: (["maj11", "M11"], [0, 7, 11, 14, 17])
      case .minor11th: (["m11", "min11"], [0, 3, 7, 10, 14, 17])
      case .dominant13th: (["13"], [0, 4, 7, 10, 14, 21])
      case .major13th: (["maj13", "M13"], [0, 4, 7, 11, 14, 21])
      case .minor13th: (["m13", "min13"], [0, 3, 7, 10, 14, 21])
      }
    }
  }
}
