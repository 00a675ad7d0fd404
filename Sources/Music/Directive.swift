/// An instruction to programs: `%%MIDI program 40`, `I:propagate-accidentals octave` (ABC 2.1, section 11).
public struct Directive: Hashable, Sendable {
  /// The first word: `MIDI`, `propagate-accidentals`.
  public var name: String
  /// The words behind it.
  public var arguments: [String]

  /// A directive with its arguments.
  public init(_ name: String, _ arguments: [String] = []) {
    self.name = name
    self.arguments = arguments
  }

  /// The text of a directive, without `%%` or `I:`; nil where there is no word.
  public init?(_ text: some StringProtocol) {
    let words = text.split { $0.isWhitespace }.map { String($0) }
    guard let name = words.first else { return nil }
    self.init(name, Array(words.dropFirst()))
  }
}

/// How far an accidental holds within its bar (ABC 2.1, section 11.3).
public enum AccidentalReach: String, Hashable, Sendable {
  /// For its own note alone.
  case note = "not"
  /// For the notes of its place on the staff.
  case octave
  /// For its step in every octave: what the standard takes where nothing is said.
  case pitch

  /// What `propagate-accidentals` asks for; nil for any other directive.
  public init?(_ directive: Directive) {
    guard directive.name.lowercased() == "propagate-accidentals", let word = directive.arguments.first?.lowercased()
    else { return nil }
    self.init(rawValue: word)
  }
}
