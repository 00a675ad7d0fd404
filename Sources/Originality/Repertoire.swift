import Music

/// Tunes that come one by one, such as those of a run: each can be compared with all before it.
public struct Repertoire: Sendable {
  private var held = HeldTunes()
  private var seeds = SeedDictionary()
  private var titles: [String] = []

  /// No tunes yet.
  public init() {}

  /// How many tunes there are.
  public var count: Int { held.count }

  /// Adds a tune under a title; O(notes), as long as the list itself need not grow.
  public mutating func add(_ melody: Melody, title: String) {
    titles.append(title)
    held.add(melody) { seed, window in seeds.windows[seed, default: []].append(UInt32(window)) }
  }

  /// What `melody` has in common with the tunes so far; about O(notes).
  public func resemblance(of melody: Melody) -> Resemblance {
    RunSearch(held: held, seeds: seeds).resemblance(of: melody, isExcluded: { _ in false }) { (titles[$0], "") }
  }
}

/// Seeds in memory.
struct SeedDictionary: SeedLookup, Sendable {
  var windows: [UInt64: [UInt32]] = [:]

  func windows(of seed: UInt64, limit: Int, into found: inout [Int]) {
    guard let windows = windows[seed], windows.count <= limit else { return }
    found += windows.lazy.map(Int.init)
  }
}
