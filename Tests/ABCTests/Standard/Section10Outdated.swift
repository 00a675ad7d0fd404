import Testing

/// Outdated syntax, which legacy files still hold, directives and dialects.
@Suite("ABC 2.1, sections 10 to 12: outdated syntax, directives, dialects") struct Section10Outdated {
  @Test(arguments: fields + dialects + structure + directives + loose)
  func holds(_ rule: StandardCase) throws { try rule.check() }

  static let fields = [
    StandardCase("10.1", "the area field sounds nothing", abc: "X:1\nT:A\nA:Bampton\nL:1/4\nK:C\nC|\n", sounds: "C4"),
    StandardCase(
      "10.1", "the field for the spacing of notes sounds nothing",
      abc: "X:1\nT:A\nE:9\nL:1/4\nK:C\nC|\n", sounds: "C4"),
    StandardCase(
      "10.1", "history may go on over lines without a field of their own",
      abc: "X:1\nT:A\nH:A story\nthat goes on\nand on.\nM:3/4\nL:1/4\nK:G\nF|\n", sounds: "F#4"),
    StandardCase(
      "10.1", "history over lines leaves the fields behind it",
      abc: "X:1\nT:A\nH:A story\nthat goes on\nM:3/4\nK:G\nF|\n", .meter,
      is: "3/4"),
    StandardCase(
      "10.1", "a bare tempo counts unit notes", abc: "X:1\nT:A\nL:1/8\nQ:120\nK:C\nC|\n", .quartersPerMinute, is: "60.0"
    ),
    StandardCase(
      "10.1", "a tempo of C counts unit notes", abc: "X:1\nT:A\nL:1/8\nQ:C=120\nK:C\nC|\n", .quartersPerMinute,
      is: "60.0"),
    StandardCase(
      "10.1", "a bare tempo in crotchets", abc: "X:1\nT:A\nL:1/4\nQ:120\nK:C\nC|\n", .quartersPerMinute, is: "120.0"),
    StandardCase(
      "10.1", "a bare tempo counts the unit the meter implies", abc: "X:1\nT:A\nM:2/4\nQ:120\nK:C\nC|\n",
      .quartersPerMinute, is: "30.0"),
    StandardCase(
      "10.1", "a bare tempo without meter and unit counts quavers", abc: "X:1\nT:A\nQ:C=200\nK:C\nC|\n",
      .quartersPerMinute, is: "100.0"),
    StandardCase(
      "10.1", "a bare tempo in the music counts the unit there", "C4|[L:1/8][Q:120]C8|", .tempi, is: "4: 60.0"),
  ]

  static let dialects = [
    StandardCase("10.2.1", "an exclamation mark alone breaks the line of the score", "CD|!EF|", sounds: "C4 D4 E4 F4"),
    StandardCase("10.2.1", "an exclamation mark at the end of a line", "CD|!\nEF|!\nGA|", sounds: "C4 D4 E4 F4 G4 A4"),
    StandardCase(
      "10.2.2", "plus signs around decorations", abc: "X:1\nT:A\nI:decoration +\nL:1/4\nK:C\n+trill+CD|\n",
      sounds: "C4 D4"),
    StandardCase(
      "10.2.2", "plus signs around decorations mean the same",
      abc: "X:1\nT:A\nI:decoration +\nL:1/4\nK:C\nCD+fine+|EF+D.C.+|\n", sounds: "C4 D4 E4 F4 C4 D4"),
    StandardCase("10.2.2", "plus signs around decorations in a legacy file", "+trill+CD|", sounds: "C4 D4"),
    StandardCase(
      "10.4", "the old directive for line breaks by exclamation marks",
      abc: "X:1\nT:A\n%%continueall true\nL:1/4\nK:C\nCD|!EF|\n", sounds: "C4 D4 E4 F4"),
    StandardCase(
      "10.4", "old directives about the transcription sound nothing",
      abc: "X:1\nT:A\n%%abc-copyright Ann\n%%abc-edited-by Bob\nL:1/4\nK:C\nCD|\n", sounds: "C4 D4"),
  ]

  static let structure = [
    StandardCase(
      "10.5.1", "a file of one tune may leave the number out", abc: "T:A\nL:1/4\nK:G\nFG|\n", sounds: "F#4 G4"),
    StandardCase(
      "10.6", "lyrics behind lines without any sound nothing", "CDEF|\nFEDC|\ncdef|]\nw:these are lyr-ics",
      sounds: "C4 D4 E4 F4 F4 E4 D4 C4 C5 D5 E5 F5"),
    StandardCase(
      "10.6", "an empty line of lyrics keeps its place", "CDEF|\nw:\ncdef|]\nw:these are lyr-ics", .body("w"),
      is: "; these are lyr-ics"),
    StandardCase(
      "10.7.1", "an ampersand in lyrics is no overlay", "CDEF|\nw:you & me are\nG4|", sounds: "C4 D4 E4 F4 G4:4"),
  ]

  static let directives =
    [
      "%%papersize A4", "%%newpage", "%%setbarnb 10", "%%pageheight 29.7cm", "%%titlefont Times 20", "%%staffsep 60pt",
      "%%barnumbers 5", "%%writefields O false", "%%sep", "%%vskip 1cm", "%%graceslurs true", "%%score (1 2)",
      "%%staves 1", "%%noteedit:fontcolor blue", "%%unheardof A B C D", "%%MIDI program 75", "%%MIDI chordprog 20",
      "%%MIDI voice 1 instrument=59", "%%MIDI channel 3",
    ].map { directive in
      StandardCase("11", "\(directive) changes no note", "CD|\n\(directive)\nEF|", sounds: "C4 D4 E4 F4")
    } + [
      StandardCase("11.0.2", "a directive in brackets changes no note", "CD|[I:setbarnb 10]EF|", sounds: "C4 D4 E4 F4"),
      StandardCase(
        "11.0.2", "an unknown directive as an instruction changes no note", "CD|\nI:unheardof A B\nEF|",
        sounds: "C4 D4 E4 F4"),
      StandardCase(
        "11.0.2", "a directive in the middle of a bar ends nothing", "^CD\n%%newpage\nCD|", sounds: "C#4 D4 C#4 D4"),
      StandardCase("11.0.2", "a directive parts no tie", "CD-\n%%newpage\nDC|", sounds: "C4 D4:2 C4"),
      StandardCase(
        "11.2", "a muted voice is not heard",
        abc: "X:1\nT:A\nL:1/4\n%%MIDI voice 2 mute\nK:C\nV:1\nCD|\nV:2\nEF|\n", sounds: "C4 D4"),
      StandardCase(
        "11.2", "an instrument for a voice changes no note",
        abc:
          "X:1\nT:A\nL:1/4\nK:C\nV:a\n%%MIDI voice instrument=53 bank=2\nCD|\nV:b\n%%MIDI voice instrument=73\nE2|\n",
        sounds: "C4 D4 @0 E4:2"),
    ]

  static let loose = [
    StandardCase(
      "12.2", "two exclamation marks with a bar line between them break lines", "CD!E|F!GA|",
      sounds: "C4 D4 E4 F4 G4 A4"),
    StandardCase(
      "12.2", "two exclamation marks with a blank between them break lines", "CD!E F!GA|", sounds: "C4 D4 E4 F4 G4 A4"),
    StandardCase(
      "12.2", "two exclamation marks with a colon between them break lines", "C!D:|!EF|", sounds: "C4 D4 C4 D4 E4 F4"),
    StandardCase(
      "12.2", "two exclamation marks with a chord between them break lines", "C![CE]!D|", sounds: "C4 [C4 E4] D4"),
    StandardCase("12.2", "two exclamation marks around a word are a decoration", "C!trill!D|", sounds: "C4 D4"),
    StandardCase(
      "12.2", "line breaks and decorations in one tune", "C!trill!D|!\nEF|!fermata!G2|", sounds: "C4 D4 E4 F4 G4:2"),
    StandardCase(
      "12.1.2", "decorations by exclamation marks for one tune of a file with plus signs",
      abc: "I:decoration +\n\nX:1\nT:A\nI:decoration !\nL:1/4\nK:C\nCD!fine!|EF!D.C.!|\n", sounds: "C4 D4 E4 F4 C4 D4"),
    StandardCase(
      "12.1.2", "line breaks by exclamation marks bring decorations by plus signs",
      abc: "X:1\nT:A\nI:linebreak !\nL:1/4\nK:C\nCD+fine+|!EF+D.C.+|\n", sounds: "C4 D4 E4 F4 C4 D4"),
  ]
}
