import Kernels
import Testing

@Suite struct DropoutTests {
  private let memory = Memory()

  private func mask(_ dropout: Dropout, layer: Int = 0, sequence: Int = 0, step: Int = 0, count: Int = 4000) -> [Float]
  {
    let row = memory.floats(count)
    row.floats.update(repeating: 1, count: count)
    dropout.apply(to: row.floats, count: count, layer: layer, sequence: sequence, step: step)
    return (0..<count).map { row.floats[$0] }
  }

  @Test(arguments: [0.1, 0.5, 0.9] as [Float])
  func keepsTheMean(rate: Float) {
    var kept = 0
    for step in 0..<10 {
      let values = mask(Dropout(rate: rate, seed: 5), step: step)
      #expect(values.allSatisfy { $0 == 0 || abs($0 - 1 / (1 - rate)) < 1e-6 })
      kept += values.count { $0 != 0 }
    }
    // 40,000 draws: a standard error of at most 0.0025; five of them are allowed.
    #expect(abs(Float(kept) / 40_000 - (1 - rate)) < 0.0125)
  }

  @Test func isAFunctionOfItsPlace() {
    let dropout = Dropout(rate: 0.5, seed: 1)
    #expect(mask(dropout, layer: 1, sequence: 2, step: 3) == mask(dropout, layer: 1, sequence: 2, step: 3))
    let masks = [
      mask(dropout), mask(dropout, layer: 1), mask(dropout, sequence: 1), mask(dropout, step: 1),
      mask(Dropout(rate: 0.5, seed: 2)),
    ]
    for (index, a) in masks.enumerated() {
      for b in masks[..<index] {
        // Independent masks agree on half the places: 2000 of 4000, give or take five standard errors of 32.
        #expect(abs(zip(a, b).count { $0 == $1 } - 2000) < 160)
      }
    }
  }

  /// A locked mask is the first step's, for all steps; another tune, layer or update has another.
  @Test func aLockedMaskStays() {
    let dropout = Dropout(rate: 0.5, seed: 1, kind: .locked)
    let first = mask(dropout, layer: 1, sequence: 2)
    #expect(first == mask(Dropout(rate: 0.5, seed: 1), layer: 1, sequence: 2, step: 0))
    for step in [1, 2, 700] { #expect(mask(dropout, layer: 1, sequence: 2, step: step) == first) }
    let others = [
      mask(dropout, layer: 0, sequence: 2), mask(dropout, layer: 1, sequence: 3),
      mask(Dropout(rate: 0.5, seed: 2, kind: .locked), layer: 1, sequence: 2),
    ]
    for other in others { #expect(abs(zip(first, other).count { $0 == $1 } - 2000) < 160) }
  }

  @Test func lengthDoesNotMatter() {
    let dropout = Dropout(rate: 0.5, seed: 3)
    #expect(mask(dropout, count: 13) == Array(mask(dropout, count: 40)[..<13]))
  }

  @Test func rateZeroIsNothing() {
    #expect(!Dropout(rate: 0, seed: 1).isActive)
    #expect(mask(Dropout(rate: 0, seed: 1)).allSatisfy { $0 == 1 })
  }
}
