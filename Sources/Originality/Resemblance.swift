import Music

/// What a tune has in common with a list of tunes.
public struct Resemblance: Hashable, Sendable {
  /// The tune that shares the longest run with it; nil where none shares as much as a bar.
  public var nearest: SharedPassage?
  /// The tune with a title that shares the longest run with it: ``nearest`` itself, where that has one.
  public var named: SharedPassage?
  /// The share of its notes that other tunes have in runs of a bar and more, 0...1.
  public var share: Double
  /// How many real tunes in a hundred share a shorter run with their nearest, settings of the same tune left out; nil where
  /// there are none to compare with.
  public var percentile: Double?

  /// Nothing in common with anything.
  static let none = Resemblance(nearest: nil, named: nil, share: 0, percentile: nil)

  /// How many bars the longest run is long.
  public var bars: Fraction { nearest?.bars ?? .zero }
}

/// The longest stretch that two tunes share.
public struct SharedPassage: Hashable, Sendable {
  /// The other tune, by its place in the list.
  public var tune: Int
  /// Its title; empty where none is known.
  public var title: String
  /// Where it comes from, as `collection/file:line`; empty where that is not known.
  public var origin: String
  /// How many bars of the tune that was asked about it is long.
  public var bars: Fraction
  /// The bar of that tune it begins in, from 1; 0 for the upbeat. Bars are counted as written.
  public var bar: Int
  /// The bar of the other tune it begins in.
  public var otherBar: Int
  /// How many notes are the same.
  public var notes: Int
}

extension RunSearch {
  /// The longest run, the longest with a tune that has a name, and the share of the notes in runs.
  func resemblance(
    of melody: Melody, isExcluded: (Int) -> Bool, name: (Int) -> (title: String, origin: String)
  ) -> Resemblance {
    var shared = [Bool](repeating: false, count: melody.notes.count)
    var longest: Candidate?
    var longestNamed: Candidate?
    find(melody, isExcluded: isExcluded) { run in
      for range in run.notes { for note in range { shared[note] = true } }
      if let longestNamed, run.bars < longestNamed.run.bars { return }
      let candidate = Candidate(run: run, isNamed: !name(run.tune).title.isEmpty)
      if longest.map({ $0 < candidate }) ?? true { longest = candidate }
      if candidate.isNamed, longestNamed.map({ $0 < candidate }) ?? true { longestNamed = candidate }
    }
    guard let longest else { return .none }
    func passage(_ run: SharedRun) -> SharedPassage {
      let (title, origin) = name(run.tune)
      return SharedPassage(
        tune: run.tune, title: title, origin: origin, bars: run.bars, bar: melody.bar(at: run.start),
        otherBar: held.bar(at: run.heldWindow), notes: run.noteCount)
    }
    return Resemblance(
      nearest: passage(longest.run), named: longestNamed.map { passage($0.run) },
      share: Double(shared.count { $0 }) / Double(shared.count), percentile: nil)
  }
}

/// A run that may be the longest. Of equally long ones a tune with a name is preferred, then the one that agrees in more
/// notes, then the first of the list.
private struct Candidate: Comparable {
  let run: SharedRun
  let isNamed: Bool

  static func < (left: Candidate, right: Candidate) -> Bool {
    (left.run.bars, left.isNamed ? 1 : 0, left.run.noteCount, -left.run.tune)
      < (right.run.bars, right.isNamed ? 1 : 0, right.run.noteCount, -right.run.tune)
  }

  static func == (left: Candidate, right: Candidate) -> Bool { !(left < right) && !(right < left) }
}
