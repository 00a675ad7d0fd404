/// A melody cut into windows of one length, each hashed by what begins in it.
///
/// A window's hash takes in, for every note that begins in it, how far into the window it begins and its pitch class:
/// rhythm and melody at once. A note that changes in pitch changes one window and no other, and so does an ornament that takes
/// the time of the note it adorns. A window in which nothing begins is empty.
struct BeatGrid {
  /// The lengths of windows in ticks: a crotchet, a dotted crotchet for 6/8 and its like, a quaver for 3/8, 5/8, 7/8.
  static let units = [Melody.ticks / 4, Melody.ticks * 3 / 8, Melody.ticks / 8]
  /// Windows that make a seed: what is looked up.
  static let seedLength = 4

  /// The beat each window is one of, in ticks; the window itself may be cut short by the next bar.
  private let lengths: [Int]
  /// Where every window begins, in ticks; the first at 0 or before.
  let starts: [Int]
  /// For each window the first note that begins in it or later; one more than there are windows.
  let firstNotes: [Int]
  private let notes: [Melody.Note]

  /// How many windows there are.
  var count: Int { starts.count }

  private init(_ melody: Melody, starts: [Int], lengths: [Int]) {
    self.lengths = lengths
    self.starts = starts
    notes = melody.notes
    var firstNotes: [Int] = []
    firstNotes.reserveCapacity(starts.count + 1)
    var note = 0
    for start in starts {
      while note < notes.count, notes[note].onset < start { note += 1 }
      firstNotes.append(note)
    }
    firstNotes.append(notes.count)
    self.firstNotes = firstNotes
  }

  /// Cuts a melody into windows of `unit` ticks that begin `phase` ticks behind a multiple of it.
  private init(_ melody: Melody, unit: Int, phase: Int) {
    let end = melody.notes.last?.end ?? 0
    let starts = Array(stride(from: phase > 0 ? phase - unit : 0, to: end, by: unit))
    self.init(melody, starts: starts, lengths: Array(repeating: unit, count: starts.count))
  }

  /// The grid a tune is kept by: windows of a beat that begin anew with every bar. Bars that are too short or too long,
  /// and there are many, so put nothing out of step but themselves.
  init(_ melody: Melody) {
    let end = melody.notes.last?.end ?? 0
    let first = melody.bars.first ?? 0
    var unit = melody.beat(at: first)
    let phase = first % unit
    var starts: [Int] = []
    var lengths: [Int] = []
    starts.reserveCapacity(end / unit + melody.bars.count)
    lengths.reserveCapacity(starts.capacity)
    var next = phase > 0 ? phase - unit : 0
    for bar in melody.bars + [end] {
      while next < bar {
        starts.append(next)
        lengths.append(unit)
        next += unit
      }
      next = bar
      if bar < end { unit = melody.beat(at: bar) }
    }
    self.init(melody, starts: starts, lengths: lengths)
  }

  /// The grids a tune is looked up by: its own, and wherever its notes and bars say that a beat may be.
  static func all(of melody: Melody) -> [BeatGrid] {
    let own = BeatGrid(melody)
    var result = [own]
    for unit in units {
      var votes: [Int: Int] = [:]
      for note in melody.notes { votes[note.onset % unit, default: 0] += 1 }
      for bar in melody.bars { votes[bar % unit, default: 0] += 4 }
      let phases = votes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(phaseLimit)
      for (phase, votes) in phases where votes >= leastVotes {
        let grid = BeatGrid(melody, unit: unit, phase: phase)
        if grid.starts != own.starts || grid.lengths != own.lengths { result.append(grid) }
      }
    }
    return result
  }
  private static let phaseLimit = 12
  private static let leastVotes = 4

  /// Where a window ends, in ticks: the last one with the last note.
  func end(of window: Int) -> Int {
    window + 1 < count ? starts[window + 1] : min(starts[window] + lengths[window], notes.last?.end ?? .max)
  }

  /// The notes that begin in some windows.
  func notes(in windows: Range<Int>) -> Range<Int> { firstNotes[windows.lowerBound]..<firstNotes[windows.upperBound] }

  /// Whether anything begins in a window.
  func isEmpty(_ window: Int) -> Bool { firstNotes[window] == firstNotes[window + 1] }

  /// The hash of every window with the melody raised by `shift` semitones; 0 for an empty one. O(notes).
  func hashes(shift: Int) -> [UInt64] {
    var result: [UInt64] = []
    result.reserveCapacity(count)
    for window in 0..<count {
      var hash: UInt64 = 0
      if firstNotes[window] < firstNotes[window + 1] {
        hash = Self.mix(0x9E37_79B9_7F4A_7C15, UInt64(lengths[window]))
        let start = starts[window]
        for note in firstNotes[window]..<firstNotes[window + 1] {
          let offset = UInt64(notes[note].onset - start)
          hash = Self.mix(hash, offset << 4 | UInt64((notes[note].pitch + shift) % 12))
        }
      }
      result.append(hash)
    }
    return result
  }

  /// What is kept of a window: 8 bits of its hash, 0 for an empty one.
  static func fingerprint(_ hash: UInt64) -> UInt8 { hash == 0 ? 0 : max(1, UInt8(hash >> 56)) }

  /// The hash of the windows from `first` on that make a seed.
  static func seed(_ hashes: [UInt64], at first: Int) -> UInt64 {
    var seed: UInt64 = 0
    for window in first..<first + seedLength { seed = mix(seed, hashes[window]) }
    return seed
  }

  /// Whether the windows from `first` on tell anything: two different pitch classes, at least.
  func isTelling(at first: Int) -> Bool {
    let range = notes(in: first..<first + Self.seedLength)
    guard let pitch = notes[range].first?.pitch else { return false }
    return notes[range].contains { ($0.pitch - pitch) % 12 != 0 }
  }

  private static func mix(_ hash: UInt64, _ value: UInt64) -> UInt64 {
    let mixed = ((hash << 5 | hash >> 59) ^ value) &* 0xD6E8_FEB8_6659_FD93
    return mixed ^ (mixed >> 32)
  }
}
