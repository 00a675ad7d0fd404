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
    var random = RandomSource(seed: 1)
    let parameters = Parameters(configuration: network, initialising: &random)
    let gradients = Parameters(configuration: network)
    let learner = Learner(configuration: network, precision: precision, shards: shards)
    let adam = Adam(configuration: network)
    let sequences = (0..<batch).map { index in
      let length = steps - steps * ragged / 100 * index / max(batch - 1, 1)
      return (0...length).map { _ in Int32.random(in: 0..<Int32(vocabulary), using: &random) }
    }
    let packed = PackedSequences(sequences)
    var rates: [Double] = []
    // On a machine that others use too, time on the processor says more than time on the clock.
    var processorRates: [Double] = []
    for update in 0...updates {
      let start = ContinuousClock.now
      let processorStart = processorSeconds
      _ = learner.lossAndGradients(parameters, packed, dropout: dropout, seed: UInt64(update), into: gradients)
      Adam.clip(gradients, toGlobalNorm: 1)
      adam.step(parameters, gradients, learningRate: 0.001)
      // The first update makes kernels and buffers.
      guard update > 0 else { continue }
      rates.append(Double(packed.tokenCount) / (ContinuousClock.now - start).seconds)
      processorRates.append(Double(packed.tokenCount) / (processorSeconds - processorStart))
    }
    print(
      "lilt \(precision.rawValue)\(precision.isNative ? "" : ", not native"): \(rates.summary) tokens/s, peak",
      "\(peakMegabytes) MB, \(processorRates.median) tokens a second of processor time")
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
