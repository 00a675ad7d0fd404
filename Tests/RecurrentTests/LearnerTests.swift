import Kernels
import Recurrent
import Testing

@Suite struct LearnerTests {
  /// 11 units: the eight-lane kernels and their tails. Lengths with ties, a lone marker and an empty tune.
  private let lengths = [7, 2, 5, 5, 1, 9, 0, 3]

  private func configuration(
    _ cell: Cell = .lstm, residual: Bool = false, layers: Int = 3, hidden: Int = 11, context: [Int] = []
  ) -> NetworkConfiguration {
    NetworkConfiguration(
      vocabularySize: 10, layers: layers, hidden: hidden, residual: residual, cell: cell, context: context)
  }

  /// Every tensor: the gradient at its largest and at some other places, against central differences of the f64 network.
  @Test(arguments: Cell.allCases, [false, true])
  func gradientsAreFiniteDifferences(cell: Cell, residual: Bool) throws {
    // The residual networks also hear a context.
    let context = residual ? [4, 1, 7] : []
    let parameters = randomParameters(configuration(cell, residual: residual, context: context), seed: 1)
    let sequences = randomSequences(lengths, vocabulary: 10, seed: 2)
    let contexts = randomContexts(sequences, sizes: context, seed: 3)
    try expectFiniteDifferences(parameters, sequences, contexts: context.isEmpty ? [] : contexts)
  }

  /// Tunes do not touch each other: a batch costs what its tunes cost alone, and its gradient is their weighted mean.
  @Test(arguments: Cell.allCases, [1, 2, 5, 20])
  func packedEqualsOneAtATime(cell: Cell, shards: Int) {
    let parameters = randomParameters(configuration(cell), seed: 5)
    let sequences = randomSequences(lengths, vocabulary: 10, seed: 6)
    let batch = PackedSequences(sequences)
    let learner = Learner(configuration: parameters.configuration, shards: shards)
    let gradients = Parameters(configuration: parameters.configuration)
    let single = Parameters(configuration: parameters.configuration)
    let loss = learner.lossAndGradients(parameters, batch, dropout: 0, seed: 0, into: gradients)
    var expected = 0.0
    var sums: [String: [Float]] = [:]
    for sequence in sequences {
      let alone = PackedSequences([sequence])
      expected += learner.lossAndGradients(parameters, alone, dropout: 0, seed: 0, into: single)
      for tensor in single.tensors {
        let share = Float(alone.tokenCount) / Float(batch.tokenCount)
        let added = single.values(of: tensor.name).map { $0 * share }
        sums[tensor.name] = sums[tensor.name].map { zip($0, added).map(+) } ?? added
      }
    }
    #expect(abs(loss - expected) < 1e-5 * expected)
    #expect(abs(learner.loss(parameters, batch) - expected) < 1e-5 * expected)
    for tensor in gradients.tensors {
      #expect(relativeDistance(gradients.values(of: tensor.name), sums[tensor.name] ?? []) < 1e-5, "\(tensor.name)")
    }
  }

  @Test(arguments: Cell.allCases, Precision.allCases)
  func threadsChangeNoBit(cell: Cell, precision: Precision) {
    let parameters = randomParameters(configuration(cell), seed: 7)
    let batch = PackedSequences(randomSequences([40, 31, 30, 12, 9, 9, 3], vocabulary: 10, seed: 8))
    func results(threads: Int) -> (Double, Double, [[Float]]) {
      let learner = Learner(
        configuration: parameters.configuration, precision: precision, shards: 3, threads: threads)
      let gradients = Parameters(configuration: parameters.configuration)
      let loss = learner.lossAndGradients(parameters, batch, dropout: 0.3, seed: 1, into: gradients)
      return (loss, learner.loss(parameters, batch), gradients.tensors.map { gradients.values(of: $0.name) })
    }
    let expected = results(threads: 1)
    for threads in [2, 3, 3] { #expect(results(threads: threads) == expected) }
  }

  /// A learner that has met a larger batch, or another kind of call, computes as a fresh one.
  @Test(arguments: Cell.allCases, Precision.allCases)
  func buffersAreUsedAgain(cell: Cell, precision: Precision) {
    let parameters = randomParameters(configuration(cell), seed: 9)
    let large = PackedSequences(randomSequences([30, 20, 20, 5], vocabulary: 10, seed: 10))
    let small = PackedSequences(randomSequences([6, 4], vocabulary: 10, seed: 11))
    let used = Learner(configuration: parameters.configuration, precision: precision, shards: 2)
    let fresh = Learner(configuration: parameters.configuration, precision: precision, shards: 2)
    let a = Parameters(configuration: parameters.configuration)
    let b = Parameters(configuration: parameters.configuration)
    _ = used.loss(parameters, small)
    _ = used.lossAndGradients(parameters, large, dropout: 0.5, seed: 1, into: a)
    _ = used.loss(parameters, large)
    let lossUsed = used.lossAndGradients(parameters, small, dropout: 0.5, seed: 2, into: a)
    #expect(lossUsed == fresh.lossAndGradients(parameters, small, dropout: 0.5, seed: 2, into: b))
    for tensor in a.tensors { #expect(a.values(of: tensor.name) == b.values(of: tensor.name), "\(tensor.name)") }
  }

  /// Masks drop by chance but the mean of the last layer stays: so does the mean of the logits, which are linear in it.
  @Test func dropoutBeforeTheOutputKeepsExpectation() {
    let network = configuration(layers: 1)
    let parameters = randomParameters(network, seed: 12)
    let batch = PackedSequences(randomSequences([60], vocabulary: 10, seed: 13))
    let learner = Learner(configuration: network, shards: 1)
    let gradients = Parameters(configuration: network)
    _ = learner.lossAndGradients(parameters, batch, dropout: 0, seed: 0, into: gradients)
    // With the output weights at zero the logits, and so d loss / d logits, are the same whatever is dropped, and the
    // gradient of the output weights is linear in the dropped outputs.
    parameters.set([Float](repeating: 0, count: 110), of: "output.weight")
    _ = learner.lossAndGradients(parameters, batch, dropout: 0, seed: 0, into: gradients)
    let expected = gradients.values(of: "output.weight")
    var mean = [Float](repeating: 0, count: 110)
    for seed in 0..<400 {
      _ = learner.lossAndGradients(parameters, batch, dropout: 0.5, seed: UInt64(seed), into: gradients)
      for (index, value) in gradients.values(of: "output.weight").enumerated() { mean[index] += value / 400 }
    }
    // A single draw is off by about its own size; the mean of 400 by a twentieth of that.
    #expect(relativeDistance(mean, expected) < 0.15)
  }

  @Test func nothingToPredict() {
    let parameters = randomParameters(configuration(), seed: 14)
    let gradients = parameters.copy()
    let learner = Learner(configuration: parameters.configuration)
    for sequences in [[], [[]], [[1]], [[1], [2]]] as [[[Int32]]] {
      let batch = PackedSequences(sequences)
      #expect(batch.tokenCount == 0)
      #expect(learner.lossAndGradients(parameters, batch, dropout: 0, seed: 0, into: gradients) == 0)
      #expect(learner.loss(parameters, batch) == 0)
      #expect(gradients.values(of: "layers.1.recurrent").allSatisfy { $0 == 0 })
    }
  }

  @Test(arguments: Cell.allCases)
  func longTunesAndLargeBatches(cell: Cell) {
    let network = NetworkConfiguration(vocabularySize: 10, layers: 1, hidden: 4, cell: cell)
    let parameters = randomParameters(network, seed: 15)
    let sequences = randomSequences([1201] + (1...63).map { $0 * 2 }, vocabulary: 10, seed: 16)
    let batch = PackedSequences(sequences)
    let gradients = Parameters(configuration: network)
    let loss = Learner(configuration: network, shards: 2).lossAndGradients(
      parameters, batch, dropout: 0, seed: 0, into: gradients)
    let expected = NaiveNetwork(parameters).loss(sequences)
    #expect(abs(loss - expected) < 1e-5 * expected)
  }

  /// Operands have 8 bits of mantissa, so each is off by 0.2% at most; over some products and steps that adds up to a few
  /// times as much, where a record read wrongly would be off by the whole.
  @Test(arguments: Cell.allCases)
  func bf16GradientsAreNear(cell: Cell) {
    let parameters = randomParameters(configuration(cell, residual: true), seed: 18)
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

  /// A tune is a run up and down from a start of its own: learnable, and learned. bf16 must come within 1% of f32.
  @Test(arguments: Cell.allCases)
  func bf16LearnsAsF32Does(cell: Cell) {
    let network = NetworkConfiguration(vocabularySize: 8, layers: 2, hidden: 16, residual: true, cell: cell)
    func nats(_ precision: Precision) -> Double {
      var random = RandomSource(seed: 17)
      let parameters = Parameters(configuration: network, initialising: &random)
      let gradients = Parameters(configuration: network)
      let learner = Learner(configuration: network, precision: precision, shards: 1)
      let adam = Adam(configuration: network)
      func batch() -> PackedSequences {
        PackedSequences(
          (0..<4).map { _ in
            let start = Int.random(in: 0..<8, using: &random)
            let up = Bool.random(using: &random)
            // Each tune starts anywhere and turns by chance once in five: 0.5 nats a token remain to be guessed.
            var note = start
            var rising = up
            return (0..<10).map { _ in
              if Int.random(in: 0..<5, using: &random) == 0 { rising.toggle() }
              note = (note + (rising ? 1 : 7)) % 8
              return Int32(note)
            }
          })
      }
      var last = 0.0
      for update in 0..<200 {
        let packed = batch()
        let loss = learner.lossAndGradients(parameters, packed, dropout: 0, seed: UInt64(update), into: gradients)
        Adam.clip(gradients, toGlobalNorm: 1)
        adam.step(parameters, gradients, learningRate: 0.01)
        if update >= 180 { last += loss / Double(packed.tokenCount) / 20 }
      }
      return last
    }
    let (f32, bf16) = (nats(.f32), nats(.bf16))
    // Guessing costs ln 8 = 2.08.
    #expect(f32 < 1.2)
    #expect(f32 != bf16)
    #expect(abs(bf16 - f32) < 0.01 * f32)
  }
}
