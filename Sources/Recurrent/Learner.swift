import Kernels

/// Computes the loss of a batch and its gradients by backpropagation through the whole time of each tune.
public final class Learner {
  /// The network.
  public let configuration: NetworkConfiguration
  /// Format of the operands of matrix products.
  public let precision: Precision
  /// Parts each batch is cut into, one to a thread; results depend on it in the last bits and on nothing else.
  public let shards: Int
  /// Threads that share the shards; changes nothing but the speed.
  public let threads: Int

  /// Prepares for `configuration`.
  ///
  /// - Parameters:
  ///   - shards: parts of a batch; by default one for each core.
  ///   - threads: real threads; by default one for each shard.
  /// - Precondition: `configuration` validates; `shards` and `threads` are positive.
  public init(
    configuration: NetworkConfiguration, precision: Precision = .f32, shards: Int? = nil, threads: Int? = nil
  ) {
    self.configuration = configuration
    self.precision = precision
    self.shards = shards ?? 2
    self.threads = threads ?? self.shards
  }

  /// The loss of `batch`, summed over its tokens, in nats; `gradients` becomes the gradient of the MEAN nats per token.
  ///
  /// - Parameters:
  ///   - dropout: chance of each unit to be dropped between layers and before the output, in 0..<1.
  ///   - seed: decides which units are dropped; give each update another.
  /// - Precondition: every token lies in the vocabulary.
  public func lossAndGradients(
    _ parameters: Parameters, _ batch: PackedSequences, dropout: Float, seed: UInt64, into gradients: Parameters
  ) -> Double { 0 }

  /// The loss of `batch`, summed over its tokens, in nats, without dropout.
  public func loss(_ parameters: Parameters, _ batch: PackedSequences) -> Double { 0 }
}
