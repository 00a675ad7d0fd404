import Foundation
import Kernels
import Recurrent
import Testing

@Suite struct ParametersTests {
  private let configuration = NetworkConfiguration(vocabularySize: 7, layers: 2, hidden: 12)

  @Test func tensorsHaveTheirShapes() {
    let tensors = Parameters(configuration: configuration).tensors
    #expect(
      tensors.map(\.name) == [
        "layers.0.input", "layers.0.recurrent", "layers.0.bias", "layers.1.input", "layers.1.recurrent",
        "layers.1.bias",
        "output.weight", "output.bias",
      ])
    #expect(tensors.map(\.shape) == [[7, 48], [12, 48], [48], [12, 48], [12, 48], [48], [12, 7], [7]])
    #expect(tensors.allSatisfy { $0.offset % 16 == 0 && $0.count == $0.shape.reduce(1, *) })
    #expect(tensors.map(\.count).reduce(0, +) == configuration.parameterCount)
    for (tensor, next) in zip(tensors, tensors.dropFirst()) { #expect(tensor.offset + tensor.count <= next.offset) }
  }

  /// The GRU has three gates and a bias for the product of h in its candidate, the plain cell has one sum.
  @Test func tensorsFollowTheCell() {
    func shapes(_ cell: Cell) -> [String: [Int]] {
      var network = configuration
      network.cell = cell
      let tensors = Parameters(configuration: network).tensors
      #expect(tensors.map(\.count).reduce(0, +) == network.parameterCount)
      return Dictionary(uniqueKeysWithValues: tensors.map { ($0.name, $0.shape) })
    }
    let output = ["output.weight": [12, 7], "output.bias": [7]]
    #expect(
      shapes(.gru)
        == output.merging([
          "layers.0.input": [7, 36], "layers.0.recurrent": [12, 36], "layers.0.bias": [36],
          "layers.0.recurrentBias": [12], "layers.1.input": [12, 36], "layers.1.recurrent": [12, 36],
          "layers.1.bias": [36], "layers.1.recurrentBias": [12],
        ]) { $1 })
    #expect(
      shapes(.rnn)
        == output.merging([
          "layers.0.input": [7, 12], "layers.0.recurrent": [12, 12], "layers.0.bias": [12],
          "layers.1.input": [12, 12], "layers.1.recurrent": [12, 12], "layers.1.bias": [12],
        ]) { $1 })
  }

  @Test func valuesRoundTripAndCopiesAreIndependent() {
    let parameters = Parameters(configuration: configuration)
    let values = (0..<48).map(Float.init)
    parameters.set(values, of: "layers.1.bias")
    let copy = parameters.copy()
    parameters.set([Float](repeating: 0, count: 48), of: "layers.1.bias")
    #expect(copy.values(of: "layers.1.bias") == values)
    #expect(parameters.values(of: "layers.1.bias") == [Float](repeating: 0, count: 48))
    #expect(copy.values(of: "output.weight").allSatisfy { $0 == 0 })
  }

  @Test(arguments: Cell.allCases)
  func initialisationFollowsItsRules(cell: Cell) {
    var random = RandomSource(seed: 3)
    var network = configuration
    network.cell = cell
    let parameters = Parameters(configuration: network, initialising: &random)
    let recurrent = parameters.values(of: "layers.1.recurrent")
    let width = 12 * cell.gateCount
    for gate in 0..<cell.gateCount {
      for a in 0..<12 {
        for b in 0..<12 {
          let dot = (0..<12).reduce(Float(0)) {
            $0 + recurrent[a * width + gate * 12 + $1] * recurrent[b * width + gate * 12 + $1]
          }
          #expect(abs(dot - (a == b ? 1 : 0)) < 1e-5)
        }
      }
    }
    // The LSTM's gates in the order i, f, g, o: the second quarter is the forget gate. The others start at zero.
    let forget = cell == .lstm ? 12..<24 : 0..<0
    #expect(parameters.values(of: "layers.0.bias") == (0..<width).map { forget.contains($0) ? 1 : 0 })
    if cell == .gru { #expect(parameters.values(of: "layers.1.recurrentBias").allSatisfy { $0 == 0 }) }
    #expect(parameters.values(of: "output.bias") == [Float](repeating: 0, count: 7))
    let limits: [(String, Double)] = [
      ("layers.0.input", 6.0 / 19), ("layers.1.input", 6.0 / 24), ("output.weight", 6.0 / 19),
    ]
    for (name, square) in limits {
      let values = parameters.values(of: name).map { abs(Double($0)) }
      let greatest = values.max() ?? 0
      // Of 84 draws or more the largest is close to the limit, and none is beyond.
      #expect(greatest <= square.squareRoot() && greatest > 0.9 * square.squareRoot())
    }
  }

  @Test func sameSeedSameBytes() {
    func bytes(_ seed: UInt64) -> [UInt32] {
      var random = RandomSource(seed: seed)
      return Parameters(configuration: configuration, initialising: &random).withUnsafeBuffer { $0.map(\.bitPattern) }
    }
    #expect(bytes(5) == bytes(5))
    #expect(bytes(5) != bytes(6))
  }

  @Test func nonsenseSizesAreRefused() throws {
    try configuration.validate()
    for (field, bad) in [
      ("vocabularySize", NetworkConfiguration(vocabularySize: 1)),
      ("layers", NetworkConfiguration(vocabularySize: 10, layers: 0)),
      ("hidden", NetworkConfiguration(vocabularySize: 10, hidden: -1)),
      ("hidden", NetworkConfiguration(vocabularySize: 10, hidden: .max)),
    ] {
      let error = #expect(throws: NetworkConfigurationError.self) { try bad.validate() }
      #expect(error?.field == field)
      #expect(error?.description.contains(field) == true)
    }
  }

  @Test func configurationsRoundTrip() throws {
    for cell in Cell.allCases {
      let network = NetworkConfiguration(vocabularySize: 137, layers: 2, hidden: 64, residual: true, cell: cell)
      #expect(try JSONDecoder().decode(NetworkConfiguration.self, from: JSONEncoder().encode(network)) == network)
    }
  }

  /// Models trained before there was a choice say nothing of the cell, and an LSTM's file is still that text.
  @Test func withoutAWordItIsAnLSTM() throws {
    let text = #"{"hidden":64,"layers":2,"residual":true,"vocabularySize":137}"#
    let network = try JSONDecoder().decode(NetworkConfiguration.self, from: Data(text.utf8))
    #expect(network.cell == .lstm)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(String(decoding: try encoder.encode(network), as: UTF8.self) == text)
    #expect(throws: DecodingError.self) {
      let unknown = text.replacing("}", with: #","cell":"liquid"}"#)
      _ = try JSONDecoder().decode(NetworkConfiguration.self, from: Data(unknown.utf8))
    }
  }
}
