/// Seeds of a finished list, sorted: a posting is 32 bits, the window below and as much of the seed above as there is room for.
///
/// The seed's first bits choose a bucket, the next ones go into the posting. What is found may by chance be of another
/// seed; the fingerprints of the four windows tell.
struct SeedTable: Hashable, Sendable, SeedLookup {
  /// Bits of a seed that choose the bucket.
  var bucketBits: Int
  /// Bits of a posting that are the window.
  var windowBits: Int
  /// For every bucket its first posting, and behind the last one their number.
  var buckets: [UInt32]
  /// Rest of the seed and window, ascending within a bucket.
  var postings: [UInt32]

  /// Sorts seeds, of at most 2^28 windows; O(n log n).
  init(_ seeds: [(seed: UInt64, window: UInt32)], windows: Int) {
    windowBits = max(1, Int.bitWidth - windows.leadingZeroBitCount)
    // Eight postings a bucket.
    bucketBits = max(1, Int.bitWidth - (seeds.count / 8).leadingZeroBitCount - 1)
    let (bucketBits, windowBits) = (bucketBits, windowBits)
    var keys = seeds.map { entry in
      (entry.seed >> (64 - bucketBits)) << 32 | Self.rest(entry.seed, bucketBits, windowBits) << UInt64(windowBits)
        | UInt64(entry.window)
    }
    keys.sort()
    postings = keys.map { UInt32(truncatingIfNeeded: $0) }
    buckets = [UInt32](repeating: 0, count: 1 << bucketBits + 1)
    for key in keys { buckets[Int(key >> 32) + 1] += 1 }
    for bucket in 1..<buckets.count { buckets[bucket] += buckets[bucket - 1] }
  }

  /// A table that was stored.
  init(bucketBits: Int, windowBits: Int, buckets: [UInt32], postings: [UInt32]) {
    self.bucketBits = bucketBits
    self.windowBits = windowBits
    self.buckets = buckets
    self.postings = postings
  }

  private static func rest(_ seed: UInt64, _ bucketBits: Int, _ windowBits: Int) -> UInt64 {
    (seed << UInt64(bucketBits)) >> UInt64(32 + windowBits)
  }

  func windows(of seed: UInt64, limit: Int, into found: inout [Int]) {
    let bucket = Int(seed >> (64 - UInt64(bucketBits)))
    let all = postings[Int(buckets[bucket])..<Int(buckets[bucket + 1])]
    let rest = UInt32(Self.rest(seed, bucketBits, windowBits))
    let first = all.startIndex + all.partition { $0 >> UInt32(windowBits) >= rest }
    if first + limit < all.endIndex, all[first + limit] >> UInt32(windowBits) == rest { return }
    var index = first
    while index < all.endIndex, all[index] >> UInt32(windowBits) == rest {
      found.append(Int(all[index] & (1 << UInt32(windowBits) - 1)))
      index += 1
    }
  }
}
