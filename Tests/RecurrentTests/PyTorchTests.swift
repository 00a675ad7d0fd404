import Foundation
import Kernels
import Recurrent
import Testing

/// What make_fixture.py recorded.
private struct Fixture: Decodable {
  struct Case: Decodable {
    let residual: Bool
    let weights: [String: [Float]]
    let losses: [Double]
    let gradients: [String: [Float]]
    let norm: Float
    let stepped: [String: [Float]]
  }

  let vocabulary: Int
  let layers: Int
  let hidden: Int
  let sequences: [[Int32]]
  let rate: Float
  let decay: Float
  let cases: [Case]

  static func load(_ network: RecordedNetwork) throws -> Fixture {
    let name = "pytorch-\(network.cell.rawValue)" + (network.option.map { "-\($0.fixture)" } ?? "")
    let url = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }

  func parameters(_ network: RecordedNetwork, _ recorded: Case) -> Parameters {
    let configuration =
      network.option?.configuration(
        network.cell, residual: recorded.residual, vocabulary: vocabulary, layers: layers, hidden: hidden)
      ?? NetworkConfiguration(
        vocabularySize: vocabulary, layers: layers, hidden: hidden, residual: recorded.residual, cell: network.cell)
    let parameters = Parameters(configuration: configuration)
    for (name, values) in recorded.weights { parameters.set(values, of: name) }
    return parameters
  }
}

/// One of the networks that were recorded.
struct RecordedNetwork: Sendable {
  let cell: Cell
  let option: NetworkOption?
  /// 0 is plain, 1 residual.
  let index: Int
}

extension NetworkOption {
  /// What the fixture's name ends in.
  fileprivate var fixture: String {
    switch self {
    case .learnedStart: "learned"
    case .normalized: "norm"
    case .tied: "tied"
    case .all: "all"
    }
  }
}

/// ‖a - b‖ / ‖b‖.
func relativeDistance(_ a: [Float], _ b: [Float]) -> Double {
  precondition(a.count == b.count)
  var distance = 0.0
  var length = 0.0
  for (x, y) in zip(a, b) {
    distance += Double(x - y) * Double(x - y)
    length += Double(y) * Double(y)
  }
  return (distance / max(length, 1e-300)).squareRoot()
}

/// The expected numbers come from PyTorch 2.13 in f64, which shares no code with Lilt: see Fixtures/make_fixture.py.
@Suite struct PyTorchTests {
  /// Every cell, without and with each option, plain and residual.
  private static let cases = Cell.allCases.flatMap { cell in
    ([nil] + NetworkOption.allCases).flatMap { option in
      [0, 1].map { RecordedNetwork(cell: cell, option: option, index: $0) }
    }
  }

  @Test(arguments: cases, [1, 2, 3])
  func lossAndGradients(of network: RecordedNetwork, shards: Int) throws {
    let fixture = try Fixture.load(network)
    let recorded = fixture.cases[network.index]
    let parameters = fixture.parameters(network, recorded)
    let gradients = Parameters(configuration: parameters.configuration)
    let learner = Learner(configuration: parameters.configuration, shards: shards)
    let batch = PackedSequences(fixture.sequences)
    let loss = learner.lossAndGradients(parameters, batch, dropout: 0, seed: 0, into: gradients)
    #expect(abs(loss - recorded.losses[0]) < 1e-5 * recorded.losses[0])
    #expect(abs(learner.loss(parameters, batch) - recorded.losses[0]) < 1e-5 * recorded.losses[0])
    for tensor in gradients.tensors {
      let expected = try #require(recorded.gradients[tensor.name])
      #expect(relativeDistance(gradients.values(of: tensor.name), expected) < 1e-5, "\(tensor.name)")
    }
  }

  @Test(arguments: cases)
  func stepsOfAdamW(of network: RecordedNetwork) throws {
    let fixture = try Fixture.load(network)
    let recorded = fixture.cases[network.index]
    let parameters = fixture.parameters(network, recorded)
    let gradients = Parameters(configuration: parameters.configuration)
    let learner = Learner(configuration: parameters.configuration, shards: 2)
    let adam = Adam(configuration: parameters.configuration, weightDecay: fixture.decay)
    for expected in recorded.losses {
      let loss = learner.lossAndGradients(
        parameters, PackedSequences(fixture.sequences), dropout: 0, seed: 0, into: gradients)
      #expect(abs(loss - expected) < 1e-5 * expected)
      adam.step(parameters, gradients, learningRate: fixture.rate)
    }
    for tensor in parameters.tensors {
      let expected = try #require(recorded.stepped[tensor.name])
      #expect(relativeDistance(parameters.values(of: tensor.name), expected) < 1e-5, "\(tensor.name)")
    }
  }

  @Test(arguments: cases)
  func globalNorm(of network: RecordedNetwork) throws {
    let fixture = try Fixture.load(network)
    let recorded = fixture.cases[network.index]
    let gradients = Parameters(configuration: fixture.parameters(network, recorded).configuration)
    for (name, values) in recorded.gradients { gradients.set(values, of: name) }
    #expect(abs(Adam.clip(gradients, toGlobalNorm: .infinity) - recorded.norm) < 1e-5 * recorded.norm)
    #expect(gradients.values(of: "output.weight") == recorded.gradients["output.weight"])
    Adam.clip(gradients, toGlobalNorm: recorded.norm / 4)
    #expect(abs(Adam.clip(gradients, toGlobalNorm: .infinity) - recorded.norm / 4) < 1e-5 * recorded.norm)
  }
}
