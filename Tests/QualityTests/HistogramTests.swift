import Foundation
import Quality
import Testing

@Suite struct HistogramTests {
  @Test func equalSharesAreNotApart() {
    let one = Histogram([1, 2, 3])
    #expect(one.divergence(from: one) == 0)
    #expect(one.jensenShannon(to: Histogram([10, 20, 30])) < 1e-12)
  }

  @Test func divergencesByHand() {
    // With half a count more of each: 0.3 and 0.7 against 0.7 and 0.3, so 0.4 log2(7/3).
    #expect(abs(Histogram([1, 3]).divergence(from: Histogram([3, 1])) - 0.4 * log2(7.0 / 3)) < 1e-12)
    // What the other lacks is finite: 1.5/2 and 0.5/2 the other way round is half of log2 3.
    #expect(abs(Histogram([1, 0]).divergence(from: Histogram([0, 1])) - 0.5 * log2(3.0)) < 1e-12)
    // Nothing in common is one bit.
    #expect(Histogram([5, 0]).jensenShannon(to: Histogram([0, 9])) == 1)
    // Halves against all in one: the middle is 3/4 and 1/4.
    let expected = 0.5 * (0.5 * log2(0.5 / 0.75) + 0.5 * log2(0.5 / 0.25)) + 0.5 * log2(1 / 0.75)
    #expect(abs(Histogram([1, 1]).jensenShannon(to: Histogram([2, 0])) - expected) < 1e-12)
  }

  @Test func nothingHasNoShares() {
    #expect(Histogram([0, 0]).shares == [0, 0])
    #expect(Histogram([]).divergence(from: Histogram([])) == 0)
  }

  @Test func densitiesOverlap() throws {
    let even = (0..<500).map { Double($0) / 500 }
    let same = try #require(DistanceDensities(even, even))
    #expect(abs(same.overlap - 1) < 1e-9 && same.divergence < 1e-9)
    // Two even spreads, the second half a width farther, share half of their area; kernels soften the edges a little.
    let shifted = try #require(DistanceDensities(even, even.map { $0 + 0.5 }))
    #expect(abs(shifted.overlap - 0.5) < 0.04)
    let apart = try #require(DistanceDensities(even, even.map { $0 + 100 }))
    #expect(apart.overlap < 0.01 && apart.divergence > 5)
    // All distances alike: the same, whatever the bandwidth would be.
    #expect(try #require(DistanceDensities([2, 2, 2], [2, 2])).overlap == 1)
    #expect(DistanceDensities([1], [1, 2]) == nil)
  }
}
