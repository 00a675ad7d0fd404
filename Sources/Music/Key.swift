/// A mode of the diatonic scale, in the order of the sharps its signature has relative to major.
public enum Mode: String, CaseIterable, Hashable, Sendable, Codable {
  case lydian = "lyd"
  case major = "maj"
  case mixolydian = "mix"
  case dorian = "dor"
  case minor = "min"
  case phrygian = "phr"
  case locrian = "loc"

  /// Sharps of the signature relative to major on the same tonic: 1 for lydian, -3 for minor.
  public var sharpsRelativeToMajor: Int {
    switch self {
    case .lydian: 1
    case .major: 0
    case .mixolydian: -1
    case .dorian: -2
    case .minor: -3
    case .phrygian: -4
    case .locrian: -5
    }
  }
}

/// The seven letters, C first, as ABC octaves are counted.
public enum Step: Int, CaseIterable, Hashable, Sendable, Comparable {
  case c, d, e, f, g, a, b

  /// Semitones above C when natural.
  public var semitones: Int { [0, 2, 4, 5, 7, 9, 11][rawValue] }
  /// The capital letter.
  public var letter: Character { ["C", "D", "E", "F", "G", "A", "B"][rawValue] }

  /// The step a letter names, in either case.
  public init?(letter: Character) {
    guard let ascii = letter.asciiValue else { return nil }
    self.init(ascii: ascii)
  }

  /// The step a letter in ASCII names, in either case.
  public init?(ascii letter: UInt8) {
    switch letter | 0x20 {
    case UInt8(ascii: "c"): self = .c
    case UInt8(ascii: "d"): self = .d
    case UInt8(ascii: "e"): self = .e
    case UInt8(ascii: "f"): self = .f
    case UInt8(ascii: "g"): self = .g
    case UInt8(ascii: "a"): self = .a
    case UInt8(ascii: "b"): self = .b
    default: return nil
    }
  }

  /// By place in the scale, C first.
  public static func < (left: Step, right: Step) -> Bool { left.rawValue < right.rawValue }
}

/// A key: tonic, mode and the accidentals that its signature sets.
///
/// ABC 2.1 section 3.1.14. A signature holds one alteration a step, in semitones; explicit accidentals of a key (`K:D =c ^g`)
/// are merged into it.
public struct Key: Hashable, Sendable {
  /// The tonic's letter; nil for `K:none` and for signatures with no tonic (`HP`, `exp`).
  public var tonic: Step?
  /// Semitones the tonic is raised: -1 for `Bb`, 1 for `F#`.
  public var tonicAlteration: Int
  /// The mode; major where the key names none.
  public var mode: Mode
  /// Alterations in semitones of the steps that are not natural, after explicit accidentals.
  public var signature: [Step: Int]

  /// A key with the signature its tonic and mode imply.
  public init(_ tonic: Step, alteration: Int = 0, mode: Mode = .major) {
    self.tonic = tonic
    tonicAlteration = alteration
    self.mode = mode
    signature = Key.signature(sharps: Key.sharps(tonic: tonic, alteration: alteration, mode: mode))
  }

  /// A key that has a signature but no tonic: `K:none`, `K:HP`, `K:exp`.
  public init(signature: [Step: Int]) {
    tonic = nil
    tonicAlteration = 0
    mode = .major
    self.signature = signature
  }

  /// C major: what a tune sounds in where it names no key.
  public static let cMajor = Key(.c)

  private static let fifths: [Step] = [.f, .c, .g, .d, .a, .e, .b]

  /// Sharps (flats negative) of a key's signature: 2 for D major, -3 for C minor. May pass 7 for keys such as G# major.
  public static func sharps(tonic: Step, alteration: Int, mode: Mode) -> Int {
    fifths.firstIndex(of: tonic)! - 1 + 7 * alteration + mode.sharpsRelativeToMajor
  }

  /// The alterations of `sharps` sharps, or of flats where negative.
  public static func signature(sharps: Int) -> [Step: Int] {
    var result: [Step: Int] = [:]
    for k in 0..<min(sharps.magnitude, 28) {
      let index = Int(k % 7)
      result[sharps > 0 ? fifths[index] : fifths[6 - index], default: 0] += sharps.signum()
    }
    return result
  }

  /// Sharps of the signature as MIDI counts them, -7...7, explicit accidentals left out.
  public var sharps: Int {
    if let tonic { return max(-7, min(7, Key.sharps(tonic: tonic, alteration: tonicAlteration, mode: mode))) }
    return max(-7, min(7, signature.values.reduce(0, +)))
  }

  /// The pitch class of the tonic, 0 for C; nil where there is none.
  public var tonicPitchClass: Int? {
    tonic.map { (($0.semitones + tonicAlteration) % 12 + 12) % 12 }
  }

  /// The alteration the signature gives a step, in semitones.
  public func alteration(of step: Step) -> Int { signature[step] ?? 0 }

  /// `Edor`, `Bbmaj`, `none`: tonic and mode in the form the tokens use.
  public var name: String {
    guard let tonic else { return "none" }
    let accidental = tonicAlteration > 0 ? "#" : tonicAlteration < 0 ? "b" : ""
    return "\(tonic.letter)\(accidental)\(mode.rawValue)"
  }
}
