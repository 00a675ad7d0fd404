/// How a score is to be played.
public struct Performance: Hashable, Sendable {
  /// Quarter beats a minute throughout, in place of the tempi the tune names; nil to take those, or ``SessionTempo``.
  public var tempo: Double?
  /// The General MIDI program, 0...127, of every voice; nil for those the tune asks for, or a fiddle.
  public var program: Int?
  /// Semitones up, down where negative. Notes that would leave MIDI's range stay in it by octaves.
  public var transposition: Int
  /// Semitones the melody sounds above that besides, as its instrument does: 12 for a whistle. Whoever accompanies does
  /// not.
  public var soundingShift: Int
  /// How hard an unaccented note is struck, 1...127.
  public var velocity: Int
  /// How much harder the first note of a bar is struck, 0 for none; other beats get a third of it.
  public var accent: Int

  /// A performance on the fiddle at the tune's own pace, with small accents.
  public init(
    tempo: Double? = nil, program: Int? = nil, transposition: Int = 0, soundingShift: Int = 0,
    velocity: Int = 84, accent: Int = 12
  ) {
    self.tempo = tempo
    self.program = program
    self.transposition = transposition
    self.soundingShift = soundingShift
    self.velocity = velocity
    self.accent = accent
  }
}
