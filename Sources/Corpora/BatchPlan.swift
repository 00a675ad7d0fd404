/// Which tunes an epoch trains on together, and in what order.
///
/// A batch holds tunes of nearly one length, so that few finish early while the others go on; the jitter keeps the same
/// tunes from meeting every epoch; the order of the batches is shuffled, so that short and long take turns. A plan is a
/// function of its arguments alone: a resumed run computes the interrupted epoch's plan again and skips what is done.
public struct BatchPlan: Hashable, Sendable {
  /// The batches in the order to train on them; each holds places in the list of lengths, longest tune first.
  public let batches: [[Int]]

  /// Plans one epoch over tunes of `lengths` tokens.
  ///
  /// - Parameters:
  ///   - lengths: the tokens of each tune, bounds included.
  ///   - tunes: the most tunes a batch may hold.
  ///   - tokens: the most tokens a batch may hold, summed over its tunes: memory follows this number. A tune longer
  ///     than that is a batch of its own.
  ///   - jitter: how far from its own length a tune may sort, as a fraction of it; 0 sorts exactly.
  ///   - generator: the source of chance.
  /// - Precondition: `tunes` and `tokens` are at least 1 and `jitter` is not negative.
  /// - Complexity: O(n log n) in the number of tunes.
  public init(
    lengths: [Int], tunes: Int, tokens: Int = .max, jitter: Double = 0.1,
    using generator: inout some RandomNumberGenerator
  ) {
    precondition(tunes >= 1 && tokens >= 1 && jitter >= 0, "a batch holds at least one tune and one token")
    var keyed: [(key: Double, tune: Int)] = []
    keyed.reserveCapacity(lengths.count)
    for (tune, length) in lengths.enumerated() {
      let chance = Double(generator.next() >> 11) * 0x1p-53  // [0, 1)
      keyed.append((Double(length) * (1 + jitter * (2 * chance - 1)), tune))
    }
    // Tunes of one length and no jitter would always sort alike: chance decides between equals, too.
    BatchPlan.shuffle(&keyed, using: &generator)
    var places = Array(keyed.indices)
    places.sort { (keyed[$0].key, $0) > (keyed[$1].key, $1) }

    var batches: [[Int]] = []
    var open: [Int] = []
    var held = 0
    for place in places {
      let tune = keyed[place].tune
      let (sum, overflow) = held.addingReportingOverflow(lengths[tune])
      if !open.isEmpty, open.count == tunes || overflow || sum > tokens {
        batches.append(open)
        open = []
        held = 0
      }
      open.append(tune)
      held += lengths[tune]
    }
    if !open.isEmpty { batches.append(open) }
    BatchPlan.shuffle(&batches, using: &generator)
    self.batches = batches.map { batch in
      batch.sorted { (lengths[$0], $1) > (lengths[$1], $0) }
    }
  }

  /// Plans epoch `epoch` of a run seeded with `seed`.
  public init(lengths: [Int], tunes: Int, tokens: Int = .max, jitter: Double = 0.1, seed: UInt64, epoch: Int) {
    var generator = SplitMix64(seed: seed, stream: UInt64(truncatingIfNeeded: epoch))
    self.init(lengths: lengths, tunes: tunes, tokens: tokens, jitter: jitter, using: &generator)
  }

  /// Fisher and Yates's shuffle, written out because the standard library does not promise that its own draws the same
  /// numbers in every version, and a plan must.
  private static func shuffle<Element>(_ items: inout [Element], using generator: inout some RandomNumberGenerator) {
    guard items.count > 1 else { return }
    for last in stride(from: items.count - 1, to: 0, by: -1) {
      // The high half of the product is uniform to within n / 2^64, far below what a shuffle could show.
      let chosen = Int(generator.next().multipliedFullWidth(by: UInt64(last + 1)).high)
      items.swapAt(last, chosen)
    }
  }
}

/// Steele, Lea and Flood's SplitMix64 (OOPSLA 2014): one 64-bit word of state, good enough to shuffle with.
private struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  /// A generator for one of a seed's numbered streams. The stream is mixed before it meets the seed, so that epoch 1 of
  /// seed 0 and epoch 0 of seed 1 share nothing.
  init(seed: UInt64, stream: UInt64) {
    var streams = SplitMix64(state: stream)
    state = seed ^ streams.next()
  }

  private init(state: UInt64) { self.state = state }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
