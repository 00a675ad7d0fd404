import ArgumentParser
import Corpora
import Foundation
import Kernels
import Recurrent
import Tokens

/// Updates of an epoch over real tunes, of 40 to 1,200 tokens, as pytorch_lstm.py makes them.
struct EpochSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "epoch", abstract: "Tokens of real tunes trained a second.")

  @Option(help: "Tunes as tokens, a line each: what lilt corpus --tokens writes.") var tunes: String
  @Option(help: "Layers.") var layers = 3
  @Option(help: "Units of a layer.") var hidden = 512
  @Option(help: "Tunes of a batch.") var batch = 64
  @Option(help: "f32 or bf16.") var precision = "f32"
  @Option(help: "Batches to measure, spread over an epoch sorted by length.") var updates = 20

  func run() throws {
    guard let precision = Precision(rawValue: precision) else {
      throw ValidationError("--precision takes f32 or bf16")
    }
    let words = try String(contentsOfFile: tunes, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: " ").map(String.init)
    }
    let vocabulary = Vocabulary(tokens: words.joined())
    let sequences = try words.map { try vocabulary.encode(tune: $0) }
    var batches = BatchPlan(lengths: sequences.map(\.count), tunes: batch, jitter: 0, seed: 0, epoch: 0).batches
    batches.sort { sequences[$0[0]].count < sequences[$1[0]].count }
    let count = min(updates, batches.count)
    let chosen = (0..<count).map { batches[$0 * batches.count / count] }
    let network = NetworkConfiguration(vocabularySize: vocabulary.count, layers: layers, hidden: hidden)
    let timer = UpdateTimer(network, precision: precision, dropout: 0, shards: nil)
    // The first update, of the longest tunes, makes buffers.
    let times = (chosen.suffix(1) + chosen).map { batch in
      timer.update(PackedSequences(batch.map { sequences[$0] }))
    }.dropFirst()
    let tokens = Double(times.reduce(0) { $0 + $1.tokens })
    print(
      "lilt \(precision.rawValue)\(precision.isNative ? "" : ", not native"):",
      "\(Int(tokens / times.reduce(0) { $0 + $1.seconds })) real tokens/s, peak \(peakMegabytes) MB,",
      "\(Int(tokens / times.reduce(0) { $0 + $1.processorSeconds })) tokens a second of processor time")
  }
}
