import Foundation
import Kernels
import Recurrent
import Testing

/// What a network may have besides its cells, for tests that hold for all of it.
enum NetworkOption: String, CaseIterable {
  case learnedStart, normalized, tied, all

  /// The network of `cell` with this option.
  func configuration(
    _ cell: Cell, residual: Bool = true, vocabulary: Int = 10, layers: Int = 2, hidden: Int = 9, context: [Int] = []
  ) -> NetworkConfiguration {
    var network = NetworkConfiguration(
      vocabularySize: vocabulary, layers: layers, hidden: hidden, residual: residual, cell: cell, context: context)
    switch self {
    case .learnedStart: network.initialState = .learned
    case .normalized: network.layerNorm = true
    case .tied: network.tied = true
    case .all: (network.initialState, network.layerNorm, network.tied) = (.learned, true, true)
    }
    return network
  }
}

/// The options that a network has by choice: the same checks as of a plain network.
@Suite struct NetworkOptionTests {
  /// Of nine units, one is in the tail of the eight-lane kernels. A lone marker and an empty tune among the lengths.
  private let lengths = [6, 2, 4, 4, 1, 0]

  private static let networks = NetworkOption.allCases.flatMap { option in Cell.allCases.map { (option, $0) } }

  @Test(arguments: networks, [false, true])
  func gradientsAreFiniteDifferences(network: (option: NetworkOption, cell: Cell), residual: Bool) throws {
    let context = residual ? [4, 1, 7] : []
    let configuration = network.option.configuration(network.cell, residual: residual, context: context)
    let sequences = randomSequences(lengths, vocabulary: 10, seed: 2)
    let contexts = randomContexts(sequences, sizes: context, seed: 3)
    try expectFiniteDifferences(
      randomParameters(configuration, seed: 1), sequences, contexts: context.isEmpty ? [] : contexts)
  }

  /// Loss and stepper are the f64 network's, with few streams and with many, in one block and in two.
  @Test(arguments: networks, [3, 20])
  func logitsAreTheDefinition(network: (option: NetworkOption, cell: Cell), streams: Int) {
    let parameters = randomParameters(network.option.configuration(network.cell, vocabulary: 9, hidden: 13), seed: 1)
    let naive = NaiveNetwork(parameters)
    let sequences = randomSequences([Int](repeating: 4, count: streams), vocabulary: 9, seed: 2)
    let expected = sequences.map { naive.logits($0) }
    let stepper = Stepper(parameters: parameters, streams: streams)
    // A stream that is put back starts as a new one does.
    _ = stepper.step([Int32](repeating: 3, count: streams))
    for stream in 0..<streams { stepper.reset(stream: stream) }
    for step in 0..<4 {
      let logits = stepper.step(sequences.map { $0[step] })
      for stream in 0..<streams {
        for token in 0..<9 {
          #expect(abs(Double(logits[stream * 9 + token]) - expected[stream][step][token]) < 1e-5)
        }
      }
    }
  }

  /// In bf16 too, where both round the same operands.
  @Test(arguments: networks, Precision.allCases)
  func stepperAgreesWithTheLearner(network: (option: NetworkOption, cell: Cell), precision: Precision) {
    let parameters = randomParameters(network.option.configuration(network.cell), seed: 3)
    let sequences = randomSequences([Int](repeating: 12, count: 9), vocabulary: 10, seed: 4)
    let learner = Learner(configuration: parameters.configuration, precision: precision, shards: 1)
    let loss = learner.loss(parameters, PackedSequences(sequences))
    for streams in [3, 9] {
      var nats = 0.0
      for first in stride(from: 0, to: 9, by: streams) {
        let stepper = Stepper(parameters: parameters, streams: streams, precision: precision)
        for step in 0..<11 {
          let logits = stepper.step(sequences[first..<first + streams].map { $0[step] })
          for stream in 0..<streams {
            let row = logits[stream * 10..<(stream + 1) * 10].map(Double.init)
            nats -= Reference.logarithm(Reference.softmax(row)[Int(sequences[first + stream][step + 1])])
          }
        }
      }
      #expect(abs(loss - nats) < (precision == .f32 ? 1e-5 : 1e-3) * loss)
    }
  }

  /// As for plain networks: operands with 8 bits of mantissa.
  @Test(arguments: networks)
  func bf16GradientsAreNear(network: (option: NetworkOption, cell: Cell)) {
    let parameters = randomParameters(network.option.configuration(network.cell), seed: 18)
    let batch = PackedSequences(randomSequences(lengths, vocabulary: 10, seed: 19))
    func gradients(_ precision: Precision) -> Parameters {
      let gradients = Parameters(configuration: parameters.configuration)
      let learner = Learner(configuration: parameters.configuration, precision: precision, shards: 2)
      _ = learner.lossAndGradients(parameters, batch, dropout: 0, seed: 0, into: gradients)
      return gradients
    }
    let (f32, bf16) = (gradients(.f32), gradients(.bf16))
    for tensor in f32.tensors {
      let distance = relativeDistance(bf16.values(of: tensor.name), f32.values(of: tensor.name))
      #expect(distance > 0 && distance < 0.02, "\(tensor.name)")
    }
  }

  @Test(arguments: networks, Precision.allCases)
  func threadsAndWhatWasBeforeChangeNoBit(network: (option: NetworkOption, cell: Cell), precision: Precision) {
    let parameters = randomParameters(network.option.configuration(network.cell), seed: 7)
    let batch = PackedSequences(randomSequences([21, 20, 12, 9, 9, 3], vocabulary: 10, seed: 8))
    let larger = PackedSequences(randomSequences([40, 30, 20, 10, 5], vocabulary: 10, seed: 9))
    let ignored = Parameters(configuration: parameters.configuration)
    func results(threads: Int, after other: PackedSequences?) -> (Double, Double, [[Float]]) {
      let learner = Learner(configuration: parameters.configuration, precision: precision, shards: 3, threads: threads)
      if let other { _ = learner.lossAndGradients(parameters, other, dropout: 0.3, seed: 2, into: ignored) }
      let gradients = Parameters(configuration: parameters.configuration)
      let loss = learner.lossAndGradients(parameters, batch, dropout: 0.3, seed: 1, into: gradients)
      return (loss, learner.loss(parameters, batch), gradients.tensors.map { gradients.values(of: $0.name) })
    }
    let expected = results(threads: 1, after: nil)
    #expect(results(threads: 3, after: nil) == expected)
    #expect(results(threads: 2, after: larger) == expected)
  }

  @Test(arguments: networks) func countsAndJSONAgree(network: (option: NetworkOption, cell: Cell)) throws {
    let configuration = network.option.configuration(network.cell)
    let tensors = Parameters(configuration: configuration).tensors
    #expect(tensors.map(\.count).reduce(0, +) == configuration.parameterCount)
    let json = try JSONEncoder().encode(configuration)
    #expect(try JSONDecoder().decode(NetworkConfiguration.self, from: json) == configuration)
  }

  /// The LSTM starts from an h and a c, the other cells from an h; a new network from zeros.
  @Test func whereATuneStarts() {
    for cell in Cell.allCases {
      var random = RandomSource(seed: 4)
      let network = NetworkOption.learnedStart.configuration(cell, layers: 2, hidden: 5)
      let parameters = Parameters(configuration: network, initialising: &random)
      let names = ["layers.0.initialOutput", "layers.1.initialOutput"]
      let states = ["layers.0.initialState", "layers.1.initialState"]
      for name in cell == .lstm ? names + states : names {
        #expect(parameters.tensor(named: name)?.shape == [5])
        #expect(parameters.tensor(named: name).map { _ in parameters.values(of: name) } == [0, 0, 0, 0, 0])
      }
      #expect((parameters.tensor(named: "layers.1.initialState") != nil) == (cell == .lstm))
      // Zeros that may change are still zeros: the loss is the plain network's.
      var plain = network
      plain.initialState = .zero
      let same = Parameters(configuration: plain)
      for tensor in same.tensors { same.set(parameters.values(of: tensor.name), of: tensor.name) }
      let batch = PackedSequences(randomSequences(lengths, vocabulary: 10, seed: 5))
      let loss = Learner(configuration: plain).loss(same, batch)
      #expect(abs(Learner(configuration: network).loss(parameters, batch) - loss) < 1e-6 * loss)
    }
  }

  /// A layer of one unit would hand on zeros.
  @Test func aSingleUnitIsNotNormalized() throws {
    try NetworkOption.normalized.configuration(.lstm, hidden: 2).validate()
    let error = #expect(throws: NetworkConfigurationError.self) {
      try NetworkOption.normalized.configuration(.lstm, hidden: 1).validate()
    }
    #expect(error?.field == "hidden")
  }

  /// A tied network is the plain one whose input rows are the product, computed by hand here.
  @Test func tiedTokensAreTheirOutputs() {
    let network = NetworkOption.tied.configuration(.gru, layers: 1, hidden: 6)
    let parameters = randomParameters(network, seed: 6)
    #expect(parameters.tensor(named: "layers.0.input")?.shape == [6, 18])
    var plain = network
    plain.tied = false
    let same = Parameters(configuration: plain)
    for tensor in same.tensors where tensor.name != "layers.0.input" {
      same.set(parameters.values(of: tensor.name), of: tensor.name)
    }
    let (output, input) = (parameters.values(of: "output.weight"), parameters.values(of: "layers.0.input"))
    var rows: [Float] = []
    for token in 0..<10 {
      for column in 0..<18 {
        var sum: Float = 0
        for unit in 0..<6 { sum += output[unit * 10 + token] * input[unit * 18 + column] }
        rows.append(sum)
      }
    }
    same.set(rows, of: "layers.0.input")
    let batch = PackedSequences(randomSequences(lengths, vocabulary: 10, seed: 7))
    let loss = Learner(configuration: plain).loss(same, batch)
    #expect(abs(Learner(configuration: network).loss(parameters, batch) - loss) < 1e-5 * loss)
  }

  /// Files say nothing of what a network has not, so those of earlier versions stay as they are.
  @Test func withoutAWordThereIsNone() throws {
    let text = #"{"hidden":64,"layers":2,"residual":true,"vocabularySize":137}"#
    let network = try JSONDecoder().decode(NetworkConfiguration.self, from: Data(text.utf8))
    #expect(network.initialState == .zero && !network.layerNorm && !network.tied)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(String(decoding: try encoder.encode(network), as: UTF8.self) == text)
    for bad in [#"initialState":"random""#, #"layerNorm":"yes""#, #"tied":1"#] {
      let unknown = text.replacing("}", with: ",\"\(bad)}")
      #expect(throws: DecodingError.self) {
        _ = try JSONDecoder().decode(NetworkConfiguration.self, from: Data(unknown.utf8))
      }
    }
  }
}
