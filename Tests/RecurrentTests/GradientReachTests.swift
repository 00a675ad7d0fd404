import Kernels
import Recurrent
import Testing

@Suite struct GradientReachTests {
  private let lengths = [6, 9, 2, 9, 1]

  /// Every h nudged in the f64 network, the tune's last loss watched: central differences, unit by unit.
  @Test(arguments: Cell.allCases, [false, true])
  func normsAreFiniteDifferences(cell: Cell, residual: Bool) {
    expectFiniteDifferences(
      NetworkConfiguration(vocabularySize: 7, layers: 2, hidden: 5, residual: residual, cell: cell))
  }

  private func expectFiniteDifferences(_ network: NetworkConfiguration) {
    let parameters = randomParameters(network, seed: 1)
    let naive = NaiveNetwork(parameters)
    let sequences = randomSequences(lengths, vocabulary: 7, seed: 2)
    func lastLoss(_ sequence: [Int32], _ nudge: NaiveNetwork.Nudge) -> Double {
      let logits = naive.logits(sequence.dropLast(), nudge: nudge).last ?? []
      return -Reference.logarithm(Reference.softmax(logits)[Int(sequence[sequence.count - 1])])
    }
    func norm(_ sequence: [Int32], _ layer: Int, _ step: Int) -> Double {
      let square = (0..<5).reduce(0.0) { square, unit in
        let above = lastLoss(sequence, .init(layer: layer, step: step, unit: unit, amount: 1e-5))
        let below = lastLoss(sequence, .init(layer: layer, step: step, unit: unit, amount: -1e-5))
        return square + (above - below) * (above - below) / 4e-10
      }
      return square.squareRoot()
    }
    let learner = Learner(configuration: network, shards: 2)
    let reach = learner.gradientReach(parameters, PackedSequences(sequences), upTo: 100)
    // Predictions a tune: 5, 8, 1, 8 and none.
    #expect(reach.tunes == [4, 3, 3, 3, 3, 2, 2, 2])
    for layer in 0..<2 {
      for distance in 0..<8 {
        let reaching = sequences.filter { $0.count - 2 >= distance }
        let expected = reaching.reduce(0) { $0 + norm($1, layer, $1.count - 2 - distance) } / Double(reaching.count)
        #expect(abs(reach.norms[layer][distance] - expected) < 1e-5 * reach.norms[layer][0])
        #expect(reach.norms[layer][distance] > 0)
      }
    }
  }

  /// The same through norms, whose gradient of a row depends on the whole of it, and from a learned start.
  @Test(arguments: Cell.allCases)
  func normsHoldWithOptions(cell: Cell) {
    expectFiniteDifferences(NetworkOption.all.configuration(cell, vocabulary: 7, layers: 2, hidden: 5))
  }

  /// Fewer steps asked for are the first of all, and nothing to predict reaches nowhere.
  @Test func distancesEndWhereAsked() {
    let network = NetworkConfiguration(vocabularySize: 7, layers: 1, hidden: 5)
    let parameters = randomParameters(network, seed: 3)
    let learner = Learner(configuration: network, shards: 3)
    let batch = PackedSequences(randomSequences(lengths, vocabulary: 7, seed: 4))
    let all = learner.gradientReach(parameters, batch, upTo: 100)
    let near = learner.gradientReach(parameters, batch, upTo: 2)
    #expect(near.tunes == Array(all.tunes.prefix(3)))
    #expect(near.norms == [Array(all.norms[0].prefix(3))])
    let silence = learner.gradientReach(parameters, PackedSequences([[1], []]), upTo: 5)
    #expect(silence == learner.gradientReach(parameters, PackedSequences([]), upTo: 0))
    #expect(silence.tunes.isEmpty && silence.norms == [[]])
  }

  /// A plain cell whose recurrent weights are half the identity and whose sums are near zero halves the gradient each step.
  @Test func halvingCellHalves() {
    let network = NetworkConfiguration(vocabularySize: 4, layers: 1, hidden: 3, cell: .rnn)
    let parameters = Parameters(configuration: network)
    parameters.set([0.5, 0, 0, 0, 0.5, 0, 0, 0, 0.5], of: "layers.0.recurrent")
    parameters.set((0..<12).map { Float($0) / 10 }, of: "output.weight")
    let learner = Learner(configuration: network, shards: 1)
    let batch = PackedSequences(randomSequences([40], vocabulary: 4, seed: 5))
    let norms = learner.gradientReach(parameters, batch, upTo: 38).norms[0]
    // All inputs are zero, so h stays 0, where tanh has slope 1.
    for distance in 1..<norms.count { #expect(abs(norms[distance] / norms[distance - 1] - 0.5) < 1e-6) }
    #expect(norms.count == 39 && norms[0] > 0.01)
  }
}
