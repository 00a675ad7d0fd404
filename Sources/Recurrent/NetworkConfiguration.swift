/// The shape of a network: one-hot tokens, `layers` stacked LSTM layers of `hidden` units, a linear output.
public struct NetworkConfiguration: Codable, Hashable, Sendable {
  /// How many tokens there are (V).
  public var vocabularySize: Int
  /// How many LSTM layers are stacked (L).
  public var layers: Int
  /// Units of each layer (H).
  public var hidden: Int
  /// Whether each layer but the first adds its input to its output, which makes deep stacks learn early.
  public var residual: Bool

  /// folk-rnn's network unless told otherwise: three layers of 512 units.
  public init(vocabularySize: Int, layers: Int = 3, hidden: Int = 512, residual: Bool = false) {
    self.vocabularySize = vocabularySize
    self.layers = layers
    self.hidden = hidden
    self.residual = residual
  }

  /// Throws where a size makes no sense or the parameters would not fit any memory.
  public func validate() throws(NetworkConfigurationError) {
    func check(_ field: String, _ value: Int, _ range: ClosedRange<Int>) throws(NetworkConfigurationError) {
      guard range.contains(value) else {
        throw NetworkConfigurationError(field: field, value: value, allowed: range)
      }
    }
    try check("vocabularySize", vocabularySize, 2...1_000_000)
    try check("layers", layers, 1...64)
    try check("hidden", hidden, 1...16_384)
  }

  /// How many numbers the parameters hold.
  public var parameterCount: Int {
    let first = (vocabularySize + hidden + 1) * 4 * hidden
    let others = (layers - 1) * (2 * hidden + 1) * 4 * hidden
    return first + others + (hidden + 1) * vocabularySize
  }
}

/// A size in a ``NetworkConfiguration`` that no network can have.
public struct NetworkConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The field at fault.
  public let field: String
  /// What it held.
  public let value: Int
  /// What it may hold.
  public let allowed: ClosedRange<Int>

  /// What is wrong and what would mend it.
  public var description: String {
    "network: \(field) is \(value); give a number from \(allowed.lowerBound) to \(allowed.upperBound)"
  }
}
