import ArgumentParser
import Checkpoints
import Foundation
import Kernels
import Recurrent
import Sampling
import Tokens

/// Steps of several streams with softmax and a draw for each, as pytorch_lstm.py makes them; with a model, whole tunes.
struct SamplingSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sampling", abstract: "Tokens sampled a second.")

  @Option(help: "Tokens of the vocabulary.") var vocabulary = 137
  @Option(help: "Layers.") var layers = 3
  @Option(help: "Units of a layer.") var hidden = 512
  @Option(help: "The cell: lstm, gru or rnn.") var cell = Cell.lstm
  @Option(parsing: .upToNextOption, help: "Streams that run side by side.") var streams = [1, 64, 256]
  @Option(help: "f32 or bf16.") var precision = "f32"
  @Flag(help: "Round the weights to bf16 first, as those of a model stored in bf16 are; all else stays f32.")
  var rounded = false
  @Option(help: "Seconds to measure each for.") var seconds = 2.0
  @Option(help: "A model, or 'bundled': measures how long its composer takes, and what of that the network takes.")
  var model: String?

  mutating func run() throws {
    if let model {
      let model = model == "bundled" ? try Model.bundled : try Model(loading: model)
      for count in streams { try measure(model, count) }
      return
    }
    guard let precision = Precision(rawValue: precision) else {
      throw ValidationError("--precision takes f32 or bf16")
    }
    let network = NetworkConfiguration(vocabularySize: vocabulary, layers: layers, hidden: hidden, cell: cell)
    try network.validate()
    var random = RandomSource(seed: 1)
    let parameters = Parameters(configuration: network, initialising: &random)
    if rounded { parameters.withUnsafeMutableBuffer { roundToBF16($0.baseAddress!, count: $0.count) } }
    for count in streams {
      let stepper = Stepper(parameters: parameters, streams: count, precision: precision)
      var tokens = [Int32](repeating: 0, count: count)
      var logits: [Float] = []
      let rates = measured {
        stepper.step(tokens, into: &logits)
        for stream in 0..<count { tokens[stream] = draw(logits, stream, &random) }
        return count
      }
      let name = precision.rawValue + (rounded ? ", weights of bf16" : "")
      print("lilt \(name), \(count) streams: \(rates.summary) tokens/s, peak \(peakMegabytes) MB")
    }
  }

  /// Microseconds of processor time that `body` takes for a token, the least of five parts of the time there is: other
  /// programs hardly show in it.
  private func leastMicroseconds(_ body: () -> Int) -> Double {
    (0..<5).map { _ in
      let start = processorSeconds
      var tokens = 0
      while processorSeconds - start < seconds / 5 { tokens += body() }
      return (processorSeconds - start) / Double(tokens) * 1e6
    }.min() ?? 0
  }

  /// Calls `body`, which says how many tokens it made, for the time there is; tokens a second of five parts of it.
  private func measured(_ body: () throws -> Int) rethrows -> [Double] {
    try (0..<5).map { _ in
      let start = ContinuousClock.now
      var tokens = 0
      while (ContinuousClock.now - start).seconds < seconds / 5 { tokens += try body() }
      return Double(tokens) / (ContinuousClock.now - start).seconds
    }
  }

  /// Whole tunes with the grammar and without, and bare steps of as many streams.
  private func measure(_ model: Model, _ count: Int) throws {
    let methods: [(String, SamplingMethod)] = [
      ("drawn", .random(temperature: 0.9)), ("top-p, min-p", .random(temperature: 0.9, topP: 0.95, minP: 0.02)),
    ]
    let stepper = Stepper(parameters: model.parameters, streams: count)
    let inputs = (0..<count).map { Int32($0 % model.vocabulary.count) }
    // Of a context only that there is one matters here, not which.
    var start: Int32 = 0
    let row = model.configuration.context.map { size in
      defer { start += Int32(size) }
      return start
    }
    let context = (0..<count).flatMap { _ in row }
    var logits: [Float] = []
    let steps = measured {
      for _ in 0..<10 { stepper.step(inputs, context: context, into: &logits) }
      return 10 * count
    }
    let step = leastMicroseconds {
      stepper.step(inputs, context: context, into: &logits)
      return count
    }
    let cores = Double(ProcessInfo.processInfo.activeProcessorCount)
    print("\(count) streams, the network alone: \(steps.summary) tokens/s, \(figure(step)) us of processors a token")
    for (name, method) in methods {
      for grammar in [nil, TuneGrammar(model.vocabulary)] {
        var desk = SamplingDesk(model, grammar: grammar, method: method, streams: count)
        let choice = leastMicroseconds {
          desk.choose(logits)
          return count
        }
        // The choice keeps one core busy, the network all of them.
        let share = choice / (choice + step / cores)
        let label = "\(count) streams, \(name), \(grammar == nil ? "free" : "with the grammar")"
        print("\(label): the choice takes \(figure(choice)) us a token, \(figure(100 * share)) % of the time")
      }
    }
    guard count <= Composer.streams else { return }
    for grammar in [nil, TuneGrammar(model.vocabulary)] {
      let composer = Composer(model: model, grammar: grammar)
      var seed: UInt64 = 0
      let rates = try measured {
        seed += 1
        let settings = SamplingSettings(.random(temperature: 0.9), maxTokens: 1000)
        return try composer.compose(4 * count, settings: settings, seed: seed).reduce(0) { $0 + $1.tokensChosen }
      }
      print("\(count) streams, whole tunes, \(grammar == nil ? "free" : "with the grammar"): \(rates.summary) tokens/s")
    }
  }

  private func figure(_ number: Double) -> String { String(format: "%.1f", number) }

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

/// What the composer does between two steps of the network, with nothing of the network.
private struct SamplingDesk {
  private let grammar: TuneGrammar?
  private let size: Int
  private var states: [TuneGrammar.State?]
  private var random = RandomSource(seed: 1)
  private var mask: [Bool]
  private var expectation: Expectation
  private var draw: TokenDraw
  private(set) var sum = 0.0

  init(_ model: Model, grammar: TuneGrammar?, method: SamplingMethod, streams: Int) {
    self.grammar = grammar
    size = model.vocabulary.count
    states = [TuneGrammar.State?](repeating: grammar?.start(), count: streams)
    mask = [Bool](repeating: true, count: size)
    expectation = Expectation(vocabularySize: size)
    draw = TokenDraw(method)
  }

  mutating func choose(_ logits: [Float]) {
    for stream in states.indices {
      let base = stream * size
      if let grammar, let state = states[stream] { grammar.allow(after: state, into: &mask) }
      expectation.read(logits, from: base, mask: mask)
      let token = draw.draw(logits, from: base, mask: mask, expectation: expectation, using: &random)
      sum += expectation.logProbability(of: token, logits, from: base)
      if let grammar {
        _ = grammar.advance(&states[stream]!, by: token)
        if states[stream]!.isFinished { states[stream] = grammar.start() }
      }
    }
  }
}
