/// A bar that is being written: how full it is, and what in it is not finished.
struct BarState: Hashable, Sendable {
  /// A length at which the bar may be closed, and the fewest tokens from its bar line on to the end of the tune.
  struct Target: Hashable, Sendable {
    /// In grains; below zero where there is none.
    var length = -1
    /// Where the note before is the tonic.
    var any = BarFill.never
    /// Where it is another.
    var other = BarFill.never
    /// Where it is tied to the next.
    var tied = BarFill.never
  }

  enum Item: Hashable, Sendable {
    case none
    /// A note or a chord that is closed, whose length may follow.
    case note
    case rest
    case chord
  }

  static let noPlace = Int8.max

  /// Grains written.
  var position = 0
  var first = Target()
  var second = Target()
  /// The fewest tokens from the start of the bar without writing it, behind the tonic and behind another note.
  var start = Target()

  var item = Item.none
  /// The place of the open note, where it is a single one.
  var place = noPlace
  /// The places of the notes of an open chord.
  var chord: UInt64 = 0
  /// The length written behind every note of the open chord, which then is the chord's; 0 where none is.
  var chordLength = 0
  /// Whether the last note of the chord has yet to be given it.
  var lacksLength = false
  /// The tuplet that is open, by its number; below zero for none.
  var tuplet = -1
  /// In the time of how many of its notes it is played.
  var tupletTime = 0
  /// Its notes that are not closed yet.
  var tupletLeft = 0
  /// The length its notes have, once the first is known; else 0.
  var tupletLength = 0
  /// The length the second note of broken rhythm must have; 0 where none is due.
  var broken = 0
  /// The place of the note just closed, which a tie may follow.
  var tieable = noPlace
  /// The place of the next note, which is tied to the one before.
  var tied = noPlace
  /// Whether the last pitch written sounds a C.
  var isTonic = false
  /// What the key and the bar's accidentals alter each letter by.
  var signature = SIMD8<Int8>()
  var altered = SIMD8<Int8>()

  /// Begins the next bar of the same key.
  mutating func begin() {
    position = 0
    (first, second) = (Target(), Target())
    start = Target()
    tieable = Self.noPlace
    altered = signature
  }

  /// Whether nothing is open that a bar line would cut.
  var isComplete: Bool { item == .none && tuplet < 0 && broken == 0 }
  /// Whether no note of the bar has begun.
  var isFresh: Bool { position == 0 && isComplete && tied == Self.noPlace }
}
