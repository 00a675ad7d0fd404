import Kernels

/// Runs the network a token at a time for several streams at once: what sampling needs.
public final class Stepper {
  /// The network.
  public let configuration: NetworkConfiguration
  /// Format of the operands of matrix products.
  public let precision: Precision
  /// How many streams run now.
  public private(set) var streams: Int

  /// Takes a packed copy of `parameters` and starts `streams` streams from the zero state.
  public init(parameters: Parameters, streams: Int, precision: Precision = .f32) {
    configuration = parameters.configuration
    self.precision = precision
    self.streams = streams
  }

  /// Feeds one token to each stream and returns the logits of the next, `(streams, V)` row-major.
  ///
  /// - Precondition: one token for each stream, all in the vocabulary.
  public func step(_ tokens: [Int32]) -> [Float] {
    var logits: [Float] = []
    step(tokens, into: &logits)
    return logits
  }

  /// As ``step(_:)``, into an array that is made to fit and can be used again.
  public func step(_ tokens: [Int32], into logits: inout [Float]) {
    logits = [Float](repeating: 0, count: streams * configuration.vocabularySize)
  }

  /// Puts a stream back to the zero state, as at the start of a tune.
  public func reset(stream: Int) {}

  /// Makes stream `target` continue from where `source` is.
  public func copyState(from source: Int, to target: Int) {}

  /// Keeps only these streams, in this order; the rest are dropped. A stream may be named more than once (a beam that
  /// splits), but there can never be more streams than at the start.
  public func retain(streams kept: [Int]) { streams = kept.count }
}
