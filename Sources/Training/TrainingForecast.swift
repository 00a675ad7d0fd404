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
  /// Updates of the first epoch; others may differ by a few.
  public let updatesPerEpoch: Int
  /// Updates planned in all.
  public let updates: Int
  /// Bytes of memory that training takes, beyond what the process holds already; see ``Trainer/memory``.
  public let memory: Int
  /// Bytes of the state and the model together on the disk, while the next state is written beside the last.
  public let disk: Int
  /// Seconds an epoch will take, its evaluation on the held-out tunes included; measured, see
  /// ``Trainer/forecast(shouldStop:)``.
  public let secondsPerEpoch: Double
}

extension Trainer {
  /// Foretells the run, by making a few updates on a copy.
  ///
  /// Time is measured on a short, a middling and a long batch of the first epoch, over and over for two seconds or once
  /// at least, after an update that is not counted because it makes the kernels; and on one held-out batch. The seconds
  /// a token of these, times the tokens of an epoch, are its time.
  ///
  /// - Complexity: that of four updates and an evaluation, or more: seconds for a large network.
  public func forecast(shouldStop: () -> Bool = { false }) -> TrainingForecast {
    let plan = plan(epoch: 0).batches
    let stateBytes = 4 * network.parameterCount * (settings.averaging == nil ? 6 : 8)
    return TrainingForecast(
      data: data, parameters: network.parameterCount, updatesPerEpoch: plan.count, updates: plannedUpdates,
      memory: memory, disk: 2 * stateBytes + 2 * output.format.size * network.parameterCount,
      secondsPerEpoch: measuredEpoch(plan, shouldStop))
  }

  /// Bytes of memory that training takes at its height: an estimate from what is allocated.
  ///
  /// Weights, Adam's two moments, averages, all of that again as the point to go back to, gradients (a set for each
  /// shard), and once more the best model, which is read at the end; the weights packed for products, once as they are
  /// and once transposed; and for each token of the largest batch, what a layer keeps for the backward pass. Taking up
  /// a state takes less: it is read before there are gradients and rows.
  ///
  /// Measured against the system's peak of whole runs, with what the process held before added: within 3 % of it, for
  /// LSTM, GRU and tanh networks from two layers of 128 to three of 512 units, f32 and bf16.
  public var memory: Int {
    let (h, vocabulary, layers, cell) = (network.hidden, network.vocabularySize, network.layers, network.cell)
    let (shards, precision) = (settings.shards, settings.precision)
    let (operand, gates, padded) = (precision.byteCount, cell.gateCount * h, (vocabulary + 15) / 16 * 16)

    let sets = 2 * (3 + (settings.averaging == nil ? 0 : 1)) + shards + 1
    // bf16 where the processor multiplies in it, else the rounded numbers as f32.
    let packed = ProductKernel.fastest == .tiles || !precision.isNative ? 4 : operand
    let weights =
      2 * packed * ((2 * layers - 1) * h * gates + h * padded) + 4
      * ((vocabulary + network.context.reduce(0, +)) * gates + h * padded)

    // The recurrent weights that an update leaves; a tied input's gradients, its weights and their other arrangement.
    let left =
      (settings.weightDrop > 0 ? 4 * layers * h * gates : 0)
      + (network.tied ? 4 * (shards * vocabulary * (gates + h) + h * (gates + vocabulary)) : 0)

    let rows = plan(epoch: 0).batches.map(tokenCount).max() ?? 0
    // Gates, the h before and what goes into the layer above; the state; in f32 the gradient takes the inputs' place.
    let kept = layers * ((cell.recordCount + 2) * h * operand + (cell.carriesState ? 4 * h : 0))
    let row = kept + (precision == .f32 && !network.layerNorm ? 0 : 4 * h) + (network.layerNorm ? 4 * layers : 0)

    // What each shard goes through in pieces of 256 rows, or of a step.
    let abreast = (min(settings.batch, training.count) + shards - 1) / shards
    let step = 4 * abreast * (2 * h + (cell.keepsRecurrentApart ? gates : 0))
    let piece = max(256, abreast) * (4 * cell.recordCount * h + (4 + operand) * padded)
    // Tiles pack the other operand of a gradient; the library keeps a kernel for each number of rows it has met.
    let products = ProductKernel.fastest == .tiles ? shards * 4 * 320 * max(gates, padded) : 64_000_000
    return 4 * sets * network.parameterCount + weights + left + rows * row + shards * (step + piece) + products
  }

  private func tokenCount(of batch: [Int]) -> Int { batch.reduce(0) { $0 + training[$1].count - 1 } }

  /// Seconds of an epoch, from a few updates and an evaluation on weights of their own.
  private func measuredEpoch(_ plan: [[Int]], _ shouldStop: () -> Bool) -> Double {
    var random = RandomSource(seed: settings.seed)
    let parameters = Parameters(configuration: network, initialising: &random)
    let gradients = Parameters(configuration: network)
    let adam = Adam(
      configuration: network, beta2: Float(settings.beta2), weightDecay: Float(settings.weightDecay))
    let learner = Learner(
      configuration: network, precision: settings.precision, shards: settings.shards, threads: output.threads)
    let bySize = plan.sorted { tokenCount(of: $0) < tokenCount(of: $1) }
    let samples = [bySize.count / 2, bySize.count / 6, bySize.count * 5 / 6].map { packed(bySize[$0]) }
    let clock = ContinuousClock()
    func seconds(_ body: () -> Void) -> Double { clock.measure(body).seconds }
    func update(_ batch: PackedSequences) {
      _ = learner.lossAndGradients(
        parameters, batch, dropout: Float(settings.dropout), kind: settings.dropoutKind,
        weightDrop: Float(settings.weightDrop), seed: 1, into: gradients)
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
