import Kernels
import Recurrent
import Testing

/// A stream's logits do not depend on how many streams run beside it.
@Suite struct StreamCountTests {
  /// 337 units: more than the tiles sum at once, and no whole number of panels, tiles or lanes.
  @Test(.enabled(if: ProductKernel.fastest == .tiles), arguments: [Cell.lstm, .gru], Precision.allCases)
  func logitsAreTheSameBits(cell: Cell, precision: Precision) {
    expectSameBits(parameters(cell, mask: .max), precision)
  }

  /// Weights that bf16 holds are kept in it by the panels alone; no number may change by that.
  @Test(.enabled(if: ProductKernel.fastest == .tiles))
  func weightsKeptInHalfTheBitsAreTheSameWeights() {
    expectSameBits(parameters(.lstm, mask: 0xFFFF_0000), .f32)
  }

  @Test(.enabled(if: ProductKernel.fastest == .tiles), arguments: Precision.allCases)
  func optionsChangeNothingInThat(precision: Precision) {
    let network = NetworkOption.all.configuration(.lstm, vocabulary: 21, layers: 2, hidden: 337)
    expectSameBits(parameters(network, mask: .max), precision)
  }

  private func parameters(_ cell: Cell, mask: UInt32) -> Parameters {
    parameters(
      NetworkConfiguration(vocabularySize: 21, layers: 2, hidden: 337, residual: true, cell: cell), mask: mask)
  }

  private func parameters(_ network: NetworkConfiguration, mask: UInt32) -> Parameters {
    let parameters = Parameters(configuration: network)
    var random = RandomSource(seed: 1)
    parameters.withUnsafeMutableBuffer { numbers in
      for index in numbers.indices {
        numbers[index] = Float(bitPattern: (0.2 * random.uniform() - 0.1).bitPattern & mask)
      }
    }
    return parameters
  }

  private func expectSameBits(_ parameters: Parameters, _ precision: Precision) {
    let sequences = randomSequences([Int](repeating: 3, count: 9), vocabulary: 21, seed: 3)
    let many = Stepper(parameters: parameters, streams: 9, precision: precision)
    let expected = (0..<3).map { step in many.step(sequences.map { $0[step] }) }
    for streams in 1...6 {
      let stepper = Stepper(parameters: parameters, streams: streams, precision: precision)
      for step in 0..<3 {
        let logits = stepper.step(sequences[..<streams].map { $0[step] })
        #expect(logits[...] == expected[step][..<(streams * 21)])
      }
    }
  }
}
