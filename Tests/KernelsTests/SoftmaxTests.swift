import Foundation
import Kernels
import Testing

@Suite struct SoftmaxTests {
  private let memory = Memory()

  @Test(arguments: [8, 16, 144], [1, 30])
  func crossEntropyAndItsGradient(count: Int, scale: Float) {
    var random = RandomSource(seed: 9)
    let row = memory.floats(count)
    let bias = memory.floats(count)
    for index in 0..<count {
      row.floats[index] = random.normal() * scale
      bias.floats[index] = random.normal()
    }
    // The last two are padding.
    bias.floats[count - 1] = -1e30
    bias.floats[count - 2] = -1e30
    let logits = (0..<count - 2).map { Double(row.floats[$0] + bias.floats[$0]) }
    let expected = Reference.softmax(logits)
    let nats = Softmax.crossEntropy(row.floats, bias: bias.floats, count: count, target: 3, scale: 0.5)
    #expect(abs(nats + log(expected[3])) < 1e-5 * (1 + nats))
    for (index, probability) in expected.enumerated() {
      #expect(abs(Double(row.floats[index]) - (probability - (index == 3 ? 1 : 0)) * 0.5) < 1e-6)
    }
    #expect(row.floats[count - 1] == 0 && row.floats[count - 2] == 0)
  }

  /// e^1000 is beyond f32; the softmax of such logits is not.
  @Test func largeLogitsDoNotOverflow() {
    let row = memory.floats(8)
    let bias = memory.floats(8)
    row.floats[0] = 1000
    row.floats[1] = 999
    let nats = Softmax.crossEntropy(row.floats, bias: bias.floats, count: 8, target: 1, scale: 1)
    // 1 + log(1 + 1/e), the other six being nothing beside.
    #expect(abs(nats - 1.313_261_7) < 1e-5)
  }

  @Test func notANumberShows() {
    let row = memory.floats(8)
    row.floats[2] = .nan
    let nats = Softmax.crossEntropy(row.floats, bias: memory.floats(8).floats, count: 8, target: 1, scale: 1)
    #expect(nats.isNaN)
  }
}
