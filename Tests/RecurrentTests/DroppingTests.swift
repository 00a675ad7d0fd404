import Kernels
import Recurrent
import Testing

/// What is dropped in training: units of every kind of mask, and recurrent weights.
@Suite struct DroppingTests {
  private let lengths = [7, 2, 5, 5, 1, 9, 0, 3]

  /// A way to drop.
  struct Way: Sendable {
    var dropout: Float = 0
    var kind = Dropout.Kind.step
    var weights: Float = 0
  }

  private static let ways = [
    Way(dropout: 0.4), Way(dropout: 0.4, kind: .locked), Way(weights: 0.4),
    Way(dropout: 0.3, kind: .locked, weights: 0.3),
  ]
  private static let networks =
    Cell.allCases.map { NetworkConfiguration(vocabularySize: 10, layers: 3, hidden: 11, cell: $0) }
    + Cell.allCases.map { NetworkOption.all.configuration($0) }

  /// The derivative along the gradient is its square, dropped units or not: the mask of backward is that of forward.
  @Test(arguments: networks, ways)
  func gradientsHold(network: NetworkConfiguration, way: Way) {
    let parameters = randomParameters(network, seed: 3)
    let batch = PackedSequences(randomSequences(lengths, vocabulary: 10, seed: 4))
    let learner = Learner(configuration: network, shards: 2)
    let gradients = Parameters(configuration: network)
    let ignored = Parameters(configuration: network)
    let plain = learner.lossAndGradients(parameters, batch, dropout: 0, seed: 9, into: ignored)
    let loss = learner.lossAndGradients(
      parameters, batch, dropout: way.dropout, kind: way.kind, weightDrop: way.weights, seed: 9, into: gradients)
    #expect(loss != plain)
    #expect(learner.loss(parameters, batch) == Learner(configuration: network, shards: 2).loss(parameters, batch))
    var square = 0.0
    for tensor in gradients.tensors {
      square += gradients.values(of: tensor.name).reduce(0) { $0 + Double($1) * Double($1) }
    }
    func lossMoved(_ step: Float) -> Double {
      let moved = parameters.copy()
      for tensor in moved.tensors {
        let direction = gradients.values(of: tensor.name)
        moved.set(zip(moved.values(of: tensor.name), direction).map { $0 + step * $1 }, of: tensor.name)
      }
      return learner.lossAndGradients(
        moved, batch, dropout: way.dropout, kind: way.kind, weightDrop: way.weights, seed: 9, into: ignored)
        / Double(batch.tokenCount)
    }
    // Large enough a step for f32, small enough for the third derivative.
    let step = Float(0.005 / square.squareRoot())
    let slope = (lossMoved(step) - lossMoved(-step)) / Double(2 * step)
    #expect(abs(slope - square) < 5e-3 * square)
  }

  /// A unit of the last layer that is dropped at every step gives its output weights no gradient. With one mask for a tune
  /// that is about every second unit, with one a step none in 59.
  @Test func lockedUnitsAreSilentAllTune() {
    let network = NetworkConfiguration(vocabularySize: 10, layers: 1, hidden: 64)
    let parameters = randomParameters(network, seed: 12)
    let batch = PackedSequences(randomSequences([60], vocabulary: 10, seed: 13))
    let learner = Learner(configuration: network, shards: 1)
    let gradients = Parameters(configuration: network)
    func silent(_ kind: Dropout.Kind, seed: UInt64) -> [Bool] {
      _ = learner.lossAndGradients(parameters, batch, dropout: 0.5, kind: kind, seed: seed, into: gradients)
      let values = gradients.values(of: "output.weight")
      return (0..<64).map { unit in values[unit * 10..<(unit + 1) * 10].allSatisfy { $0 == 0 } }
    }
    #expect(silent(.step, seed: 1).allSatisfy { !$0 })
    let first = silent(.locked, seed: 1)
    // 32, give or take five standard errors of 4.
    #expect(abs(first.count { $0 } - 32) <= 20)
    #expect(silent(.locked, seed: 2) != first)
  }

  /// Dropped weights have no gradient, and the loss is that of a network without them whose others are larger. All shards
  /// have the same, and rate and seed decide which.
  @Test(arguments: Cell.allCases, Precision.allCases)
  func droppedWeightsAreGone(cell: Cell, precision: Precision) {
    let network = NetworkConfiguration(vocabularySize: 10, layers: 2, hidden: 16, cell: cell, initialState: .learned)
    let parameters = randomParameters(network, seed: 14)
    let batch = PackedSequences(randomSequences(lengths, vocabulary: 10, seed: 15))
    let gradients = Parameters(configuration: network)
    func gone(_ seed: UInt64, shards: Int) -> [[Bool]] {
      let learner = Learner(configuration: network, precision: precision, shards: shards)
      let loss = learner.lossAndGradients(
        parameters, batch, dropout: 0, weightDrop: 0.25, seed: seed, into: gradients)
      let sparse = parameters.copy()
      let masks = (0..<2).map { layer in
        let name = "layers.\(layer).recurrent"
        let mask = gradients.values(of: name).map { $0 == 0 }
        sparse.set(zip(mask, parameters.values(of: name)).map { $0 ? 0 : $1 * (1 / Float(0.75)) }, of: name)
        return mask
      }
      let expected = learner.loss(sparse, batch)
      #expect(abs(loss - expected) < 1e-5 * expected)
      return masks
    }
    let masks = gone(5, shards: 1)
    for mask in masks {
      // A quarter; five standard errors of a share of at least 256 draws are 0.14.
      #expect(abs(Double(mask.count { $0 }) / Double(mask.count) - 0.25) < 0.14)
    }
    #expect(gone(5, shards: 3) == masks)
    #expect(gone(6, shards: 1) != masks)
  }
}
