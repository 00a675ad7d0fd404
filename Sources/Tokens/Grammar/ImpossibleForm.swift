/// A form that no tune can have, or none over the vocabulary at hand.
public struct ImpossibleForm: Error, Hashable, Sendable, CustomStringConvertible {
  /// What stands in the way.
  public var reason: String
  /// What would mend it.
  public var mend: String

  /// A reason and what would mend it.
  public init(_ reason: String, mend: String) {
    self.reason = reason
    self.mend = mend
  }

  /// `reason; mend`.
  public var description: String { "\(reason); \(mend)" }
}
