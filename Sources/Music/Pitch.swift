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

/// The fraction of an accidental: 1/2 in `^/c`, a quarter tone up; 3/2 in `^3/2c` (ABC 2.1, section 4.2).
public struct Microtone: Hashable, Sendable {
  /// Above the line.
  public var over: UInt8
  /// Below the line, not 0.
  public var under: UInt8

  /// `over` parts of `under`; nil where `under` is 0.
  public init?(_ over: UInt8, _ under: UInt8) {
    guard under > 0 else { return nil }
    self.over = over
    self.under = under
  }

  /// `/` for 1/2, `3/2`, `/4`.
  public var notation: String {
    (over == 1 && under > 1 ? "" : String(over)) + (under == 1 ? "" : under == 2 && over == 1 ? "/" : "/\(under)")
  }
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
  /// The part of the accidental that is meant, where it is a microtone; nil for the whole of it.
  public var microtone: Microtone?

  /// A step in an octave, with or without an accidental.
  public init(_ step: Step, octave: Int = 0, accidental: Accidental? = nil, microtone: Microtone? = nil) {
    self.step = step
    self.octave = octave
    self.accidental = accidental
    self.microtone = microtone
  }

  /// The semitones its accidental alters it by; nil without one. A microtone sounds as the nearest semitone, halves away
  /// from natural.
  public var writtenAlteration: Int? {
    guard let accidental else { return nil }
    guard let microtone else { return accidental.alteration }
    let (over, under) = (2 * accidental.alteration * Int(microtone.over), 2 * Int(microtone.under))
    return (over + over.signum() * Int(microtone.under)) / under
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
