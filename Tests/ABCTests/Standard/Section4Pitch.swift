import Testing

/// Pitches and accidentals.
@Suite("ABC 2.1, sections 4.1 and 4.2: pitch") struct Section4Pitch {
  @Test(arguments: octaves + accidentals + inTheBar)
  func holds(_ rule: StandardCase) throws { try rule.check() }

  static let octaves = [
    StandardCase("4.1", "capitals begin at middle C", "CDEFGAB|", sounds: "C4 D4 E4 F4 G4 A4 B4"),
    StandardCase("4.1", "small letters stand an octave higher", "cdefgab|", sounds: "C5 D5 E5 F5 G5 A5 B5"),
    StandardCase("4.1", "a comma lowers by an octave", "C,D,E,F,G,A,B,|", sounds: "C3 D3 E3 F3 G3 A3 B3"),
    StandardCase("4.1", "an apostrophe raises by an octave", "c'd'e'f'g'a'b'|", sounds: "C6 D6 E6 F6 G6 A6 B6"),
    StandardCase("4.1", "every further comma lowers by another octave", "C,,C,,,|", sounds: "C2 C1"),
    StandardCase("4.1", "every further apostrophe raises by another octave", "c''c'''|", sounds: "C7 C8"),
    StandardCase("4.1", "marks of both kinds cancel", "C,',|", sounds: "C3"),
    StandardCase("4.1", "a capital with an apostrophe is a small letter", "C'|", sounds: "C5"),
    StandardCase("4.1", "a small letter with a comma is a capital", "c,|", sounds: "C4"),
    StandardCase("4.1", "marks in any order", "c',|c,'|C',|", sounds: "C5 C5 C4"),
    StandardCase("4.1", "the octave belongs to the letter: B lies below c", "Bc|bc'|B,C|", sounds: "B4 C5 B5 C6 B3 C4"),
  ]

  static let accidentals = [
    StandardCase("4.2", "a caret is a sharp", "^C|", sounds: "C#4"),
    StandardCase("4.2", "an underscore is a flat", "_B|", sounds: "Bb4"),
    StandardCase("4.2", "an equals sign is a natural", "=F|", key: "G", sounds: "F4"),
    StandardCase("4.2", "two carets are a double sharp", "^^C|", sounds: "D4"),
    StandardCase("4.2", "two underscores are a double flat", "__B|", sounds: "A4"),
    StandardCase("4.2", "a sharp on E is F", "^E|", sounds: "F4"),
    StandardCase("4.2", "a flat on C lies below the C of its octave", "_C|_c|", sounds: "B3 B4"),
    StandardCase("4.2", "a sharp on B lies above the B of its octave", "^B,|^B|", sounds: "C4 C5"),
    StandardCase(
      "4.2", "an accidental replaces the signature's and adds nothing to it", "^F|_F|", key: "D", sounds: "F#4 E4"),
    StandardCase("4.2", "a flat on a sharp of the signature is a flat", "_c|", key: "D", sounds: "B4"),
    StandardCase("4.2", "a double sharp counts from the natural", "^^F|", key: "G", sounds: "G4"),
    StandardCase("4.2", "an accidental with octave marks and a length", "^c'2_B,,/|", sounds: "C#6:2 Bb2:1/2"),
  ]

  static let inTheBar = [
    StandardCase("11.3", "an accidental holds to the bar line", "^FGFG|F|", sounds: "F#4 G4 F#4 G4 F4"),
    StandardCase("11.3", "the bar line brings the signature back", "=FF|F|", key: "G", sounds: "F4 F4 F#4"),
    StandardCase("11.3", "by default an accidental holds in all octaves", "^FfF,f'|", sounds: "F#4 F#5 F#3 F#6"),
    StandardCase("11.3", "an accidental holds for its own step only", "^FGA|", sounds: "F#4 G4 A4"),
    StandardCase("11.3", "a later accidental replaces an earlier one", "^FF=FF_FF|", sounds: "F#4 F#4 F4 F4 E4 E4"),
    StandardCase("11.3", "a natural in one octave ends a sharp in another", "^F=ff F|", sounds: "F#4 F5 F5 F4"),
    StandardCase("11.3", "a double sharp holds to the bar line", "^^FF|F|", sounds: "G4 G4 F4"),
    StandardCase("11.3", "a repeat sign is a bar line", "^FF:|F|", sounds: "F#4 F#4 F#4 F#4 F4"),
    StandardCase("11.3", "a double bar line is a bar line", "^FF||F|", sounds: "F#4 F#4 F4"),
    StandardCase("11.3", "the end of a line is no bar line", "^FF\nF|F|", sounds: "F#4 F#4 F#4 F4"),
    StandardCase(
      "11.3", "propagation not: an accidental holds for its note alone", "I:propagate-accidentals not\n^FFf|^F|",
      sounds: "F#4 F4 F5 F#4"),
    StandardCase(
      "11.3", "propagation octave: an accidental holds in its octave", "I:propagate-accidentals octave\n^FFfF,F|F|",
      sounds: "F#4 F#4 F5 F3 F#4 F4"),
    StandardCase(
      "11.3", "propagation pitch: an accidental holds in all octaves", "I:propagate-accidentals pitch\n^FFfF,|F|",
      sounds: "F#4 F#4 F#5 F#3 F4"),
    StandardCase(
      "11.3", "propagation not, as a directive", "%%propagate-accidentals not\n^FF|", sounds: "F#4 F4"),
    StandardCase(
      "11.3", "propagation octave, as a directive in the header",
      abc: "X:1\nT:A\nL:1/4\n%%propagate-accidentals octave\nK:C\n^Ff F|\n", sounds: "F#4 F5 F#4"),
    StandardCase(
      "11.3", "propagation not: the signature holds all the same", "I:propagate-accidentals not\n=FF|", key: "G",
      sounds: "F4 F#4"),
    StandardCase(
      "11.3", "propagation octave: a natural in one octave leaves the others", "I:propagate-accidentals octave\n=Ff|",
      key: "G", sounds: "F4 F#5"),
    StandardCase(
      "11.3", "how accidentals are printed changes no note", "I:writeout-accidentals all\nFf|", key: "D Phr ^f",
      sounds: "F#4 F#5"),
    StandardCase(
      "11.3", "added accidentals printed before the notes change no note", "%%writeout-accidentals added\nfB|",
      key: "D Phr ^f", sounds: "F#5 Bb4"),
    StandardCase("11.3", "an accidental in a chord holds behind it", "[^CE]C|C|", sounds: "[C#4 E4] C#4 C4"),
    StandardCase("11.3", "an accidental holds within a later chord", "^C[CE]|", sounds: "C#4 [C#4 E4]"),
    StandardCase("11.3", "a tie carries an accidental over the bar line", "^F-|FF|", sounds: "F#4:2 F4"),
    StandardCase("11.3", "a tie carries a natural over the bar line", "=F-|FF|", key: "G", sounds: "F4:2 F#4"),
  ]
}
