import Music

/// What is needed to find out which tune of a collection another tune resembles, and no melody: hashes, titles, bars.
///
/// An index is made once (``init(of:sample:)``) and kept in a file (``bytes``, ``init(bytes:)``).
public struct MelodyIndex: Sendable {
  /// A tune to be found.
  public struct Source: Sendable {
    /// Its melody.
    public var melody: Melody
    /// Its title; empty where none is known.
    public var title: String
    /// The file it stands in, without the path to the collection.
    public var file: String
    /// The line it begins at, from 1.
    public var line: Int
    /// Tunes of one family are settings of one tune; nil for a family of its own.
    public var family: Int?

    /// A tune to be found.
    public init(_ melody: Melody, title: String, file: String, line: Int, family: Int? = nil) {
      self.melody = melody
      self.title = title
      self.file = file
      self.line = line
      self.family = family
    }
  }

  var held: HeldTunes
  var seeds: SeedTable
  var names: TuneNames
  /// The longest runs that real tunes share with one of another family, in 1/100 of a bar, ascending.
  var usual: [UInt16] = []

  /// Makes an index.
  ///
  /// - Parameters:
  ///   - sources: the tunes; of more than 2^28 beats together the later ones are left out.
  ///   - sample: how many of them are compared with the others, to know what is usual.
  /// - Complexity: O(n log n) in the notes.
  public init(of sources: [Source], sample: Int = 1000) {
    held = HeldTunes()
    names = TuneNames()
    var entries: [(seed: UInt64, window: UInt32)] = []
    var families: [Int] = []
    for (number, source) in sources.enumerated() where held.fingerprints.count < 1 << 28 - 1 << 20 {
      held.add(source.melody) { entries.append(($0, UInt32($1))) }
      names.add(title: source.title, file: source.file, line: source.line)
      families.append(source.family ?? -1 - number)
    }
    seeds = SeedTable(entries, windows: held.fingerprints.count)
    guard sample > 0 else { return }
    let step = max(1, held.count / sample)
    usual = stride(from: step / 2, to: held.count, by: step).filter { !sources[$0].melody.notes.isEmpty }.map { tune in
      let longest = runs(sources[tune].melody) { families[$0] == families[tune] }.bars
      return UInt16(clamping: Int((longest.double * 100).rounded()))
    }.sorted()
  }

  init(held: HeldTunes, seeds: SeedTable, names: TuneNames, usual: [UInt16]) {
    self.held = held
    self.seeds = seeds
    self.names = names
    self.usual = usual
  }

  /// How many tunes it holds.
  public var count: Int { held.count }

  /// The longest runs that tunes of the collection share with one that is no setting of theirs, in bars, ascending: what
  /// percentiles are counted by.
  public var usualRuns: [Double] { usual.map { Double($0) / 100 } }

  /// The title of a tune, empty where none is known.
  public func title(of tune: Int) -> String { names.title(of: tune) }

  /// Where a tune comes from, `collection/file:line`.
  public func origin(of tune: Int) -> String { names.origin(of: tune) }

  /// What a melody has in common with the tunes of the index; about O(notes), a millisecond or a few.
  ///
  /// - Parameter excluded: tunes that are not looked at, by their places: the tune itself, where it is one of them.
  public func resemblance(of melody: Melody, excluding excluded: Set<Int> = []) -> Resemblance {
    var result = runs(melody) { excluded.contains($0) }
    guard !usual.isEmpty else { return result }
    let hundredths = UInt16(clamping: Int((result.bars.double * 100).rounded()))
    result.percentile = 100 * Double(usual.partition { $0 >= hundredths }) / Double(usual.count)
    return result
  }

  /// What a tune has in common with the tunes of the index.
  public func resemblance(of tune: Tune, excluding excluded: Set<Int> = []) -> Resemblance {
    resemblance(of: Melody(of: tune), excluding: excluded)
  }

  private func runs(_ melody: Melody, isExcluded: (Int) -> Bool) -> Resemblance {
    RunSearch(held: held, seeds: seeds).resemblance(of: melody, isExcluded: isExcluded) {
      (names.title(of: $0), names.origin(of: $0))
    }
  }
}
