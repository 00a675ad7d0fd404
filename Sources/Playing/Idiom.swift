/// What an instrument of the melody does by its nature: how it parts notes, whether it breathes, which ornaments lie on
/// it.
///
/// Sources: L. E. McCullough, "Style in Traditional Irish Music", Ethnomusicology 21 (1977), for which ornaments each
/// instrument has; G. Larsen, The Essential Guide to Irish Flute and Tin Whistle (2003), for breath and for the cut
/// that parts two notes of one pitch. The shares are Lilt's own.
public struct Idiom: Hashable, Sendable {
  /// A way to ornament a note.
  public enum Figure: Hashable, Sendable {
    /// A note above, too short to have a pitch of its own, that begins the note.
    case cut
    /// The note three times, parted by a cut and by a tap from below.
    case roll
    /// The note struck three times.
    case treble
    /// The note parted by cuts alone, where nothing lies below it.
    case cran
  }

  /// The share of its length a note sounds before another one.
  public var hold: Double
  /// The same before a note of its own pitch, which has to be struck again.
  public var holdBeforeRepetition: Double
  /// Whether it is blown, so that its player has to breathe.
  public var breathes: Bool
  /// The figures that lie on it.
  public var figures: Set<Figure>
  /// Its lowest note where rolls become crans there; nil where it has no such note.
  public var lowest: Int?

  /// An idiom.
  public init(
    hold: Double, holdBeforeRepetition: Double, breathes: Bool = false, figures: Set<Figure> = [], lowest: Int? = nil
  ) {
    self.hold = hold
    self.holdBeforeRepetition = holdBeforeRepetition
    self.breathes = breathes
    self.figures = figures
    self.lowest = lowest
  }

  /// A bow changes between notes and slurs some of them.
  public static let fiddle = Idiom(hold: 0.97, holdBeforeRepetition: 0.85, figures: [.cut, .roll, .treble])
  /// Whistle and wooden flute.
  public static let whistle = Idiom(
    hold: 0.98, holdBeforeRepetition: 0.85, breathes: true, figures: [.cut, .roll, .cran], lowest: 62)
  /// A chanter never falls silent: notes of one pitch are parted by cuts.
  public static let pipes = Idiom(hold: 1, holdBeforeRepetition: 0.94, figures: [.cut, .roll, .cran], lowest: 62)
  /// Accordion, concertina, harmonica: each reed speaks at once and stops at once.
  public static let box = Idiom(hold: 0.9, holdBeforeRepetition: 0.78, figures: [.cut, .roll, .treble])
  /// Banjo and mandolin: the plectrum's triplet.
  public static let banjo = Idiom(hold: 0.95, holdBeforeRepetition: 0.9, figures: [.treble])
  /// Strings that ring until they are struck again.
  public static let harp = Idiom(hold: 1, holdBeforeRepetition: 0.97)
  /// Piano, and all that has no ornaments of its own.
  public static let piano = Idiom(hold: 0.93, holdBeforeRepetition: 0.85)
  /// Other winds.
  public static let wind = Idiom(hold: 0.95, holdBeforeRepetition: 0.82, breathes: true)

  /// The idiom of a General MIDI program.
  public init(program: Int) {
    switch program {
    case 40...41, 110: self = .fiddle
    case 72...79: self = .whistle
    case 109, 111: self = .pipes
    case 20...23: self = .box
    case 24...31, 105...107: self = program == 24 ? .harp : .banjo
    case 8...15, 46: self = .harp
    case 52...71: self = .wind
    default: self = .piano
    }
  }
}
