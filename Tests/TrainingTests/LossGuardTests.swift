import Kernels
import Testing
import Training

@Suite struct LossGuardTests {
  /// Feeds a guard as a run does: the smoothed loss is the mean at first, then a fiftieth of each loss.
  private struct Feed {
    var lossGuard = LossGuard()
    var smoothed = 0.0
    var step = 0

    /// Whether one of the losses made an explosion.
    mutating func take(_ losses: some Sequence<Double>) -> Bool {
      for loss in losses {
        step += 1
        smoothed = step == 1 ? loss : smoothed + (loss - smoothed) * max(0.02, 1 / Double(step))
        lossGuard.take(loss, smoothed: smoothed)
        if lossGuard.hasExploded { return true }
      }
      return false
    }
  }

  @Test(arguments: [0.05, 0.3, 0.6]) func normalNoiseIsNoExplosion(deviation: Double) {
    // Losses that fall from 5 to 1.2 with noise ten times what batches of tunes show, every hundredth a freak.
    var random = RandomSource(seed: 11)
    var feed = Feed()
    let losses = (0..<50_000).map { step in
      let trend = 1.2 + 3.8 / (1 + Double(step) / 200)
      return step % 100 == 99 ? 60 : max(0, trend + deviation * Double(random.normal()))
    }
    let exploded = feed.take(losses)
    #expect(!exploded)
  }

  @Test func thirtyHighLossesOnEnd() {
    // Settled at 2: high is above 2 + 2 / 2.
    var feed = Feed()
    var exploded = [feed.take(repeatElement(2, count: 500))]
    #expect(!feed.lossGuard.isHigh(2.99) && feed.lossGuard.isHigh(3.01))
    exploded.append(feed.take(repeatElement(3.01, count: 29)))
    exploded.append(feed.take([2.5]))
    exploded.append(feed.take(repeatElement(1e9, count: 29)))
    #expect(exploded == [false, false, false, false])
    exploded.append(feed.take([3.01]))
    #expect(exploded.last == true)
  }

  @Test func lowLossesHaveHalfANatOfRoom() {
    var feed = Feed()
    _ = feed.take(repeatElement(0.1, count: 10))
    #expect(!feed.lossGuard.isHigh(0.59) && feed.lossGuard.isHigh(0.61))
  }

  @Test func goesOnFromWhatWasSeen() {
    var feed = Feed()
    _ = feed.take(Array(repeating: 2, count: 100) + Array(repeating: 9, count: 20))
    let again = LossGuard(lowest: feed.lossGuard.lowest, highLosses: feed.lossGuard.highLosses)
    #expect(again == feed.lossGuard && again.highLosses == 20)
  }
}
