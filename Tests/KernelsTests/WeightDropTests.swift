import Kernels
import Testing

@Suite struct WeightDropTests {
  private let memory = Memory()

  private func mask(_ drop: WeightDrop, layer: Int = 0, rows: Int = 40, columns: Int = 101) -> [Float] {
    let weights = memory.floats(rows * columns)
    weights.floats.update(repeating: 1, count: rows * columns)
    drop.apply(to: weights.floats, rows: rows, columns: columns, layer: layer)
    return (0..<rows * columns).map { weights.floats[$0] }
  }

  @Test(arguments: [0.2, 0.5] as [Float]) func keepsTheMean(rate: Float) {
    let values = mask(WeightDrop(rate: rate, seed: 3))
    #expect(values.allSatisfy { $0 == 0 || abs($0 - 1 / (1 - rate)) < 1e-6 })
    // 4,040 draws: a standard error of at most 0.008; five of them are allowed.
    #expect(abs(Float(values.count { $0 != 0 }) / 4040 - (1 - rate)) < 0.04)
  }

  /// Layers, updates and rows draw apart, and so does the dropout of units with the same seed.
  @Test func isAFunctionOfItsPlace() {
    let drop = WeightDrop(rate: 0.5, seed: 1)
    let first = mask(drop)
    #expect(mask(drop) == first)
    let row = memory.floats(101)
    var units: [Float] = []
    for sequence in 0..<40 {
      row.floats.update(repeating: 1, count: 101)
      Dropout(rate: 0.5, seed: 1).apply(to: row.floats, count: 101, layer: 0, sequence: sequence, step: 0)
      units += (0..<101).map { row.floats[$0] }
    }
    let shifted = Array(first[101...]) + Array(first[..<101])
    for other in [mask(drop, layer: 1), mask(WeightDrop(rate: 0.5, seed: 2)), units, shifted] {
      // Independent masks agree on half of 4,040 places, give or take five standard errors of 32.
      #expect(abs(zip(first, other).count { $0 == $1 } - 2020) < 160)
    }
  }

  @Test func rateZeroIsNothing() {
    #expect(!WeightDrop(rate: 0, seed: 1).isActive)
    #expect(mask(WeightDrop(rate: 0, seed: 1)).allSatisfy { $0 == 1 })
  }
}
