/// The notes a tune sounds: repeats expanded, ties joined, accidentals and keys applied.
///
/// All times are in quarter beats (a crotchet is 1), exact, counted from the start of the tune. Everything that needs to
/// know what is played (MIDI, `lilt notes`, originality, statistics) reads a score and nothing else.
public struct Score: Hashable, Sendable {
  /// One sounding note.
  public struct Note: Hashable, Sendable {
    /// When it starts, in quarter beats.
    public var onset: Fraction
    /// MIDI note number: 60 is middle C, written `C` in ABC.
    public var pitch: Int
    /// How long it sounds, in quarter beats.
    public var duration: Fraction
    /// Which voice of the tune it belongs to, from 0.
    public var voice: Int

    /// A note of a score.
    public init(onset: Fraction, pitch: Int, duration: Fraction, voice: Int = 0) {
      self.onset = onset
      self.pitch = pitch
      self.duration = duration
      self.voice = voice
    }
  }

  /// A value that holds from a moment on.
  public struct Change<Value: Hashable & Sendable>: Hashable, Sendable {
    /// When it starts to hold, in quarter beats.
    public var onset: Fraction
    /// What holds.
    public var value: Value

    /// `value` from `onset` on.
    public init(onset: Fraction, value: Value) {
      self.onset = onset
      self.value = value
    }
  }

  /// The notes, sorted by onset, then pitch, then duration.
  public var notes: [Note] = []
  /// The meters in force; empty for free meter throughout.
  public var meters: [Change<Meter>] = []
  /// The keys in force.
  public var keys: [Change<Key>] = []
  /// The written tempi in quarter beats a minute; empty where the tune names none.
  public var tempi: [Change<Double>] = []
  /// Where bars begin, repeats expanded, in quarter beats.
  public var barLines: [Fraction] = []
  /// Chord symbols as written (`Am`, `D7/F#`).
  public var chordSymbols: [Change<String>] = []
  /// Where parts and repeats begin; empty for a score that was not performed from a tune.
  public var passages: [Passage] = []
  /// What is sung, in the order of the voices.
  public var lyrics: [Lyric] = []
  /// The General MIDI programs, 0...127, that the tune asks for by `%%MIDI program`, by voice.
  public var programs: [Int: Int] = [:]
  /// The length of the whole performance, rests included, in quarter beats.
  public var duration: Fraction = .zero
  /// The first title, empty where there is none.
  public var title = ""
  /// The rhythm the tune names (`R:`), lower-case, empty where there is none.
  public var rhythm = ""
  /// The composer the tune names (`C:`), empty where there is none.
  public var composer = ""

  /// A silent score.
  public init() {}

  /// Sorts the notes by onset, pitch and duration, as every reader expects them.
  public mutating func sort() {
    // One line of melody is in order as it is played.
    notes.sort { left, right in
      if left.onset != right.onset { return left.onset < right.onset }
      return (left.pitch, left.duration, left.voice) < (right.pitch, right.duration, right.voice)
    }
  }
}
