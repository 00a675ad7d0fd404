import Checkpoints
import Foundation
import Kernels
import Recurrent

/// What a run will take, told before it begins.
public struct TrainingForecast: Hashable, Sendable {
  /// The data it trains on and those it is tested on.
  public let data: DataFacts
  /// Numbers in the network.
  public let parameters: Int
  /// Updates of the first epoch; others may differ by one or two.
  public let updatesPerEpoch: Int
  /// Updates planned in all.
  public let updates: Int
  /// Bytes of memory that training takes, beyond what the process holds already; see ``Trainer/memory(resuming:)``.
  public let memory: Int
  /// Bytes of the state and the model together on the disk, while the next state is written beside the last.
  public let disk: Int
  /// Seconds an epoch will take, its evaluation on the held-out tunes included; measured, see ``Trainer/forecast``.
  public let secondsPerEpoch: Double
}

extension Trainer {
  /// Foretells the run, by making a few updates on a copy.
  ///
  /// Time is measured on a short, a middling and a long batch of the first epoch, over and over for two seconds or once
  /// at least, after an update that is not counted because it makes the kernels; and on one held-out batch. The seconds
  /// a token of these, times the tokens of an epoch, are its time.
  ///
  /// - Parameter resuming: whether a state is to be taken up, which takes memory for a while.
  /// - Complexity: that of five updates or more: seconds for a large network.
  public func forecast(resuming: Bool = false, shouldStop: () -> Bool = { false }) -> TrainingForecast {
    let plan = plan(epoch: 0).batches
    let stateBytes = 4 * network.parameterCount * (settings.averaging == nil ? 6 : 8)
    return TrainingForecast(
      data: data, parameters: network.parameterCount, updatesPerEpoch: plan.count, updates: plannedUpdates,
      memory: memory(resuming: resuming), disk: 2 * stateBytes + 2 * output.format.size * network.parameterCount,
      secondsPerEpoch: measuredEpoch(plan, shouldStop))
  }

  /// Bytes of memory that training takes at its height: an estimate from what is allocated.
  ///
  /// Weights, gradients (a set for each shard), Adam's two moments, the point to go back to, averages; the weights packed
  /// for products, once as they are and once transposed; and for each token of the largest batch, a layer's gates, cell
  /// and outputs kept for the backward pass. Measured against what the system told of whole runs, with what the process
  /// held before added: 7 to 17 % above for three layers of 256 and 512 units, 2 to 5 % below for two of 128.
  public func memory(resuming: Bool = false) -> Int {
    let (h, layers, product) = (network.hidden, network.layers, settings.precision.byteCount)
    let averages = settings.averaging == nil ? 0 : 1
    // Taking up a state holds its moments twice for a moment, but before there are gradients, packed weights and rows.
    let sets = 3 + settings.shards + averages + 3 + averages
    let packed = 2 * product * network.parameterCount
    let rows = plan(epoch: 0).batches.map { $0.reduce(0) { $0 + training[$1].count - 1 } }.max() ?? 0
    let row = layers * ((4 * h + 2 * h) * product + 4 * h) + 4 * h
    let chunks = settings.shards * 256 * (16 * h + (4 + product) * network.vocabularySize)
    // The library of products keeps a kernel for each number of rows it has met.
    let kernels = 64_000_000
    let running = kernels + 4 * sets * network.parameterCount + packed + rows * row + chunks
    let loading = 4 * (sets + 3) * network.parameterCount
    return resuming ? max(running, loading) : running
  }

  /// Seconds of an epoch, from a few updates and an evaluation on weights of their own.
  private func measuredEpoch(_ plan: [[Int]], _ shouldStop: () -> Bool) -> Double {
    var random = RandomSource(seed: settings.seed)
    let parameters = Parameters(configuration: network, initialising: &random)
    let gradients = Parameters(configuration: network)
    let adam = Adam(
      configuration: network, beta2: Float(settings.beta2), weightDecay: Float(settings.weightDecay))
    let learner = Learner(
      configuration: network, precision: settings.precision, shards: settings.shards, threads: output.threads)
    let bySize = plan.map { batch in PackedSequences(batch.map { training[$0] }) }.sorted {
      $0.tokenCount < $1.tokenCount
    }
    let samples = [bySize.count / 2, bySize.count / 6, bySize.count * 5 / 6].map { bySize[$0] }
    let clock = ContinuousClock()
    func seconds(_ body: () -> Void) -> Double { clock.measure(body).seconds }
    func update(_ batch: PackedSequences) {
      _ = learner.lossAndGradients(parameters, batch, dropout: Float(settings.dropout), seed: 1, into: gradients)
      Adam.clip(gradients, toGlobalNorm: Float(settings.clip))
      adam.step(parameters, gradients, learningRate: 1e-6)
    }
    update(samples[0])
    var (spent, tokens) = (0.0, 0)
    repeat {
      for batch in samples where !shouldStop() {
        spent += seconds { update(batch) }
        tokens += batch.tokenCount
      }
    } while spent < 2 && tokens < 100 * data.tokens && !shouldStop()
    guard tokens > 0 else { return 0 }
    let updating = spent / Double(tokens) * Double(data.tokens)
    let heldOut = heldOutBatches.sorted { $0.tokenCount < $1.tokenCount }
    guard !heldOut.isEmpty, !shouldStop() else { return updating }
    let sample = heldOut[heldOut.count / 2]
    return updating + seconds { _ = learner.loss(parameters, sample) } / Double(sample.tokenCount)
      * Double(data.heldOutTokens)
  }
}
