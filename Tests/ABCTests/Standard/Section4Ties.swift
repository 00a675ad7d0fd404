import Testing

/// Ties, slurs and grace notes.
@Suite("ABC 2.1, sections 4.11 and 4.12: ties, slurs, graces") struct Section4Ties {
  @Test(arguments: ties + slurs + graces)
  func holds(_ rule: StandardCase) throws { try rule.check() }

  private static func tie(_ rule: String, _ music: String, key: String = "C", _ sounds: String) -> StandardCase {
    StandardCase("4.11", rule, music, key: key, sounds: sounds)
  }

  static let ties = [
    tie("two tied notes are one", "C-C|", "C4:2"),
    tie("a tie over the bar line", "efg-|gfe|", "E5 F5 G5:2 F5 E5"),
    tie("a tie of long notes", "c4-c4|", "C5:8"),
    tie("the second note need not be adjacent", "C- C|", "C4:2"),
    tie("a chain of ties is one note", "C-C-C|D|", "C4:3 D4"),
    tie("a tie over two bar lines", "C4-|C4-|C4|", "C4:12"),
    tie("a tie over the end of a line", "CD-|\nDC|", "C4 D4:2 C4"),
    tie("a tie over the end of a line within a bar", "CD-\nDC|", "C4 D4:2 C4"),
    tie("ties join notes of different lengths", "C2-C/D|", "C4:5/2 D4"),
    tie("a tie within broken rhythm", "C->C D|", "C4:2 D4"),
    tie("a tie between octave marks that mean the same", "c-C'|", "C5:2"),
    tie("a tie holds the sharp of its note over the bar line", "^C-|C C|", "C#4:2 C4"),
    tie("a tie holds the flat of its note over the bar line", "_B-|B B|", "Bb4:2 B4"),
    tie("a tie over the bar line under a signature", "F-|F|", key: "G", "F#4:2"),
    tie("a chain over two bar lines holds the sharp", "^C-|C-|C|C|", "C#4:3 C4"),
    tie("a tie behind an accidental within a bar", "^C-C C|", "C#4:2 C#4"),
    tie("a dotted tie joins as well", "C.-C|", "C4:2"),
    tie("a dotted tie joins over a bar line", "C.-|C|", "C4:2"),
    tie("notes without a tie sound anew", "CC|", "C4 C4"),
    tie("a chord tied to a chord", "[CE]-[CE]|", "[C4 E4]:2"),
    tie("one note of a chord tied", "[C-E][CE]|", "C4:2 @0 E4 E4"),
    tie("two notes of a chord tied one by one", "[C-E-][CE]|", "[C4 E4]:2"),
    tie("a tie out of a chord", "[C-E]C|", "C4:2 @0 E4"),
    tie("a tie into a chord", "C-[CE]|", "C4:2 @1 E4"),
    tie("a chord tied over the bar line", "[CEG]-|[CEG]|", "[C4 E4 G4]:2"),
    tie("a chord tied to a chord with one note in common", "[CE]-[CF]|", "C4:2 @0 E4 F4"),
    tie("a tie behind a chord's length", "[CE]2-[CE]|", "[C4 E4]:3"),
    tie("a tie behind a repeat sign's bar", "|:CD-|D E:|", "C4 D4:2 E4 C4 D4:2 E4"),
    tie("a tie into both endings", "|:CD-|1DE:|2DF|]", "C4 D4:2 E4 C4 D4:2 F4"),
    tie("a tie in an inner note leaves the others alone", "CE-ED|", "C4 E4:2 D4"),
    tie("a tied note does not change what tuplets last", "(3CDE-E|", "C4:2/3 D4:2/3 E4:5/3"),
    tie("a slur around a tie", "(C-C)D|", "C4:2 D4"),
    StandardCase("4.11", "ties in two voices", "V:1\nC-C|\nV:2\nEE|", sounds: "C4:2 @0 E4 E4"),
    StandardCase("4.11", "a tie does not lengthen the performance", "C-C|", .duration, is: "2"),
  ]

  static let slurs = [
    tie("a slur changes no note", "(DEFG)|", "D4 E4 F4 G4"),
    tie("blanks within a slur change nothing", "( D E F G )|", "D4 E4 F4 G4"),
    tie("slurs may be nested", "(G (A B c) d e)|", "G4 A4 B4 C5 D5 E5"),
    tie("a slur may end and start on the same note", "(G A (B) c d e)|", "G4 A4 B4 C5 D5 E5"),
    tie("a dotted slur changes no note", ".(cde)|", "C5 D5 E5"),
    tie("a dot before the end of a dotted slur", ".(cde.)f|", "C5 D5 E5 F5"),
    tie("a slur between notes of one pitch is no tie", "(CC)|", "C4 C4"),
    tie("a slur over the bar line between notes of one pitch is no tie", "(C|C)|", "C4 C4"),
    tie("a slur carries no accidental over the bar line", "(^C|C)|", "C#4 C4"),
    tie("a slur between chords", "([CE][DF])|", "[C4 E4] [D4 F4]"),
    tie("a slur over the end of a line", "(CD\nEF)|", "C4 D4 E4 F4"),
    tie("a slur that begins before a tuplet", "((3CDE)F|", "C4:2/3 D4:2/3 E4:2/3 F4"),
    tie("a slur that begins within a tuplet", "(3C(DE)F|", "C4:2/3 D4:2/3 E4:2/3 F4"),
  ]

  private static func grace(_ rule: String, _ music: String, _ sounds: String) -> StandardCase {
    StandardCase("4.12", rule, music, sounds: sounds)
  }

  static let graces = [
    grace("a grace takes no time", "{g}CD|", "C4 D4"),
    grace("several graces take no time", "{AeAf}CD|", "C4 D4"),
    grace("graces between notes take no time", "C{g}D{ag}E|", "C4 D4 E4"),
    grace("lengths of graces take no time", "{e3/2f/}CD|", "C4 D4"),
    grace("broken rhythm within graces takes no time", "{e>f}CD|", "C4 D4"),
    grace("a stroke behind the brace takes no time", "{/g}CD|", "C4 D4"),
    grace("several graces with a stroke take no time", "{/efede}CD|", "C4 D4"),
    grace("a grace before a chord takes no time", "{g}[CE]D|", "[C4 E4] D4"),
    grace("a grace before a rest takes no time", "C{g}zD|", "C4 z D4"),
    grace("a grace before a bar line takes no time", "C{g}|D|", "C4 D4"),
    grace("a grace is no note of a tuplet", "(3C{g}DEF|", "C4:2/3 D4:2/3 E4:2/3 F4"),
    grace("a grace before a tuplet's first note", "(3{g}CDEF|", "C4:2/3 D4:2/3 E4:2/3 F4"),
    grace("a grace does not part tied notes", "C-{d}C D|", "C4:2 D4"),
    grace("accidentals of graces are read", "{^g_a}CD|", "C4 D4"),
    grace("octave marks of graces are read", "{g'a,}CD|", "C4 D4"),
    StandardCase("4.12", "graces are kept with their notes", "{gag}C|", .signs, is: "{gag} C |"),
    StandardCase("4.12", "the stroke of graces is kept", "{/g}C|", .signs, is: "{/g} C |"),
    StandardCase("4.12", "the lengths of graces are kept", "{fd3c}C|", .signs, is: "{fd3c} C |"),
  ]
}
