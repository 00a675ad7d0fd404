import Music

/// A note head on the staff.
struct StaffNote: Hashable {
  var step: Step
  /// The octave as ABC counts it, 0 from middle C.
  var octave: Int
  /// Semitones it is altered, by the key or by an accidental.
  var alteration: Int
  /// The accidental that is printed, by MusicXML's name.
  var accidental: String?
  var endsTie = false
  var startsTie = false

  var midi: Int { WrittenPitch(step, octave: octave).naturalMIDI + alteration }
}

/// Played `actual` in the time of `normal`.
struct Ratio: Hashable {
  var actual: Int
  var normal: Int
  /// What a written length is multiplied with to give the time it takes.
  var factor: Fraction { Fraction(normal, actual) }
}

/// A grace note, or several at once.
struct Grace: Hashable {
  var note: StaffNote
  var value: NoteValue
  var isSlashed: Bool
  var beams: [String] = []
}

/// A note, a chord or a rest: one stem, one written value.
struct ChordRest: Hashable {
  /// The heads; none for a rest.
  var notes: [StaffNote]
  /// Whole notes since the start of the measure.
  var onset: Fraction
  /// The time it takes in whole notes.
  var duration: Fraction
  /// The head's shape; nil for a length no head shows.
  var value: NoteValue?
  var ratio: Ratio?
  var isMeasureRest = false
  var isVisible = true

  var startsTuplet = false
  var endsTuplet = false
  /// Slurs by number: `stop` before `start`.
  var endsSlurs: [Int] = []
  var startsSlurs: [Int] = []
  var graces: [Grace] = []
  var marks: [Mark] = []
  var syllables: [Lyrics.Syllable] = []
  /// Whether a blank in the ABC, or its like, parts it from the beam before.
  var breaksBeam = true
  /// `begin`, `continue`, `end`, `forward hook` or `backward hook` for every beam, the outermost first.
  var beams: [String] = []
  /// What is printed at its onset: attributes, directions, chord symbols.
  var before: [Tag] = []

  var end: Fraction { onset + duration }

  /// Ends the note at `time` and gives the rest of it, tied to it.
  mutating func cutting(at time: Fraction) -> ChordRest {
    var rest = ChordRest(notes: notes, onset: time, duration: end - time, value: nil, ratio: ratio)
    rest.isVisible = isVisible
    duration = time - onset
    value = NoteValue(duration / (ratio?.factor ?? .one))
    rest.value = NoteValue(rest.duration / (ratio?.factor ?? .one))
    for index in notes.indices {
      rest.notes[index].accidental = nil
      rest.notes[index].endsTie = true
      notes[index].startsTie = true
    }
    return rest
  }
}

/// What stands at one end of a measure.
struct BarSign: Hashable {
  /// MusicXML's name of the strokes; nil for a single one.
  var style: String? = nil
  /// Whether the ABC has a sign there.
  var isDrawn = false
  /// Where a repeat stands, how often its part is played.
  var repeats: Int? = nil
  /// The passes on which the music of an ending is played.
  var endings: [Int] = []
  /// The numbers of the ending as they are printed.
  var label = ""
  /// `stop` or `discontinue` on the right.
  var endingType = "start"
  var hasFermata = false
}

/// What is printed at the head of a measure, or where it changes.
struct Attributes: Hashable {
  var key: Key?
  /// The outer nil for no change, the inner one for free meter.
  var meter: Meter??
  var clef: Clef?
  /// Semitones between what is written and what sounds.
  var transposition: Int?
  var restMeasures: Int?

  var isEmpty: Bool { self == Attributes() }
}

/// A measure: what stands between two bar lines, or a bar line and an ending.
struct Measure: Hashable {
  var number = ""
  var isImplicit = false
  var startsSystem = false
  var attributes = Attributes()
  var left = BarSign()
  var right = BarSign()
  /// Voices that sound together, the first one first.
  var layers: [[ChordRest]] = [[]]
  /// What is printed behind the last note.
  var behind: [Tag] = []
  /// Whole notes it lasts.
  var length = Fraction.zero
  /// A full bar of the meter in whole notes; nil for free meter.
  var fullLength: Fraction?

  var isEmpty: Bool { layers.allSatisfy(\.isEmpty) }
}

/// The music of one voice.
struct Part: Hashable {
  var name: String
  var measures: [Measure]
}
