import Music

/// A stretch that a melody has in common with a held tune.
struct SharedRun {
  /// The tune, by its place in the list.
  var tune: Int
  /// The tick of the melody it begins at.
  var start: Int
  /// How many of the melody's bars it is long.
  var bars: Fraction
  /// The held window it begins at.
  var heldWindow: Int
  /// The notes of the melody that the tune has, too; those that differ lie between.
  var notes: [Range<Int>]

  /// How many notes the tune has, too.
  var noteCount: Int { notes.reduce(0) { $0 + $1.count } }
}

/// The search for what a melody has in common with held tunes.
///
/// Seeds of four windows are looked up in all twelve transpositions; where one is found the run is followed in both
/// directions as long as fingerprints agree, and over a gap of up to ``gap`` windows where two agree
/// behind it: one changed note, or a run adorned.
struct RunSearch<Seeds: SeedLookup> {
  let held: HeldTunes
  let seeds: Seeds

  /// Windows in a row that may differ within a run.
  private var gap: Int { 2 }
  /// Windows in a row that have to agree behind a gap.
  private var leastLanding: Int { 2 }
  /// For every gap but the first there have to be so many notes that agree.
  private var notesForGap: Int { 8 }
  /// What is no longer than four bars may have fewer notes, what is longer not: see the figures on the module's page.
  private var leastNotes: Int { 6 }
  /// Seeds that occur more often are common property, and no run begins with one.
  private var commonest: Int { 1000 }
  /// A run has to have so many different pitch classes.
  private var leastClasses: Int { 3 }

  /// Calls `take` with every run of at least a bar; some may lie within others.
  func find(_ melody: Melody, isExcluded: (Int) -> Bool, _ take: (SharedRun) -> Void) {
    guard held.count > 0 else { return }
    for grid in BeatGrid.all(of: melody) where grid.count >= BeatGrid.seedLength {
      let telling = (0...(grid.count - BeatGrid.seedLength)).map(grid.isTelling)
      for shift in 0..<12 {
        find(grid, melody, shift: shift, telling, isExcluded: isExcluded, take)
      }
    }
  }

  private func find(
    _ grid: BeatGrid, _ melody: Melody, shift: Int, _ telling: [Bool], isExcluded: (Int) -> Bool,
    _ take: (SharedRun) -> Void
  ) {
    let hashes = grid.hashes(shift: shift)
    let query = hashes.map(BeatGrid.fingerprint)
    var before: [Int] = []
    var found: [Int] = []
    for first in telling.indices {
      found.removeAll(keepingCapacity: true)
      if telling[first] {
        seeds.windows(of: BeatGrid.seed(hashes, at: first), limit: commonest, into: &found)
        found.removeAll { !isHeld(query, at: first, in: $0) }
      }
      var known = before[...]
      for window in found {
        // A seed that goes on from the one before belongs to a run that is known.
        while let earlier = known.first, earlier + 1 < window { known.removeFirst() }
        if let earlier = known.first, earlier + 1 == window { continue }
        let tune = held.tune(at: window)
        if isExcluded(tune) { continue }
        let own = held.windows(of: tune)
        guard window + BeatGrid.seedLength <= own.upperBound else { continue }
        if let run = follow(query, hashes, from: first, window, own, grid, melody, tune) { take(run) }
      }
      swap(&before, &found)
    }
  }

  private func isHeld(_ query: [UInt8], at first: Int, in window: Int) -> Bool {
    guard window + BeatGrid.seedLength <= held.fingerprints.count else { return false }
    for step in 0..<BeatGrid.seedLength where held.fingerprints[window + step] != query[first + step] { return false }
    return true
  }

  /// Follows the run that `first` and `window` lie in, both ways.
  private func follow(
    _ query: [UInt8], _ hashes: [UInt64], from first: Int, _ window: Int, _ own: Range<Int>, _ grid: BeatGrid,
    _ melody: Melody, _ tune: Int
  ) -> SharedRun? {
    let shift = window - first
    // The windows of the query that have a partner.
    let bounds = max(0, own.lowerBound - shift)..<min(query.count, own.upperBound - shift)
    func agrees(_ index: Int) -> Bool {
      bounds.contains(index) && query[index] == held.fingerprints[index + shift]
    }
    /// Where agreement begins again behind a gap at `index`; nil where it does not.
    func landing(behind index: Int, step: Int) -> Int? {
      (1...gap).lazy.map { index + $0 * step }.first { start in
        var (ahead, agreed, isTelling) = (start, 0, false)
        while !isTelling || agreed < leastLanding, agrees(ahead) {
          if !grid.isEmpty(ahead) { isTelling = true }
          ahead += step
          agreed += 1
        }
        return isTelling && agreed >= leastLanding
      }
    }
    var notes = 0
    var gaps = 0
    /// The stretches that agree from `start` on, the nearest first; each step leads over a gap.
    func stretches(from start: Int, step: Int) -> [Range<Int>] {
      var result: [Range<Int>] = []
      var index = start
      while true {
        let begin = index
        while agrees(index) { index += step }
        let stretch = step > 0 ? begin..<index : index + 1..<begin + 1
        result.append(stretch)
        notes += grid.notes(in: stretch).count
        guard notes >= gaps * notesForGap, let next = landing(behind: index, step: step) else { return result }
        index = next
        gaps += 1
      }
    }
    let right = stretches(from: first, step: 1)
    let left = stretches(from: first - 1, step: -1)
    var agreeing = left.reversed() + right
    guard var from = agreeing.first?.lowerBound, var to = agreeing.last?.upperBound else { return nil }
    agreeing.removeAll(where: \.isEmpty)
    // Nothing begins in the windows at the ends: they tell nothing, but for the last note's own length.
    while from < to, grid.isEmpty(from) { from += 1 }
    while from < to, grid.isEmpty(to - 1), !isSounding(in: to - 1, grid, melody) { to -= 1 }
    guard from < to else { return nil }
    let start = grid.starts[from]
    let bars = Fraction(grid.end(of: to - 1) - start, melody.barLength(at: max(0, start)))
    guard bars >= .one, bars <= Fraction(4) || notes >= leastNotes else { return nil }
    let ranges = agreeing.map { grid.notes(in: $0) }
    var classes: UInt16 = 0
    for range in ranges { for note in range { classes |= 1 << UInt16(melody.notes[note].pitch % 12) } }
    guard classes.nonzeroBitCount >= leastClasses else { return nil }
    return SharedRun(
      tune: tune, start: max(0, start), bars: bars, heldWindow: from + shift,
      notes: ranges)
  }

  private func isSounding(in window: Int, _ grid: BeatGrid, _ melody: Melody) -> Bool {
    let note = grid.firstNotes[window] - 1
    return note >= 0 && melody.notes[note].end > grid.starts[window]
  }
}
