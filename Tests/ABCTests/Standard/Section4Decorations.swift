import Testing

/// Decorations, symbol lines and redefinable symbols.
@Suite("ABC 2.1, sections 4.14 to 4.16: decorations and symbols") struct Section4Decorations {
  @Test(arguments: shorthand + named + jumps + symbolLines + redefined)
  func holds(_ rule: StandardCase) throws { try rule.check() }

  static let shorthand =
    [".", "~", "H", "L", "M", "O", "P", "S", "T", "u", "v"].map { sign in
      StandardCase("4.14", "\(sign) decorates a note and changes no pitch and no length", "C\(sign)D|", sounds: "C4 D4")
    } + [
      StandardCase("4.14", "a staccato triplet", "(3.e.f.g|", sounds: ":2/3 E5 F5 G5"),
      StandardCase("4.14", "bowing marks", "uGvAuB|", sounds: "G4 A4 B4"),
      StandardCase("4.14", "bowing marks are kept", "vAuB|", .decorations, is: "v u"),
      StandardCase("4.14", "several signs before a note", "~.uCD|", sounds: "C4 D4"),
      StandardCase("4.14", "several signs before a note are kept", "~.uCD|", .decorations, is: "~ . u"),
      StandardCase("4.14", "a blank may stand between a sign and its note", "~ C . D|", sounds: "C4 D4"),
    ]

  static let named =
    [
      "trill", "trill(", "trill)", "lowermordent", "uppermordent", "mordent", "pralltriller", "roll", "turn", "turnx",
      "invertedturn", "invertedturnx", "arpeggio", ">", "accent", "emphasis", "fermata", "invertedfermata", "tenuto",
      "0", "5", "+", "plus", "snap", "slide", "wedge", "upbow", "downbow", "open", "thumb", "breath", "pppp", "p", "mf",
      "sfz", "crescendo(", "<(", "crescendo)", "<)", "diminuendo(", ">(", "diminuendo)", ">)", "shortphrase",
      "mediumphrase", "longphrase",
    ].map { name in
      StandardCase("4.14", "!\(name)! changes no pitch and no length", "C!\(name)!DE|", sounds: "C4 D4 E4")
    } + [
      StandardCase("4.14", "a named decoration is kept", "!trill!A4|", .decorations, is: "!trill!"),
      StandardCase("4.14", "an unknown decoration is ignored", "C!whatever!D|", sounds: "C4 D4"),
      StandardCase("4.14", "a decoration before a rest", "C!fermata!zD|", sounds: "C4 z D4"),
      StandardCase("4.14", "a decoration before a chord", "!f![CE]D|", sounds: "[C4 E4] D4"),
      StandardCase("4.14", "decorations within a chord", "[!2!D!4!F!5!A]E|", sounds: "[D4 F4 A4] E4"),
      StandardCase("4.14", "a decoration before a bar line", "C!fermata!|D|", sounds: "C4 D4"),
      StandardCase("4.14", "a decoration on a spacer", "C !breath!y D|", sounds: "C4 D4"),
      StandardCase("4.14", "blanks between decorations and their note", "!p! !trill! C !fermata! |D|", sounds: "C4 D4"),
      StandardCase("4.14", "several decorations are kept in order", "!p!!trill!C|", .decorations, is: "!p! !trill!"),
      StandardCase("4.14", "a decoration before an accidental", "!trill!^CC|", sounds: "C#4 C#4"),
    ]

  private static func jump(_ rule: String, _ music: String, _ sounds: String) -> StandardCase {
    StandardCase("4.14", rule, music, sounds: sounds)
  }

  static let jumps = [
    jump("D.C. at the end plays from the beginning", "CD|EF!D.C.!|", "C4 D4 E4 F4 C4 D4 E4 F4"),
    jump("after a D.C. fine is the end", "CD!fine!|EF!D.C.!|", "C4 D4 E4 F4 C4 D4"),
    jump("dacapo plays from the beginning", "CD!fine!|EF!dacapo!|", "C4 D4 E4 F4 C4 D4"),
    jump("D.C. al fine", "CD!fine!|EF!D.C.alfine!|", "C4 D4 E4 F4 C4 D4"),
    jump("D.S. plays from the segno", "CD|!segno!EF|GA!D.S.!|", "C4 D4 E4 F4 G4 A4 E4 F4 G4 A4"),
    jump("D.S. plays from the segno's sign", "CD|SEF|GA!D.S.!|", "C4 D4 E4 F4 G4 A4 E4 F4 G4 A4"),
    jump("after a D.S. fine is the end", "CD|!segno!EF!fine!|GA!D.S.!|", "C4 D4 E4 F4 G4 A4 E4 F4"),
    jump("D.S. al fine", "CD|!segno!EF!fine!|GA!D.S.alfine!|", "C4 D4 E4 F4 G4 A4 E4 F4"),
    jump(
      "D.S. al coda plays from the segno to the first coda sign and from there the second",
      "CD|!segno!EF!coda!|GA!D.S.alcoda!|!coda!Bc|", "C4 D4 E4 F4 G4 A4 E4 F4 B4 C5"),
    jump("D.S. al coda with the sign's letter", "CD|SEFO|GA!D.S.alcoda!|OBc|", "C4 D4 E4 F4 G4 A4 E4 F4 B4 C5"),
    jump("D.C. al coda", "CD!coda!|EF!D.C.alcoda!|!coda!GA|", "C4 D4 E4 F4 C4 D4 G4 A4"),
    jump("da coda says where to leave for the coda", "CD!dacoda!|EF!D.C.!|!coda!GA|", "C4 D4 E4 F4 C4 D4 G4 A4"),
    jump("after a jump no repeats are taken", "|:CD:|EF!D.C.!|", "C4 D4 C4 D4 E4 F4 C4 D4 E4 F4"),
    jump("after a jump the last ending is taken", "|:C|1D:|2E|F!D.C.!|", "C4 D4 C4 E4 F4 C4 E4 F4"),
    jump("after a jump no repeats are taken to the fine", "|:CD:|E!fine!|F!D.C.!|", "C4 D4 C4 D4 E4 F4 C4 D4 E4"),
    jump("the segno may stand before a bar line", "CD!segno!|EF!D.S.!|", "C4 D4 E4 F4 E4 F4"),
    jump("a segno alone changes nothing", "CD|!segno!EF|", "C4 D4 E4 F4"),
    jump("coda signs alone change nothing", "CD!coda!|EF|!coda!GA|", "C4 D4 E4 F4 G4 A4"),
    jump("a jump over several lines", "CD!fine!|\nEF|\nGA!D.C.!|]", "C4 D4 E4 F4 G4 A4 C4 D4"),
    jump("a jump marked at a spacer", "CD!fine!|EF!D.C.!y|]", "C4 D4 E4 F4 C4 D4"),
    StandardCase("4.14", "the performance counts what a jump plays again", "CD!fine!|EF!D.C.!|", .duration, is: "6"),
  ]

  /// Chord symbols are what can be seen of a symbol line in the performance.
  static let symbolLines = [
    StandardCase(
      "4.15", "symbols belong to the notes above them",
      "CDEF|\ns: \"C\" * \"Am\" *|", .chordSymbols, is: "0: C, 2: Am"),
    StandardCase("4.15", "a symbol line sounds nothing", "CDEF|\ns: \"C\" * !f! *|\nGA|", sounds: "C4 D4 E4 F4 G4 A4"),
    StandardCase(
      "4.15", "a bar line goes on to the next bar", "CDEF|GABc|\ns: \"C\" | \"G\"", .chordSymbols, is: "0: C, 4: G"),
    StandardCase("4.15", "stars may stand together", "CDEF|\ns: \"C\" ** \"G\"", .chordSymbols, is: "0: C, 3: G"),
    StandardCase("4.15", "rests have no symbols", "CzEF|\ns: \"C\" \"G\"", .chordSymbols, is: "0: C, 2: G"),
    StandardCase("4.15", "graces have no symbols", "C{g}DEF|\ns: \"C\" \"G\"", .chordSymbols, is: "0: C, 1: G"),
    StandardCase("4.15", "spacers have no symbols", "CyDEF|\ns: \"C\" \"G\"", .chordSymbols, is: "0: C, 1: G"),
    StandardCase("4.15", "a chord has one symbol", "[CE]DEF|\ns: \"C\" \"G\"", .chordSymbols, is: "0: C, 1: G"),
    StandardCase("4.15", "tied notes have a symbol each", "C-CEF|\ns: \"C\" * \"G\"", .chordSymbols, is: "0: C, 2: G"),
    StandardCase(
      "4.15", "several symbol lines are stacked", "G2A2Bz c2|\ns: \"G\" * \"Em\" * |\ns: * * !>! * |", .chordSymbols,
      is: "0: G, 4: Em"),
    StandardCase(
      "4.15", "a symbol line equals symbols before the notes", "\"G\"G2A2\"Em\"!>!Bz c2|", .chordSymbols,
      is: "0: G, 4: Em"),
    StandardCase(
      "4.15", "the next symbol line begins behind the notes of the one before",
      "CDEF|\ns: \"C\"***\nGABc|\ns: \"G\"***", .chordSymbols, is: "0: C, 4: G"),
    StandardCase(
      "4.15", "symbols without a note are ignored",
      "CD|\ns: \"C\" \"G\" \"Am\" \"F\"", .chordSymbols, is: "0: C, 1: G"),
    StandardCase("4.15", "an annotation is no chord", "CD|\ns: \"^slow\" \"G\"", .chordSymbols, is: "1: G"),
    StandardCase(
      "4.15", "a symbol is played whenever its note is", "|:CD:|\ns: \"C\" *", .chordSymbols, is: "0: C, 2: C"),
    StandardCase("4.15", "a symbol line is kept", "CDEF|\ns: \"C\" * \"Am\" *|", .body("s"), is: "\"C\" * \"Am\" *|"),
    StandardCase(
      "4.15", "a symbol line may stand behind all the music",
      abc: "%abc-2.1\n\nX:1\nT:A\nL:1/4\nK:C\nCDEF|\nGABc|\ns: \"C\" **** \"G\"\n", .chordSymbols, is: "0: C, 5: G"),
  ]

  private static func defined(_ rule: String, _ definitions: String, _ music: String, _ sounds: String) -> StandardCase
  {
    StandardCase("4.16", rule, abc: "X:1\nT:A\n\(definitions)\nL:1/4\nK:C\n\(music)\n", sounds: sounds)
  }

  static let redefined = [
    defined("a letter is given a decoration", "U:W=!D.C.!", "CD|EFW|", "C4 D4 E4 F4 C4 D4 E4 F4"),
    defined("blanks around the equals sign", "U: W = !D.C.!", "CD|EFW|", "C4 D4 E4 F4 C4 D4 E4 F4"),
    defined("a small letter is given a decoration", "U:n=!fine!\nU:w=!D.C.!", "CDn|EFw|", "C4 D4 E4 F4 C4 D4"),
    defined("the tilde is given a decoration", "U:~=!D.C.!", "CD|EF~|", "C4 D4 E4 F4 C4 D4 E4 F4"),
    defined("a standard letter is given another decoration", "U:T=!D.C.!", "CD|EFT|", "C4 D4 E4 F4 C4 D4 E4 F4"),
    defined(
      "two letters for the same decoration", "U:W=!D.C.!\nU:n=!fine!\nU:p=!fine!", "CDp|EFW|", "C4 D4 E4 F4 C4 D4"),
    defined("nil takes a letter's meaning away", "U:W=!D.C.!\nU:W=!nil!", "CD|EFW|", "C4 D4 E4 F4"),
    defined("none takes a letter's meaning away", "U:W=!D.C.!\nU:W=!none!", "CD|EFW|", "C4 D4 E4 F4"),
    defined("a letter is given an annotation", "U:p=\"^+\"", "pCpD|", "C4 D4"),
    defined("a letter given a trill sounds its note", "U:T=!trill!", "TCTD|", "C4 D4"),
    defined("a standard letter without meaning sounds its note", "U:T=!nil!", "TCTD|", "C4 D4"),
    defined("a letter given a segno", "U:k=!segno!", "CD|kEF!D.S.!|", "C4 D4 E4 F4 E4 F4"),
    StandardCase(
      "4.16", "the file's header gives a letter its meaning for all tunes",
      abc: "U:W=!D.C.!\n\nX:1\nT:A\nL:1/4\nK:C\nCD|\n\nX:2\nT:B\nL:1/4\nK:C\nEFW|\n", tune: 2, sounds: "E4 F4 E4 F4"),
    StandardCase(
      "4.16", "a tune's own meaning goes before the file's",
      abc: "U:W=!D.C.!\n\nX:1\nT:A\nU:W=!trill!\nL:1/4\nK:C\nCD|EFW|\n", sounds: "C4 D4 E4 F4"),
    StandardCase(
      "4.16", "a tune's own meaning is for that tune alone",
      abc: "X:1\nT:A\nU:W=!D.C.!\nL:1/4\nK:C\nCDW|\n\nX:2\nT:B\nL:1/4\nK:C\nEFW|\n", tune: 2, sounds: "E4 F4"),
    StandardCase(
      "4.16", "a definition within the music holds from there", "CD|\nU:W=!D.C.!\nEFW|",
      sounds: "C4 D4 E4 F4 C4 D4 E4 F4"),
    StandardCase(
      "4.16", "a definition in brackets holds from there", "CD|[U:W=!D.C.!]EFW|", sounds: "C4 D4 E4 F4 C4 D4 E4 F4"),
    StandardCase(
      "4.16", "a definition is kept", abc: "X:1\nT:A\nU:T=!trill!\nK:C\nC|\n", .header("U"), is: "T=!trill!"),
  ]
}
