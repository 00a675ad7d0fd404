/// The fingerprints of tunes, one after the other.
struct HeldTunes: Hashable, Sendable {
  /// A byte a window: see ``BeatGrid/fingerprint(_:)``.
  var fingerprints: [UInt8] = []
  /// A bit a window, the lowest first: whether a bar begins in it.
  var barBits: [UInt8] = []
  /// The first window of every tune, and behind the last one the number of windows.
  var starts: [UInt32] = [0]

  /// How many tunes there are.
  var count: Int { starts.count - 1 }

  /// The windows of a tune.
  func windows(of tune: Int) -> Range<Int> { Int(starts[tune])..<Int(starts[tune + 1]) }

  /// The tune a window is of; O(log tunes).
  func tune(at window: Int) -> Int { starts.partition { $0 > UInt32(window) } - 1 }

  /// The bar a window lies in, from 1; 0 for an upbeat. O(windows of the tune).
  func bar(at window: Int) -> Int {
    var number = 0
    for each in windows(of: tune(at: window)).lowerBound...window where barBits[each / 8] >> (each % 8) & 1 == 1 {
      number += 1
    }
    return number
  }

  /// Adds a melody; the seeds of its windows are given to `take` with the window they begin at.
  mutating func add(_ melody: Melody, _ take: (_ seed: UInt64, _ window: Int) -> Void) {
    let grid = BeatGrid(melody)
    let first = fingerprints.count
    let hashes = grid.hashes(shift: 0)
    fingerprints += hashes.map(BeatGrid.fingerprint)
    barBits += [UInt8](repeating: 0, count: (fingerprints.count + 7) / 8 - barBits.count)
    for bar in melody.bars {
      let window = first + grid.starts.partition { $0 > bar } - 1
      if window >= first, window < fingerprints.count { barBits[window / 8] |= 1 << (window % 8) }
    }
    starts.append(UInt32(fingerprints.count))
    guard hashes.count >= BeatGrid.seedLength else { return }
    for window in 0...(hashes.count - BeatGrid.seedLength) where grid.isTelling(at: window) {
      take(BeatGrid.seed(hashes, at: window), first + window)
    }
  }
}

/// Finds where seeds are held.
protocol SeedLookup {
  /// The windows at which `seed` begins, in order; none where there are more than `limit`. Some may be of other seeds.
  func windows(of seed: UInt64, limit: Int, into found: inout [Int])
}
