import ArgumentParser
import Foundation
import Kernels
import Recurrent

/// Whole updates (forward, backward, clipping, AdamW) on random tokens, as pytorch_lstm.py makes them.
struct TrainingSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "training", abstract: "Tokens trained a second.")

  @Option(help: "Tokens of the vocabulary.") var vocabulary = 137
  @Option(help: "Layers.") var layers = 3
  @Option(help: "Units of a layer.") var hidden = 512
  @Option(help: "The cell: lstm, gru or rnn.") var cell = Cell.lstm
  @Option(help: "Tunes of a batch.") var batch = 64
  @Option(help: "Tokens a tune predicts.") var steps = 128
  @Option(help: "Share by which the shortest tune is shorter than the longest, in per cent.") var ragged = 0
  @Option(help: "f32 or bf16.") var precision = "f32"
  @Option(help: "Chance of a unit to be dropped.") var dropout: Float = 0
  @Option(help: "Updates to measure; their median is printed.") var updates = 5
  @Option(help: "Parts of a batch; by default one a core.") var shards: Int?

  mutating func run() throws {
    guard let precision = Precision(rawValue: precision) else {
      throw ValidationError("--precision takes f32 or bf16")
    }
    let network = NetworkConfiguration(vocabularySize: vocabulary, layers: layers, hidden: hidden, cell: cell)
    try network.validate()
    let timer = UpdateTimer(network, precision: precision, dropout: dropout, shards: shards)
    var random = RandomSource(seed: 1)
    let sequences = (0..<batch).map { index in
      let length = steps - steps * ragged / 100 * index / max(batch - 1, 1)
      return (0...length).map { _ in Int32.random(in: 0..<Int32(vocabulary), using: &random) }
    }
    let packed = PackedSequences(sequences)
    // The first update makes buffers.
    let times = (0...updates).map { _ in timer.update(packed) }.dropFirst()
    let rates = times.map { Double($0.tokens) / $0.seconds }
    let processorRates = times.map { Double($0.tokens) / $0.processorSeconds }
    print(
      "lilt \(precision.rawValue)\(precision.isNative ? "" : ", not native"): \(rates.summary) tokens/s, peak",
      "\(peakMegabytes) MB, \(processorRates.median) tokens a second of processor time")
  }
}

/// Makes updates of a new network and takes the time of each.
final class UpdateTimer {
  private let parameters: Parameters
  private let gradients: Parameters
  private let learner: Learner
  private let adam: Adam
  private let dropout: Float

  /// What an update took. On a machine that others use too, time on the processor says more than time on the clock.
  struct Update {
    let tokens: Int
    let seconds: Double
    let processorSeconds: Double
  }

  init(_ network: NetworkConfiguration, precision: Precision, dropout: Float, shards: Int?) {
    var random = RandomSource(seed: 1)
    parameters = Parameters(configuration: network, initialising: &random)
    gradients = Parameters(configuration: network)
    learner = Learner(configuration: network, precision: precision, shards: shards)
    adam = Adam(configuration: network)
    self.dropout = dropout
  }

  /// One update, packing of the batch included.
  func update(_ batch: @autoclosure () -> PackedSequences) -> Update {
    let start = ContinuousClock.now
    let processorStart = processorSeconds
    let batch = batch()
    _ = learner.lossAndGradients(
      parameters, batch, dropout: dropout, seed: UInt64(adam.stepCount), into: gradients)
    Adam.clip(gradients, toGlobalNorm: 1)
    adam.step(parameters, gradients, learningRate: 0.001)
    return Update(
      tokens: batch.tokenCount, seconds: (ContinuousClock.now - start).seconds,
      processorSeconds: processorSeconds - processorStart)
  }
}

extension Duration {
  /// This many seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

extension [Double] {
  /// The median, rounded down.
  var median: Int { isEmpty ? 0 : Int(sorted()[count / 2]) }

  /// The median, and the extremes.
  var summary: String {
    let sorted = sorted()
    guard let first = sorted.first, let last = sorted.last else { return "none" }
    return "\(median) (\(Int(first)) to \(Int(last)))"
  }
}

/// What the system has counted of this process.
private var usage: rusage {
  var usage = rusage()
  #if canImport(Darwin)
    getrusage(RUSAGE_SELF, &usage)
  #else
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  #endif
  return usage
}

/// The most memory this process has held.
var peakMegabytes: Int {
  #if canImport(Darwin)
    Int(usage.ru_maxrss) >> 20
  #else
    usage.ru_maxrss >> 10
  #endif
}

/// Time all threads have spent on a processor.
var processorSeconds: Double {
  let (user, system) = (usage.ru_utime, usage.ru_stime)
  return Double(user.tv_sec + system.tv_sec) + Double(user.tv_usec + system.tv_usec) * 1e-6
}
