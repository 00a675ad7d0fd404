import Testing

/// Chords, chord symbols, annotations and the order of constructs.
@Suite("ABC 2.1, sections 4.17 to 4.20: chords") struct Section4Chords {
  @Test(arguments: chords + chordSymbols + annotations + order)
  func holds(_ rule: StandardCase) throws { try rule.check() }

  private static func chord(_ rule: String, _ music: String, key: String = "C", _ sounds: String) -> StandardCase {
    StandardCase("4.17", rule, music, key: key, sounds: sounds)
  }

  static let chords = [
    chord("notes in brackets sound together", "[CEGc]|", "[C4 E4 G4 C5]"),
    chord("chords follow one another", "[B2d2][Ac][Bd]|", "[B4 D5]:2 [A4 C5] [B4 D5]"),
    chord("a chord lasts as long as its notes", "[C2E2]D|", "[C4 E4]:2 D4"),
    chord("a length behind the bracket", "[CEG]3D|", "[C4 E4 G4]:3 D4"),
    chord("a stroke behind the bracket", "[CEG]/D|", "[C4 E4 G4]:1/2 D4"),
    chord("a fraction behind the bracket", "[CEG]3/2D|", "[C4 E4 G4]:3/2 D4"),
    chord("lengths within and behind the bracket are multiplied", "[C2E2G2]3D|", "[C4 E4 G4]:6 D4"),
    chord("short lengths within and behind are multiplied", "[C/E/]/D|", "[C4 E4]:1/4 D4"),
    chord("unequal lengths: the first note's is the chord's", "[C2E]D|", "[C4:2 E4:1] D4"),
    chord("unequal lengths: the first note may be the shorter", "[CE2]D|", "[C4:1 E4:2] D4"),
    chord("unequal lengths are multiplied as well", "[C2E]2D|", "[C4:4 E4:2] D4"),
    chord("the order in the bracket is free", "[GEC]|", "[C4 E4 G4]"),
    chord("accidentals belong to the notes", "[F=A_B]|", "[F4 A4 Bb4]"),
    chord("the signature holds in a chord", "[FA]|", key: "G", "[F#4 A4]"),
    chord("octave marks belong to the notes", "[C,c']|", "[C3 C6]"),
    chord("an accidental before the chord's note holds in the bar", "[^FA][FA]|[FA]|", "[F#4 A4] [F#4 A4] [F4 A4]"),
    chord("a unison is two notes of one pitch", "[DD]|", "[D4 D4]"),
    chord("a chord of one note is the note", "[C]D|", "C4 D4"),
    chord("a chord is repeated", "|:[CE]D:|", "[C4 E4] D4 [C4 E4] D4"),
    chord("a chord under a slur", "([CE]D)|", "[C4 E4] D4"),
    chord(
      "prefixes and postfixes as on a note", "(\"^a\"!p![DFA]->[DFA]\"^b\"[G=Bd]3/2\"_c\"[Ace]/T[DFA]2)|",
      "[D4 F4 A4]:2 [G4 B4 D5]:3/2 [A4 C5 E5]:1/2 [D4 F4 A4]:2"),
    chord("chord lengths in quavers", "[L:1/8][CE]2[CE]|", "[C4 E4] [C4 E4]:1/2"),
    StandardCase(
      "4.17", "a chord takes part in a bar as its first note does", "[C2E2][CE]2|", meter: "4/4", .duration, is: "4"),
  ]

  static let chordSymbols = [
    StandardCase("4.18", "a chord symbol stands left of its note", "\"Am7\"A2D2|", .chordSymbols, is: "0: Am7"),
    StandardCase("4.18", "a chord symbol sounds no note of the tune", "\"Am7\"A2D2|", sounds: "A4:2 D4:2"),
    StandardCase("4.18", "chord symbols with their times", "\"G\"GABc|\"D7\"d4|", .chordSymbols, is: "0: G, 4: D7"),
    StandardCase("4.18", "a chord symbol before a rest", "C\"G\"zD|", .chordSymbols, is: "1: G"),
    StandardCase("4.18", "a chord symbol with a bass note", "\"C/E\"C|", .chordSymbols, is: "0: C/E"),
    StandardCase("4.18", "a bass note with a sign", "\"D7/F#\"D|", .chordSymbols, is: "0: D7/F#"),
    StandardCase("4.18", "a flat root", "\"Bbmaj7\"B|", .chordSymbols, is: "0: Bbmaj7"),
    StandardCase("4.18", "an augmented chord", "\"C+\"C\"Gaug\"G|", .chordSymbols, is: "0: C+, 1: Gaug"),
    StandardCase(
      "4.18", "a suspended and a diminished chord", "\"Dsus\"D\"Bdim\"B|", .chordSymbols, is: "0: Dsus, 1: Bdim"),
    StandardCase("4.18", "another chord in parentheses is kept", "\"G(Em)\"G|", .quoted, is: "G(Em)"),
    StandardCase("4.18", "a sharp of its own sign is kept", "\"F\u{266F}m\"F|", .quoted, is: "F\u{266F}m"),
    StandardCase("4.18", "a chord symbol before a chord", "\"C\"[CEG]D|", .chordSymbols, is: "0: C"),
    StandardCase("4.18", "a chord symbol within a tuplet", "(3C\"G\"DE\"Am\"F|", .chordSymbols, is: "2/3: G, 2: Am"),
  ]

  static let annotations =
    [("^", "above"), ("_", "below"), ("<", "to the left"), (">", "to the right"), ("@", "anywhere")].map {
      sign, place in
      StandardCase("4.19", "an annotation \(place) is no chord", "\"\(sign)Am\"C\"G\"D|", .chordSymbols, is: "1: G")
    } + [
      StandardCase("4.19", "an annotation sounds nothing", "\"^CDE\"CD|", sounds: "C4 D4"),
      StandardCase("4.19", "an annotation is kept", "\"^slowly\"CD|", .quoted, is: "^slowly"),
      StandardCase("4.19", "several annotations on a note", "\"<(\"\">)\"CD|", sounds: "C4 D4"),
      StandardCase("4.19", "several annotations are kept in order", "\"^1\"\"^2\"C|", .quoted, is: "^1|^2"),
      StandardCase("4.19", "an annotation before a bar line", "C\"^end\"|D|", sounds: "C4 D4"),
      StandardCase("4.19", "an annotation before a rest", "C\"^breathe\"zD|", sounds: "C4 z D4"),
      StandardCase("4.19", "bar lines and repeats within an annotation are text", "\"^|:x:|\"CD|", sounds: "C4 D4"),
      StandardCase("4.19", "a bracket within an annotation is text", "\"^[1 x\"CD|", sounds: "C4 D4"),
    ]

  private static func order(_ rule: String, _ music: String, _ sounds: String) -> StandardCase {
    StandardCase("4.20", rule, music, sounds: sounds)
  }

  static let order = [
    order("decoration, accidental, note, octave, length", "~^f'3|", "F#6:3"),
    order("chord symbol, decorations, accidental, note, octave, length", "\"Em7\"u.=B,2|", "B3:2"),
    order("grace, chord symbol, annotation, decoration, note", "{a}\"Am\"\"^x\"!trill!^c/|", "C#5:1/2"),
    order("a tie directly behind the length", "=G,2-G,|", "G3:3"),
    order("a tie may be followed by a blank", "=G,2- G,|", "G3:3"),
    order("a chord symbol before the bracket of a chord", "\"C\"[CEGc]|", "[C4 E4 G4 C5]"),
    order("decorations and accidentals within the bracket", "\"Em7\"[.=B,^f']|", "[B3 F#6]"),
    order("a slur encloses whole notes", "\"Em7\"(u.=B,2~^f'2)|", "B3:2 F#6:2"),
  ]
}
