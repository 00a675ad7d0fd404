import Foundation
import Kernels

/// Computes the loss of a batch and its gradients by backpropagation through the whole time of each tune.
public final class Learner {
  /// The network.
  public let configuration: NetworkConfiguration
  /// Format of the operands of matrix products.
  public let precision: Precision
  /// Parts each batch is cut into, one to a thread; results depend on it in the last bits, as on the kind of processor.
  public let shards: Int
  /// Threads that share the shards; changes nothing but the speed.
  public let threads: Int
  private let network: PackedNetwork
  private let workspaces: [Workspace]
  /// Gradients of each shard but the first, which writes to the caller's.
  private var shardGradients: [Parameters] = []

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
    let count = shards ?? ProcessInfo.processInfo.activeProcessorCount
    precondition(count > 0 && (threads ?? 1) > 0, "at least one shard and one thread")
    self.shards = count
    self.threads = threads ?? count
    network = PackedNetwork(configuration, precision: precision, backward: true)
    workspaces = (0..<count).map { _ in Workspace(configuration, precision: precision) }
  }

  /// The loss of `batch`, summed over its tokens, in nats; `gradients` becomes the gradient of the MEAN nats per token.
  ///
  /// - Parameters:
  ///   - dropout: chance of each unit to be dropped between layers and before the output, in 0..<1.
  ///   - kind: whether each step of a tune drops others, or all the same.
  ///   - weightDrop: chance of each recurrent weight to be dropped for the whole call, in 0..<1.
  ///   - seed: decides what is dropped; give each update another.
  /// - Precondition: every token lies in the vocabulary.
  public func lossAndGradients(
    _ parameters: Parameters, _ batch: PackedSequences, dropout: Float, kind: Dropout.Kind = .step,
    weightDrop: Float = 0, seed: UInt64, into gradients: Parameters
  ) -> Double {
    precondition(gradients.configuration == configuration, "gradients of another network")
    guard batch.tokenCount > 0 else {
      gradients.withUnsafeMutableBuffer { $0.update(repeating: 0) }
      return 0
    }
    let work = deal(batch)
    let drop = WeightDrop(rate: weightDrop, seed: seed)
    network.pack(parameters, backward: true, threads: threads, weightDrop: drop.isActive ? drop : nil)
    while shardGradients.count < work.count - 1 { shardGradients.append(Parameters(configuration: configuration)) }
    let targets = [gradients] + shardGradients.prefix(work.count - 1)
    let mask = Dropout(rate: dropout, seed: seed, kind: kind)
    let scale = 1 / Float(batch.tokenCount)
    let nats = sumOverShards(work) { [network] index, workspace in
      let shard = work[index]
      let mask = mask.isActive ? mask : nil
      workspace.reserve(shard, keeping: true, paddedVocabulary: network.paddedVocabulary)
      workspace.forward(shard, network, dropout: mask, keeping: true)
      let nats = workspace.output(shard, network, gradients: targets[index], scale: scale)
      workspace.backward(shard, network, dropout: mask, into: targets[index])
      return nats
    }
    add(Array(targets.dropFirst()), to: gradients)
    if drop.isActive {
      inParallel(configuration.layers, threads: threads) { layer in
        drop.apply(
          to: gradients.recurrent(layer), rows: configuration.hidden, columns: configuration.gateWidth, layer: layer)
      }
    }
    return nats
  }

  /// The loss of `batch`, summed over its tokens, in nats, with nothing dropped.
  public func loss(_ parameters: Parameters, _ batch: PackedSequences) -> Double {
    let work = deal(batch)
    network.pack(parameters, backward: false, threads: threads)
    return sumOverShards(work) { [network] index, workspace in
      let shard = work[index]
      workspace.reserve(shard, keeping: false, paddedVocabulary: network.paddedVocabulary)
      workspace.forward(shard, network, dropout: nil, keeping: false)
      return workspace.output(shard, network, gradients: nil, scale: 1)
    }
  }

  /// Runs `body` on each shard of `batch`, on threads, with all that is packed for backward.
  func forShards(
    of batch: PackedSequences, _ parameters: Parameters,
    _ body: (_ index: Int, Shard, Workspace, PackedNetwork) -> Void
  ) {
    let work = deal(batch)
    network.pack(parameters, backward: true, threads: threads)
    inParallel(work.count, threads: threads) { body($0, work[$0], workspaces[$0], network) }
  }

  /// The shards of `batch` that have something to predict.
  private func deal(_ batch: PackedSequences) -> [Shard] {
    let tokens = 0..<Int32(configuration.vocabularySize)
    precondition(
      batch.inputs.allSatisfy(tokens.contains) && batch.targets.allSatisfy(tokens.contains),
      "a token beyond the vocabulary of \(configuration.vocabularySize)")
    let rows = 0..<Int32(configuration.contextRows)
    precondition(
      batch.context.count == batch.tokenCount * configuration.context.count && batch.context.allSatisfy(rows.contains),
      "a context of another network")
    return Shard.deal(batch, to: shards).filter { $0.rowCount > 0 }
  }

  /// Runs each shard, on threads; adds up what they return in the order of the shards.
  private func sumOverShards(_ work: [Shard], _ body: (Int, Workspace) -> Double) -> Double {
    let partial = UnsafeMutableBufferPointer<Double>.allocate(capacity: work.count)
    defer { partial.deallocate() }
    inParallel(work.count, threads: threads) { partial[$0] = body($0, workspaces[$0]) }
    return partial.reduce(0, +)
  }

  /// Adds gradients of shards in their order, each thread a range of the numbers.
  private func add(_ others: [Parameters], to gradients: Parameters) {
    guard !others.isEmpty else { return }
    let slice = 1 << 16
    gradients.withUnsafeMutableBuffer { target in
      inParallel((target.count + slice - 1) / slice, threads: threads) { index in
        let range = index * slice..<min((index + 1) * slice, target.count)
        for other in others {
          other.withUnsafeBuffer { source in
            guard let target = target.baseAddress, let source = source.baseAddress else { return }
            Rows.add(source + range.lowerBound, to: target + range.lowerBound, count: range.count)
          }
        }
      }
    }
  }
}
