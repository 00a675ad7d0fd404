/// An information field: a letter, a colon and a value (ABC 2.1, section 3).
public struct Field: Hashable, Sendable {
  /// What a field means to the music; fields that change nothing that sounds are `text`.
  public enum Content: Hashable, Sendable {
    case key(Key)
    /// nil for free meter, `M:none`.
    case meter(Meter?)
    case unitLength(Fraction)
    case tempo(Tempo)
    /// A voice by its name.
    case voice(String)
    /// `P:` in the header: the order in which the parts are played.
    case parts(PartOrder)
    /// `P:` within the music: the part that begins here.
    case part(String)
    /// `I:` and `%%`: an instruction to programs.
    case directive(Directive)
    /// `U:`: what a letter stands for, such as `!trill!`.
    case symbol(Character, String)
    case text
  }

  /// The letter before the colon; `%` for a comment or a directive on a line of its own, which has no colon.
  public var letter: Character
  /// The value as written, comment and outer blanks left out.
  public var value: String
  /// The value as understood.
  public var content: Content
  /// Clef, octave and transposition that a `K:` or `V:` field names besides; nil where it names none.
  public var staff: Staff?
  /// Whether it stands between brackets inside the music.
  public var isInline: Bool

  /// A field with a value.
  public init(
    _ letter: Character, _ value: String, content: Content = .text, staff: Staff? = nil, isInline: Bool = false
  ) {
    self.letter = letter
    self.value = value
    self.content = content
    self.staff = staff
    self.isInline = isInline
  }

  /// The field as a line or between brackets: `K:D`, `%%MIDI program 40`.
  public var notation: String { letter == "%" ? "%\(value)" : "\(letter):\(value)" }
}
