import Foundation
import Kernels
import Testing

@Suite struct RandomSourceTests {
  /// The first outputs of the authors' xoshiro256starstar.c on the state splitmix64.c makes of seed 0, computed with
  /// arbitrary-precision integers.
  @Test func matchesTheReferenceImplementation() {
    var mask = SplitMix64(state: 0)
    // Published first outputs of splitmix64 for seed 0.
    #expect(mask.next() == 0xE220_A839_7B1D_CDAF)
    #expect(mask.next() == 0x6E78_9E6A_A1B9_65F4)
    var random = RandomSource(seed: 0)
    #expect(random.next() == 0x99EC_5F36_CB75_F2B4)
  }

  @Test func restoredStateContinuesTheSequence() throws {
    var random = RandomSource(seed: 42)
    for _ in 0..<10 { _ = random.next() }
    var restored = try JSONDecoder().decode(RandomSource.self, from: JSONEncoder().encode(random))
    for _ in 0..<100 { #expect(restored.next() == random.next()) }
  }

  @Test func uniformAndNormalHaveTheirMoments() {
    var random = RandomSource(seed: 7)
    let count = 20_000
    let uniform = (0..<count).map { _ in random.uniform() }
    #expect(uniform.allSatisfy { $0 >= 0 && $0 < 1 })
    // Standard errors: 0.29 / √20000 = 0.002 for the mean; five of them are allowed.
    #expect(abs(uniform.reduce(0, +) / Float(count) - 0.5) < 0.01)
    let normal = (0..<count).map { _ in random.normal() }
    #expect(abs(normal.reduce(0, +) / Float(count)) < 0.035)
    #expect(abs(normal.map { $0 * $0 }.reduce(0, +) / Float(count) - 1) < 0.05)
  }
}
