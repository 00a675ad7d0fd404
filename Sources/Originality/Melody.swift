import Music

/// A tune as it is compared: one line of notes in the order written, repeats not followed, ties joined.
///
/// Of notes that begin together the highest counts, of voices the first. Times are whole numbers of ``ticks``, which holds
/// every length down to a 64th, triplets, quintuplets and septuplets exactly; what is finer is rounded.
public struct Melody: Hashable, Sendable {
  /// A note of the line.
  public struct Note: Hashable, Sendable {
    /// When it begins, in ticks from the start of the tune.
    public var onset: Int
    /// When it ends, in ticks.
    public var end: Int
    /// The MIDI note number.
    public var pitch: Int

    /// A note from one tick to another.
    public init(onset: Int, end: Int, pitch: Int) {
      self.onset = onset
      self.end = end
      self.pitch = pitch
    }
  }

  /// Ticks of a whole note: 2^6 · 3 · 5 · 7.
  public static let ticks = 6720
  /// More notes are not looked at, so that a file of rubbish cannot make a comparison slow.
  static let noteLimit = 20_000
  /// Nor is what lies further from the start than this, in ticks: 4096 whole notes.
  static let timeLimit = 4096 * ticks

  /// The notes, by onset; no two sound together.
  public private(set) var notes: [Note] = []
  /// Where bars begin, in ticks. A bar of less than half its length, as an upbeat, has no beginning of its own.
  public private(set) var bars: [Int] = []
  /// The meters, each with the tick it begins at; nil for free meter.
  private var meters: [(start: Int, meter: Meter?)]

  /// Takes the melody out of a tune; O(notes).
  public init(of tune: Tune) {
    let score = Score(performing: tune.asWritten)
    meters = [(0, tune.meter)] + score.meters.map { (Self.ticks(of: $0.onset), $0.value) }
    for note in score.notes where note.voice == 0 {
      let onset = Self.ticks(of: note.onset)
      guard onset < Self.timeLimit, notes.count < Self.noteLimit else { break }
      let end = min(Self.ticks(of: note.onset + note.duration), Self.timeLimit)
      // Notes that begin together come by pitch, so that the last of them is the highest.
      if notes.last?.onset == onset { notes.removeLast() }
      if let last = notes.indices.last { notes[last].end = min(notes[last].end, onset) }
      notes.append(Note(onset: onset, end: max(end, onset + 1), pitch: note.pitch))
    }
    guard let end = notes.last?.end else { return }
    let starts = [0] + score.barLines.lazy.map { Self.ticks(of: $0) }.prefix { $0 < end }
    for (index, start) in starts.enumerated() {
      let length = (index + 1 < starts.count ? starts[index + 1] : end) - start
      if index + 1 == starts.count || 2 * length >= barLength(at: start) { bars.append(start) }
    }
  }

  /// How long a bar is at a moment, in ticks; a whole note in free meter.
  public func barLength(at tick: Int) -> Int {
    let meter = meter(at: tick)
    return max(Self.ticks / 16, min(meter.map { Self.ticks(of: $0.barLength * 4) } ?? Self.ticks, Self.timeLimit))
  }

  /// The number of the bar that a moment lies in, from 1; 0 for an upbeat. O(log bars).
  public func bar(at tick: Int) -> Int { bars.partition { $0 > tick } }

  /// The length of the windows that a bar is cut into: a beat of its meter, see ``BeatGrid/units``.
  func beat(at tick: Int) -> Int {
    guard let meter = meter(at: tick), meter.unit >= 8 else { return BeatGrid.units[0] }
    return BeatGrid.units[meter.isCompound && meter.unit == 8 ? 1 : 2]
  }

  private func meter(at tick: Int) -> Meter? { meters[max(0, meters.partition { $0.start > tick } - 1)].meter }

  private static func ticks(of quarters: Fraction) -> Int {
    let quarter = ticks / 4
    let (product, overflow) = quarters.numerator.multipliedReportingOverflow(by: quarter)
    guard !overflow else { return timeLimit }
    return min(timeLimit, (product + quarters.denominator / 2) / quarters.denominator)
  }

  /// By notes, bars and lengths of bars.
  public static func == (left: Melody, right: Melody) -> Bool {
    left.notes == right.notes && left.bars == right.bars
      && left.meters.elementsEqual(right.meters) { $0.start == $1.start && $0.meter == $1.meter }
  }

  /// Hashes the notes.
  public func hash(into hasher: inout Hasher) { hasher.combine(notes) }
}

extension Tune {
  /// The tune with neither repeats nor endings nor signs that lead back: played, it sounds as it stands on the page.
  fileprivate var asWritten: Tune {
    var result = withoutJumps()
    for index in result.body.indices {
      guard case .bar(let line) = result.body[index].kind else { continue }
      result.body[index].kind = .bar(BarLine(line.dividesBars ? "|" : ""))
    }
    return result
  }
}

extension RandomAccessCollection {
  /// How many elements stand before the first that `isBehind`, in a collection where all behind it are, too; O(log n).
  func partition(_ isBehind: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[index(startIndex, offsetBy: middle)]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
