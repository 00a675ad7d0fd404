import Corpora
import Testing

@Suite struct BatchPlanTests {
  /// Lengths between 20 and 1,219, the spread of real tunes.
  private let lengths = (0..<1000).map { 20 + ($0 * $0 * 31 + 7) % 1200 }

  @Test(arguments: [0, 1, 17]) func everyTuneOnceAnEpoch(epoch: Int) {
    let plan = BatchPlan(lengths: lengths, tunes: 64, tokens: 8192, seed: 5, epoch: epoch)
    #expect(plan.batches.flatMap { $0 }.sorted() == Array(0..<1000))
  }

  @Test func respectsBothCaps() {
    let plan = BatchPlan(lengths: lengths, tunes: 64, tokens: 8192, seed: 5, epoch: 0)
    for batch in plan.batches {
      #expect(!batch.isEmpty && batch.count <= 64)
      #expect(batch.reduce(0) { $0 + lengths[$1] } <= 8192)
    }
    // Both caps bind somewhere, or the test would show nothing.
    #expect(plan.batches.contains { $0.count == 64 })
    #expect(plan.batches.contains { $0.count < 16 })
  }

  @Test func aTuneOverTheCapStandsAlone() {
    let plan = BatchPlan(lengths: [10, 500, 10, 20], tunes: 4, tokens: 50, jitter: 0, seed: 1, epoch: 0)
    #expect(plan.batches.contains([1]))
    #expect(plan.batches.flatMap { $0 }.sorted() == [0, 1, 2, 3])
    #expect(plan.batches.count == 2)  // 500 alone; 20 + 10 + 10 = 40 together
  }

  @Test func withoutJitterBatchesAreCutFromTheSortedTunes() {
    let plan = BatchPlan(lengths: [1, 6, 3, 4, 5, 2], tunes: 2, jitter: 0, seed: 3, epoch: 0)
    #expect(Set(plan.batches) == [[1, 4], [3, 2], [5, 0]])  // lengths 6 5, 4 3, 2 1: longest first
  }

  @Test func tunesOfABatchAreOfNearlyOneLength() {
    // A tune of each length from 200 to 1,199: sorted, 16 neighbours differ by 8% at most.
    let spread = (0..<1000).map { 200 + $0 * 617 % 1000 }
    let plan = BatchPlan(lengths: spread, tunes: 16, jitter: 0.1, seed: 2, epoch: 0)
    for batch in plan.batches {
      // The jitter moves a length by 10% either way: 1.1 / 0.9 * 1.08 = 1.32.
      #expect(Double(spread[batch[0]]) <= 1.33 * Double(spread[batch[batch.count - 1]]))
      #expect(batch == batch.sorted { (spread[$0], $1) > (spread[$1], $0) })
    }
  }

  @Test func aFunctionOfSeedAndEpoch() {
    let one = BatchPlan(lengths: lengths, tunes: 8, seed: 1, epoch: 0)
    #expect(one == BatchPlan(lengths: lengths, tunes: 8, seed: 1, epoch: 0))
    #expect(one != BatchPlan(lengths: lengths, tunes: 8, seed: 1, epoch: 1))
    #expect(one != BatchPlan(lengths: lengths, tunes: 8, seed: 2, epoch: 0))
    let next = BatchPlan(lengths: lengths, tunes: 8, seed: 0, epoch: 1)
    #expect(next != one)
  }

  @Test func equalLengthsMeetDifferentTunesEachEpoch() {
    let even = Array(repeating: 30, count: 64)
    let first = BatchPlan(lengths: even, tunes: 8, jitter: 0, seed: 1, epoch: 0)
    let second = BatchPlan(lengths: even, tunes: 8, jitter: 0, seed: 1, epoch: 1)
    #expect(Set(first.batches.map { Set($0) }) != Set(second.batches.map { Set($0) }))
  }

  @Test func shuffleOfBatchesMixesLengths() {
    let plan = BatchPlan(lengths: lengths, tunes: 8, seed: 9, epoch: 0)
    let means = plan.batches.map { batch in batch.reduce(0) { $0 + lengths[$1] } / batch.count }
    // 125 batches in random order ascend about half of the time; sorted ones never or always.
    let ascents = zip(means, means.dropFirst()).count { $0 < $1 }
    #expect((30...95).contains(ascents))
  }

  @Test func noTunesNoBatches() {
    #expect(BatchPlan(lengths: [], tunes: 8, seed: 1, epoch: 0).batches.isEmpty)
    #expect(BatchPlan(lengths: [7], tunes: 8, seed: 1, epoch: 0).batches == [[0]])
  }

  @Test func lengthsBeyondSumAreNotAdded() {
    let plan = BatchPlan(lengths: [.max, .max, 1], tunes: 8, seed: 1, epoch: 0)
    #expect(plan.batches.flatMap { $0 }.sorted() == [0, 1, 2])
  }
}
