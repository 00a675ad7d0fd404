/// How freely a tune is played: each rule of playing, switched on or off or set to an amount.
///
/// A rule at 0 or false leaves its part of the notation as it is. ``plain`` is exact notation, ``session`` how a tune
/// is played among friends; amounts are of what is usual, so that 0.5 is half of it.
public struct Style: Hashable, Sendable {
  /// How unequal quavers are; see ``Swing``.
  public var swing = 0.0
  /// How much harder beats are struck; see ``BeatAccents``.
  public var accents = 0.0
  /// How far notes are parted, as the instrument asks; see ``Articulation``.
  public var articulation = 0.0
  /// How often cuts, rolls and trebles are played; see ``Ornaments``.
  public var ornaments = 0.0
  /// Whether there is a breath at the end of a phrase; see ``Phrasing``.
  public var phrasing = false
  /// How far players are off the beat; see ``HumanTiming``.
  public var timing = 0.0
  /// How much louder a phrase is in its middle than at its ends; see ``Dynamics``.
  public var dynamics = 0.0
  /// Whether a part is played with other ornaments the next time; see ``Ornaments``.
  public var variation = false
  /// Whether the last note is held; see ``FinalNote``.
  public var holdsFinalNote = false
  /// Whether a tune that names no tempo goes at its dance's pace, not at 120; see ``SessionTempo``.
  public var tempo = true
  /// Bars of clicks before the tune; see ``CountIn``.
  public var countIn = 0

  /// Exact notation at the pace of the dance.
  public static let plain = Style()

  /// All rules as they are usual; no clicks.
  public static let session: Style = {
    var style = Style()
    for rule in Rule.allCases { style[rule] = true }
    return style
  }()

  /// The rules, by the names that `--without` knows.
  public enum Rule: String, CaseIterable, Hashable, Sendable {
    case swing, accents, articulation, ornaments, phrasing, timing, dynamics, variation, tempo
    case finalNote = "final-note"
  }

  /// Whether a rule is followed at all; setting it makes it as it is usual, or switches it off.
  public subscript(rule: Rule) -> Bool {
    get {
      switch rule {
      case .swing: swing > 0
      case .accents: accents > 0
      case .articulation: articulation > 0
      case .ornaments: ornaments > 0
      case .phrasing: phrasing
      case .timing: timing > 0
      case .dynamics: dynamics > 0
      case .variation: variation
      case .finalNote: holdsFinalNote
      case .tempo: tempo
      }
    }
    set {
      let amount = newValue ? 1.0 : 0
      switch rule {
      case .swing: swing = amount
      case .accents: accents = amount
      case .articulation: articulation = amount
      case .ornaments: ornaments = amount
      case .phrasing: phrasing = newValue
      case .timing: timing = amount
      case .dynamics: dynamics = amount
      case .variation: variation = newValue
      case .finalNote: holdsFinalNote = newValue
      case .tempo: tempo = newValue
      }
    }
  }
}
