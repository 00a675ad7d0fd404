/// How a voice stands on its staff and where it sounds (ABC 2.1, sections 4.6 and 7.1).
public struct Staff: Hashable, Sendable {
  /// The clef as written, octave sign included: `treble`, `bass`, `treble-8`; nil where none is named.
  public var clef: String?
  /// Octaves the written notes are raised (`octave=-1`).
  public var octave: Int?
  /// Semitones the voice sounds above what is written (`transpose=-2`).
  public var transposition: Int?
  /// What a `V:` field calls the voice on the page (`name="Tenor"`); nil where it does not.
  public var name: String?

  /// A staff; what is nil stays as it was.
  public init(clef: String? = nil, octave: Int? = nil, transposition: Int? = nil, name: String? = nil) {
    self.clef = clef
    self.octave = octave
    self.transposition = transposition
    self.name = name
  }

  /// Semitones between what is written and what sounds: octave, transposition and the clef's `+8` or `-8`.
  public var soundingShift: Int {
    let sign = clef.map { $0.hasSuffix("+8") ? 12 : $0.hasSuffix("-8") ? -12 : 0 } ?? 0
    return 12 * (octave ?? 0) + (transposition ?? 0) + sign
  }

  /// This staff where `other` says nothing else.
  public func updated(by other: Staff) -> Staff {
    Staff(
      clef: other.clef ?? clef, octave: other.octave ?? octave, transposition: other.transposition ?? transposition,
      name: other.name ?? name)
  }

  /// The staff as a `K:` or `V:` field names it: `clef=treble-8 octave=-1`; empty where it names nothing.
  public var notation: String {
    var words: [String] = []
    if let clef { words.append("clef=\(clef)") }
    if let octave { words.append("octave=\(octave)") }
    if let transposition { words.append("transpose=\(transposition)") }
    if let name { words.append("name=\"\(name)\"") }
    return words.joined(separator: " ")
  }
}
