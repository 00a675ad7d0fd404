/// What the steps of a bar sound: the key signature, and the accidentals met so far in the bar.
///
/// An accidental holds for its step in every octave until the bar line (ABC 2.1, section 11.3, the default
/// `propagate-accidentals: pitch`). A tie carries it over the bar line to the note it is tied to, and no further.
public struct AccidentalScope: Sendable {
  /// The key in force.
  public var key: Key {
    didSet { if key != oldValue { inBar = [:] } }
  }
  private var inBar: [Step: Int] = [:]
  private var tied: [Int: Int] = [:]

  /// A scope at the start of a bar in `key`.
  public init(key: Key) { self.key = key }

  /// The alteration in semitones that `pitch` sounds with; a written accidental is remembered for the bar.
  public mutating func alteration(of pitch: WrittenPitch) -> Int {
    if let accidental = pitch.accidental {
      inBar[pitch.step] = accidental.alteration
      return accidental.alteration
    }
    if let carried = tied[pitch.staffPosition] { return carried }
    return current(pitch.step)
  }

  /// The alteration a step has without an accidental of its own.
  public func current(_ step: Step) -> Int { inBar[step] ?? key.alteration(of: step) }

  /// Records that a note sounding with `alteration` is tied, so that the next one at its place sounds the same.
  public mutating func tie(_ pitch: WrittenPitch, alteration: Int) { tied[pitch.staffPosition] = alteration }

  /// Ends the effect of a tie at a place of the staff: the tied note has come.
  public mutating func endTie(at pitch: WrittenPitch) { tied[pitch.staffPosition] = nil }

  /// Forgets the accidentals of the bar; ties survive.
  public mutating func crossBarLine() { inBar = [:] }
}
