import Music

/// What is heard when a tune is played: notes of every player, tempi and the score they come from.
///
/// `Arrangement(playing: score, by: players, as: style)` makes one. Moments count from the beginning of the tune in
/// quarter beats; a count-in stands before it, at moments below zero.
public struct Arrangement: Hashable, Sendable {
  /// Who plays a note.
  public enum Part: String, CaseIterable, Hashable, Sendable {
    case melody, chords, bass, drone, bodhran, clicks
  }

  /// A note as it is played.
  public struct Note: Hashable, Sendable {
    /// When it is struck, in quarter beats.
    public var onset: Double
    /// How long it sounds, in quarter beats.
    public var duration: Double
    /// MIDI note number; of the bodhrán and the clicks, the key of a General MIDI drum.
    public var pitch: Int
    /// How hard it is struck, 1...127.
    public var velocity: Int
    /// Who plays it.
    public var part: Part
    /// Which voice of the score it belongs to; 0 for all but the melody.
    public var voice: Int
    /// The note of the score that it is; nil for ornaments and for accompaniment.
    public var source: Int?
    /// Whether it runs into the note behind it and is not to be parted from it.
    public var isBound = false

    /// A note.
    public init(
      onset: Double, duration: Double, pitch: Int, velocity: Int, part: Part, voice: Int = 0, source: Int? = nil
    ) {
      self.onset = onset
      self.duration = duration
      self.pitch = pitch
      self.velocity = velocity
      self.part = part
      self.voice = voice
      self.source = source
    }

    /// When it ends, in quarter beats.
    public var end: Double { onset + duration }
  }

  /// A tempo and when it begins to hold.
  public struct Tempo: Hashable, Sendable {
    /// When, in quarter beats.
    public var onset: Double
    /// Quarter beats a minute.
    public var quartersPerMinute: Double
  }

  /// Everything that is struck, in order of onset.
  public var notes: [Note] = []
  /// The tempi, the first from the beginning on.
  public var tempi: [Tempo]
  /// Quarter beats of clicks before the tune.
  public var countIn = 0.0
  /// What is played, rounds written out.
  public var score: Score
  /// Who plays.
  public var players: Players
  /// The chords that are played, each from a moment on; nil where nothing is to be played.
  public var chords: [Score.Change<ChordSymbol?>] = []

  /// Sorts the notes as readers expect them: by onset, player and pitch.
  mutating func sort() {
    notes.sort { left, right in
      if left.onset != right.onset { return left.onset < right.onset }
      if left.part != right.part { return left.part.order < right.part.order }
      return (left.voice, left.pitch) < (right.voice, right.pitch)
    }
  }

  /// The tempo at a moment; O(log n).
  func tempo(at moment: Double) -> Double {
    tempi.last { $0.onset <= moment }?.quartersPerMinute ?? tempi.first?.quartersPerMinute ?? 120
  }
}

extension Arrangement.Part {
  /// Its place among notes struck together.
  var order: Int {
    switch self {
    case .melody: 0
    case .chords: 1
    case .bass: 2
    case .drone: 3
    case .bodhran: 4
    case .clicks: 5
    }
  }
}
