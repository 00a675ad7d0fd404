import ABC
import Music

/// What music sounds, as a line that can be worked out on paper: `C:2 ^F:1/2 @4 c:1`.
///
/// A note is its pitch as ABC writes it without a key (black keys as sharps) and its length in quarter beats. `@4`
/// stands before a note that does not begin where the one before it ended. The unit note length is a crotchet, so that
/// `C2` lasts 2.
func played(_ music: String, meter: String = "4/4", key: String = "C", unit: String = "1/4") throws -> String {
  try played(Tune(parsing: "X:1\nM:\(meter)\nL:\(unit)\nK:\(key)\n\(music)\n"))
}

/// What a tune sounds, in the same form.
func played(_ tune: Tune) -> String {
  var words: [String] = []
  var end = Fraction.zero
  for note in Score(performing: tune).notes {
    if note.onset != end { words.append("@\(note.onset)") }
    words.append("\(name(ofMIDI: note.pitch)):\(note.duration)")
    end = note.onset + note.duration
  }
  return words.joined(separator: " ")
}

/// The pitches music sounds one after the other: `A B A c`.
func order(_ music: String, key: String = "C") throws -> String {
  let tune = try Tune(parsing: "X:1\nM:4/4\nL:1/4\nK:\(key)\n\(music)\n")
  return Score(performing: tune).notes.map { name(ofMIDI: $0.pitch) }.joined(separator: " ")
}

private func name(ofMIDI pitch: Int) -> String {
  let names: [(Step, Accidental?)] = [
    (.c, nil), (.c, .sharp), (.d, nil), (.d, .sharp), (.e, nil), (.f, nil), (.f, .sharp), (.g, nil), (.g, .sharp),
    (.a, nil), (.a, .sharp), (.b, nil),
  ]
  let (step, accidental) = names[pitch % 12]
  return WrittenPitch(step, octave: pitch / 12 - 5, accidental: accidental).notation
}
