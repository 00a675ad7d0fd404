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

  static func load(_ cell: Cell) throws -> Fixture {
    let name = "pytorch-\(cell.rawValue)"
    let url = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }

  func configuration(_ cell: Cell, _ recorded: Case) -> NetworkConfiguration {
    NetworkConfiguration(
      vocabularySize: vocabulary, layers: layers, hidden: hidden, residual: recorded.residual, cell: cell)
  }

  func parameters(_ cell: Cell, _ recorded: Case) -> Parameters {
    let parameters = Parameters(configuration: configuration(cell, recorded))
    for (name, values) in recorded.weights { parameters.set(values, of: name) }
    return parameters
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
  /// Every cell, plain and residual.
  private static let cases = Cell.allCases.flatMap { [($0, 0), ($0, 1)] }

  @Test(arguments: cases, [1, 2, 3])
  func lossAndGradients(of test: (cell: Cell, index: Int), shards: Int) throws {
    let fixture = try Fixture.load(test.cell)
    let recorded = fixture.cases[test.index]
    let parameters = fixture.parameters(test.cell, recorded)
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
  func stepsOfAdamW(cell: Cell, index: Int) throws {
    let fixture = try Fixture.load(cell)
    let recorded = fixture.cases[index]
    let parameters = fixture.parameters(cell, recorded)
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
  func globalNorm(cell: Cell, index: Int) throws {
    let fixture = try Fixture.load(cell)
    let recorded = fixture.cases[index]
    let gradients = Parameters(configuration: fixture.configuration(cell, recorded))
    for (name, values) in recorded.gradients { gradients.set(values, of: name) }
    #expect(abs(Adam.clip(gradients, toGlobalNorm: .infinity) - recorded.norm) < 1e-5 * recorded.norm)
    #expect(gradients.values(of: "output.weight") == recorded.gradients["output.weight"])
    Adam.clip(gradients, toGlobalNorm: recorded.norm / 4)
    #expect(abs(Adam.clip(gradients, toGlobalNorm: .infinity) - recorded.norm / 4) < 1e-5 * recorded.norm)
  }
}
