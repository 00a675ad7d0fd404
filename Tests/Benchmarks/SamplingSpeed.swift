import ArgumentParser
import Foundation
import Kernels
import Recurrent

/// Steps of several streams with softmax and a draw for each, as pytorch_lstm.py makes them.
struct SamplingSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sampling", abstract: "Tokens sampled a second.")

  @Option(help: "Tokens of the vocabulary.") var vocabulary = 137
  @Option(help: "Layers.") var layers = 3
  @Option(help: "Units of a layer.") var hidden = 512
  @Option(help: "The cell: lstm, gru or rnn.") var cell = Cell.lstm
  @Option(parsing: .upToNextOption, help: "Streams that run side by side.") var streams = [1, 64, 256]
  @Option(help: "f32 or bf16.") var precision = "f32"
  @Option(help: "Seconds to measure each for.") var seconds = 2.0

  mutating func run() throws {
    guard let precision = Precision(rawValue: precision) else {
      throw ValidationError("--precision takes f32 or bf16")
    }
    let network = NetworkConfiguration(vocabularySize: vocabulary, layers: layers, hidden: hidden, cell: cell)
    try network.validate()
    var random = RandomSource(seed: 1)
    let parameters = Parameters(configuration: network, initialising: &random)
    for count in streams {
      let stepper = Stepper(parameters: parameters, streams: count, precision: precision)
      var tokens = [Int32](repeating: 0, count: count)
      var logits: [Float] = []
      var rates: [Double] = []
      for _ in 0..<5 {
        let start = ContinuousClock.now
        var steps = 0
        while (ContinuousClock.now - start).seconds < seconds / 5 {
          stepper.step(tokens, into: &logits)
          for stream in 0..<count { tokens[stream] = draw(logits, stream, &random) }
          steps += 1
        }
        rates.append(Double(steps * count) / (ContinuousClock.now - start).seconds)
      }
      print("lilt \(precision.rawValue), \(count) streams: \(rates.summary) tokens/s, peak \(peakMegabytes) MB")
    }
  }

  private func draw(_ logits: [Float], _ stream: Int, _ random: inout RandomSource) -> Int32 {
    let row = logits[stream * vocabulary..<(stream + 1) * vocabulary]
    let greatest = row.max() ?? 0
    let weights = row.map { exp($0 - greatest) }
    var left = random.uniform() * weights.reduce(0, +)
    for (token, weight) in weights.enumerated() {
      left -= weight
      if left <= 0 { return Int32(token) }
    }
    return Int32(vocabulary - 1)
  }
}
