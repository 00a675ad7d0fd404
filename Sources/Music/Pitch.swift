/// An accidental written before a note.
public enum Accidental: Int, CaseIterable, Hashable, Sendable {
  case doubleFlat = -2
  case flat, natural, sharp, doubleSharp

  /// Semitones it raises a natural step.
  public var alteration: Int { rawValue }

  /// The accidental that raises a natural step by `alteration` semitones; nil beyond a double sharp or flat.
  public init?(alteration: Int) { self.init(rawValue: alteration) }

  /// The ABC signs: `__` `_` `=` `^` `^^`.
  public var notation: String { ["__", "_", "=", "^", "^^"][rawValue + 2] }
}

/// A note as it is written: a step of the staff and the accidental before it, if any.
///
/// What it sounds depends on the key and on accidentals earlier in the bar; see ``AccidentalScope``.
public struct WrittenPitch: Hashable, Sendable {
  /// The letter.
  public var step: Step
  /// The octave: 0 for `C` (middle C) to `B`, 1 for `c` to `b`, -1 for `C,`.
  public var octave: Int
  /// The accidental written before it.
  public var accidental: Accidental?

  /// A step in an octave, with or without an accidental.
  public init(_ step: Step, octave: Int = 0, accidental: Accidental? = nil) {
    self.step = step
    self.octave = octave
    self.accidental = accidental
  }

  /// The place on the staff: 0 for middle C, 7 for `c`.
  public var staffPosition: Int { octave * 7 + step.rawValue }

  /// The MIDI note number of the natural step.
  public var naturalMIDI: Int { 60 + 12 * octave + step.semitones }

  /// The same written pitch moved by `steps` places on the staff, accidental kept.
  public func moved(steps: Int) -> WrittenPitch {
    let position = staffPosition + steps
    let octave = Int((Double(position) / 7).rounded(.down))
    return WrittenPitch(Step(rawValue: position - 7 * octave)!, octave: octave, accidental: accidental)
  }
}
