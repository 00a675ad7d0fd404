/// A chord symbol such as `Am7/G` (ABC 2.1, section 4.18).
public struct ChordSymbol: Hashable, Sendable {
  /// A note a chord is named after or stands on.
  public struct Root: Hashable, Sendable {
    /// The letter.
    public var step: Step
    /// Semitones the letter is raised: -1 for `Bb`.
    public var alteration: Int

    /// A letter, raised by `alteration` semitones.
    public init(_ step: Step, alteration: Int = 0) {
      self.step = step
      self.alteration = alteration
    }

    /// 0 for C, 11 for B.
    public var pitchClass: Int { ((step.semitones + alteration) % 12 + 12) % 12 }

    /// `F#`, `Bb`.
    public var notation: String {
      String(step.letter) + String(repeating: alteration > 0 ? "#" : "b", count: Int(alteration.magnitude))
    }
  }

  /// A note a symbol names besides those of its kind.
  public struct Degree: Hashable, Sendable {
    /// Which note of the scale above the root, from 1.
    public var value: Int
    /// Semitones it is raised.
    public var alteration: Int
    /// Whether it replaces the note of the kind on that degree instead of joining it.
    public var replaces: Bool

    init(_ value: Int, _ alteration: Int = 0, replaces: Bool = false) {
      self.value = value
      self.alteration = alteration
      self.replaces = replaces
    }
  }

  /// What the chord is named after.
  public var root: Root
  /// The lowest note where it is another one than the root.
  public var bass: Root?
  /// Which notes stand on the root.
  public var kind: Kind
  /// Notes besides those of the kind.
  public var degrees: [Degree]
  /// What is written behind the root: `m7`.
  public var suffix: String

  /// A major or minor triad, a seventh or any other kind on a root, written the usual way.
  public init(_ root: Root, _ kind: Kind = .major) {
    self.root = root
    self.kind = kind
    degrees = []
    suffix = kind.suffixes[0]
  }

  /// Reads a symbol; nil where the text is words (`Fine`, `slow`).
  public init?(parsing text: String) {
    var rest = text.filter { !$0.isWhitespace }[...]
    if rest.count > 2, rest.first == "(", rest.last == ")" { rest = rest.dropFirst().dropLast() }
    guard let root = Self.root(&rest) else { return nil }
    self.root = root
    if let slash = rest.lastIndex(of: "/") {
      var behind = rest[rest.index(after: slash)...]
      // `C6/9` has no bass.
      if let bass = Self.root(&behind), behind.isEmpty {
        self.bass = bass
        rest = rest[..<slash]
      }
    }
    suffix = String(rest)
    let plain = String(rest.filter { $0 != "(" && $0 != ")" })
    guard let found = Self.kinds[plain] ?? Self.kinds[plain.lowercased()] else { return nil }
    kind = found.kind
    degrees = found.degrees
  }

  private static func root(_ text: inout Substring) -> Root? {
    guard let letter = text.first, ("A"..."G").contains(letter), let step = Step(letter: letter) else { return nil }
    text = text.dropFirst()
    var alteration = 0
    switch text.first {
    case "#", "♯": alteration = 1
    case "b", "♭": alteration = -1
    default: break
    }
    if alteration != 0 { text = text.dropFirst() }
    return Root(step, alteration: alteration)
  }

  private static let kinds: [String: (kind: Kind, degrees: [Degree])] = {
    var result: [String: (kind: Kind, degrees: [Degree])] = [:]
    for kind in Kind.allCases { for suffix in kind.suffixes { result[suffix] = (kind, []) } }
    for (suffix, kind, degree) in altered { result[suffix] = (kind, [degree]) }
    return result
  }()

  private static let altered: [(suffix: String, kind: Kind, degree: Degree)] = [
    ("add9", .major, Degree(9)), ("add2", .major, Degree(2)), ("add4", .major, Degree(4)),
    ("madd9", .minor, Degree(9)), ("6/9", .majorSixth, Degree(9)), ("69", .majorSixth, Degree(9)),
    ("7sus4", .suspendedFourth, Degree(7, -1)), ("7sus", .suspendedFourth, Degree(7, -1)),
    ("7b5", .dominant, Degree(5, -1, replaces: true)), ("7b9", .dominant, Degree(9, -1)),
    ("7#9", .dominant, Degree(9, 1)),
  ]

  /// The symbol as it is written: `Am7/G`.
  public var notation: String { root.notation + suffix + (bass.map { "/" + $0.notation } ?? "") }

  /// Semitones above the root of its notes, the root's 0 first, rising.
  public var intervals: [Int] {
    var result = kind.intervals
    for degree in degrees {
      let natural = [0, 2, 4, 5, 7, 9, 11][(degree.value - 1) % 7] + 12 * ((degree.value - 1) / 7)
      if degree.replaces { result.removeAll { $0 == natural } }
      result.append(natural + degree.alteration)
    }
    return Array(Set(result)).sorted()
  }
}
