/// DropConnect (Wan et al. 2013) on weights that act at every step: some are 0 for a whole update, the others grow so that
/// the mean stays. On recurrent weights it is the weight drop of AWD-LSTM (Merity et al. 2018).
///
/// What is dropped is a function of the seed, layer, row and column alone, so the gradient draws the same numbers again.
public struct WeightDrop: Sendable {
  private let dropout: Dropout

  /// Drops with chance `rate`, in 0..<1. One seed serves this and a ``Dropout``: they draw apart.
  public init(rate: Float, seed: UInt64) {
    // Any other stream would do: the bits of the golden ratio.
    dropout = Dropout(rate: rate, seed: seed ^ 0x9E37_79B9_7F4A_7C15)
  }

  /// Whether anything is dropped at all.
  public var isActive: Bool { dropout.isActive }

  /// Applies the mask of `layer` to a `(rows, columns)` matrix of weights, or to the gradient of them.
  ///
  /// - Complexity: O(rows columns).
  public func apply(to weights: UnsafeMutablePointer<Float>, rows: Int, columns: Int, layer: Int) {
    for row in 0..<rows {
      dropout.apply(to: weights + row * columns, count: columns, layer: layer, sequence: row, step: 0)
    }
  }
}
