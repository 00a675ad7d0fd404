import Music

/// Something in an ABC text that is wrong, where it is, and what would mend it.
public struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
  /// How much is lost.
  public enum Severity: String, Hashable, Sendable {
    /// The music cannot be what was meant.
    case error
    /// The music is most likely right all the same.
    case warning
  }

  /// How much is lost.
  public var severity: Severity
  /// Where it stands in the file.
  public var place: Place
  /// What is wrong.
  public var message: String
  /// What would mend it.
  public var mend: String

  /// A problem at a place.
  public init(_ severity: Severity = .error, at place: Place, _ message: String, mend: String) {
    self.severity = severity
    self.place = place
    self.message = message
    self.mend = mend
  }

  /// `line:column: error: what; what would mend it`.
  public var description: String { "\(place.line):\(place.column): \(severity): \(message); \(mend)" }
}
