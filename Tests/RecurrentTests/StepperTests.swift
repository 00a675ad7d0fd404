import Kernels
import Recurrent
import Testing

@Suite struct StepperTests {
  private func configuration(_ cell: Cell = .lstm, residual: Bool, context: [Int] = []) -> NetworkConfiguration {
    NetworkConfiguration(
      vocabularySize: 9, layers: 3, hidden: 13, residual: residual, cell: cell, context: context)
  }

  /// Every cell, plain and residual.
  private static let networks = Cell.allCases.flatMap { [($0, false), ($0, true)] }

  /// 1 and 3 streams go through the panels, 8 and 40 through products, 40 in two blocks.
  @Test(arguments: [1, 3, 8, 40], networks)
  func logitsAreTheDefinition(streams: Int, network: (cell: Cell, residual: Bool)) {
    let parameters = randomParameters(configuration(network.cell, residual: network.residual), seed: 1)
    let naive = NaiveNetwork(parameters)
    let sequences = randomSequences([Int](repeating: 5, count: streams), vocabulary: 9, seed: 2)
    let expected = sequences.map { naive.logits($0) }
    let stepper = Stepper(parameters: parameters, streams: streams)
    for step in 0..<5 {
      let logits = stepper.step(sequences.map { $0[step] })
      #expect(logits.count == streams * 9)
      for stream in 0..<streams {
        for token in 0..<9 {
          #expect(abs(Double(logits[stream * 9 + token]) - expected[stream][step][token]) < 1e-5)
        }
      }
    }
  }

  /// The learner's loss is the cross-entropy of the stepper's logits, in bf16 too, where both round the same operands.
  @Test(arguments: Precision.allCases, Cell.allCases.flatMap { [($0, 2), ($0, 9)] })
  func agreesWithTheLearner(precision: Precision, load: (cell: Cell, streams: Int)) {
    let streams = load.streams
    let context = [3, 5]
    let parameters = randomParameters(configuration(load.cell, residual: true, context: context), seed: 3)
    let sequences = randomSequences([Int](repeating: 12, count: streams), vocabulary: 9, seed: 4)
    let contexts = randomContexts(sequences, sizes: context, seed: 5)
    let learner = Learner(configuration: parameters.configuration, precision: precision, shards: 1)
    let stepper = Stepper(parameters: parameters, streams: streams, precision: precision)
    var nats = 0.0
    for step in 0..<11 {
      let logits = stepper.step(
        sequences.map { $0[step] }, context: contexts.flatMap { $0[2 * step..<2 * step + 2] })
      for stream in 0..<streams {
        let row = logits[stream * 9..<(stream + 1) * 9].map(Double.init)
        nats -= Reference.logarithm(Reference.softmax(row)[Int(sequences[stream][step + 1])])
      }
    }
    let loss = learner.loss(parameters, PackedSequences(sequences, contexts: contexts))
    #expect(abs(loss - nats) < (precision == .f32 ? 1e-5 : 1e-3) * loss)
  }

  @Test(arguments: Cell.allCases, [4, 10])
  func statesAreResetCopiedAndKept(cell: Cell, streams: Int) {
    let parameters = randomParameters(configuration(cell, residual: false), seed: 5)
    let naive = NaiveNetwork(parameters)
    let stepper = Stepper(parameters: parameters, streams: streams)
    _ = stepper.step((0..<Int32(streams)).map { $0 % 9 })
    stepper.reset(stream: 1)
    stepper.restore(stepper.snapshot(stream: 3), to: 0)
    _ = stepper.step([Int32](repeating: 5, count: streams))
    // Stream 2 splits in two, stream 1 comes last, the rest are gone.
    stepper.retain(streams: [2, 0, 2, 1])
    #expect(stepper.streams == 4)
    let logits = stepper.step([6, 6, 7, 6])
    for (stream, history) in [[2, 5, 6], [3, 5, 6], [2, 5, 7], [5, 6]].enumerated() {
      let expected = naive.logits(history.map(Int32.init)).last ?? []
      for token in 0..<9 { #expect(abs(Double(logits[stream * 9 + token]) - expected[token]) < 1e-5) }
    }
    stepper.retain(streams: [])
    #expect(stepper.step([]).isEmpty)
  }

  /// A stream goes on from a snapshot as if nothing had come between, in whichever stream it is restored.
  @Test(arguments: Cell.allCases) func snapshotsAreRestored(cell: Cell) {
    let stepper = Stepper(parameters: randomParameters(configuration(cell, residual: true), seed: 8), streams: 3)
    _ = stepper.step([1, 2, 3])
    let snapshot = stepper.snapshot(stream: 1)
    let expected = stepper.step([4, 5, 6])[9..<18]
    _ = stepper.step([7, 7, 7])
    stepper.retain(streams: [0, 2])
    stepper.restore(snapshot, to: 1)
    #expect(stepper.step([4, 5])[9..<18] == expected)
  }

  @Test func laterChangesOfTheParametersDoNotShow() {
    let parameters = randomParameters(configuration(residual: false), seed: 6)
    let stepper = Stepper(parameters: parameters, streams: 1)
    let untouched = Stepper(parameters: parameters, streams: 1)
    let expected = untouched.step([4])
    parameters.withUnsafeMutableBuffer { $0.update(repeating: 0) }
    #expect(stepper.step([4]) == expected)
  }
}
