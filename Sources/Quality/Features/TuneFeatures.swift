import ABC
import Music

/// What can be counted about one tune: how whole it is, how it is built, how it moves.
///
/// Cheap enough to rank candidates by: about as much work as to perform the tune. Melody is that of the first voice, as
/// written (repeats not played twice), ties joined, grace notes left out; of notes that sound together, the highest.
public struct TuneFeatures: Hashable, Sendable {
  /// A note of the melody, ties joined.
  public struct Note: Hashable, Sendable {
    /// The MIDI note number, 60 for middle C; it may pass 0...127.
    public var pitch: Int
    /// How long it sounds, in whole notes.
    public var duration: Fraction
    /// Semitones above the tonic in force, 0...11; nil where the key has no tonic.
    public var degree: Int?
    /// Whether it is played behind the note before it in this list; not so where a second ending begins.
    public var isJoined: Bool
  }

  /// Whether the tune could be read without an error and sounds at all.
  public var isReadable = false
  /// The meter at the start as two numbers, `6/8` (`C` is `4/4`); `none` for free meter.
  public var meter = "none"
  /// Bars that hold more or less than the meter asks for, those divided by repeats, endings and pickups put together; 1
  /// more where the tune as a whole is barred otherwise than its meter says. 0 in free meter.
  public var wrongBars = 0
  /// Repeats and endings that lack a partner.
  public var unbalancedRepeats = 0
  /// Whether the last note, or one of its chord, is the tonic; nil where the key has none.
  public var endsOnTonic: Bool?
  /// How long the last note sounds, in whole notes; nil without notes.
  public var finalLength: Fraction?
  /// How many bars are written: all lengths over the meter's, rounded. In free meter every stretch between bar lines
  /// is one.
  public var bars = 0
  /// The parts, in the order written.
  public var parts: [TunePart] = []
  /// How many of its bars repeat one before.
  public var repetition = BarRepetition()
  /// The melody.
  public var notes: [Note] = []

  /// A tune that could not be read.
  public static let unreadable = TuneFeatures()

  private init() {}

  /// Looks through a tune; O(n), and O(bars · different bars, 128 at most) to compare bars.
  ///
  /// - Parameter problems: what its reader found wrong; a tune with an error among them counts as not readable.
  public init(of tune: Tune, problems: [Problem] = []) {
    self.init()
    let meter = tune.meter
    let unit = tune.unitLength
    self.meter = meter.map { "\($0.count)/\($0.unit)" } ?? "none"
    for (number, voice) in tune.voices.enumerated() {
      let rhythm = Rhythm(of: voice.elements, meter: meter, unitLength: unit)
      let barring = Barring(of: voice.elements, rhythm: rhythm)
      for problem in barring.problems { count(problem.rule) }
      guard number == 0 else { continue }
      let melody = WrittenMelody(
        of: voice.elements, rhythm: rhythm, measures: barring.measures, key: tune.key, reach: tune.accidentalReach)
      notes = melody.notes
      endsOnTonic = melody.endsOnTonic
      finalLength = melody.notes.last?.duration
      bars = Int(min(1e9, barring.measures.reduce(0) { $0 + $1.lengthInBars }.rounded()))
      repetition = BarRepetition(of: melody.bars)
      parts = TunePart.parts(of: melody.bars)
    }
    isReadable = !notes.isEmpty && !problems.contains { $0.severity == .error }
  }

  private mutating func count(_ rule: Problem.Rule) {
    switch rule {
    case .barLength, .pickup, .meterFit, .tupletShort: wrongBars += 1
    case .repeatOpen, .endingPartner, .endingClose: unbalancedRepeats += 1
    default: break
    }
  }
}

extension TuneFeatures {
  /// Whether every bar holds what the meter asks for.
  public var hasExactBars: Bool { wrongBars == 0 }

  /// Whether every repeat and every ending has its partner.
  public var hasBalancedRepeats: Bool { unbalancedRepeats == 0 }

  /// The order of the parts as played, a letter each time: `AABB`. Empty without parts; cut at 32 letters.
  public var form: String {
    var letters = ""
    for part in parts {
      letters += String(repeating: String(part.letter), count: min(part.passes, 32))
      if letters.count > 32 { return letters.prefix(32) + "…" }
    }
    return letters
  }

  /// Semitones from the lowest note to the highest; nil without notes. O(n).
  public var range: Int? {
    let pitches = notes.lazy.map(\.pitch)
    guard let low = pitches.min(), let high = pitches.max() else { return nil }
    return high - low
  }

  /// Semitones from each note to the next, negative downwards; over the seam to a second ending there is none. O(n).
  public var intervals: [Int] {
    zip(notes, notes.dropFirst()).compactMap { $1.isJoined ? $1.pitch - $0.pitch : nil }
  }

  /// How often each interval in semitones comes; O(n).
  public var intervalHistogram: [Int: Int] { intervals.reduce(into: [:]) { $0[$1, default: 0] += 1 } }

  /// How often each length in whole notes comes; O(n).
  public var durationHistogram: [Fraction: Int] { notes.reduce(into: [:]) { $0[$1.duration, default: 0] += 1 } }

  /// How many notes stand on each of the twelve semitones above the tonic, the tonic first; all 0 without a tonic.
  /// O(n).
  public var pitchClasses: [Int] {
    notes.reduce(into: Array(repeating: 0, count: 12)) { if let degree = $1.degree { $0[degree] += 1 } }
  }

  /// How many intervals are wider than a fifth; O(n).
  public var leapsBeyondFifth: Int { intervals.count { abs($0) > 7 } }

  /// How many intervals are wider than an octave; O(n).
  public var leapsBeyondOctave: Int { intervals.count { abs($0) > 12 } }

  /// Notes in a bar on average; nil without bars.
  public var notesPerBar: Double? { bars > 0 ? Double(notes.count) / Double(bars) : nil }
}
