import Testing

/// Lyrics, which are kept and change nothing that sounds, and the rules of typesetting.
@Suite("ABC 2.1, sections 5 and 6: lyrics and typesetting") struct Section5Lyrics {
  @Test(arguments: lyrics + lineBreaks + playback)
  func holds(_ rule: StandardCase) throws { try rule.check() }

  static let lyrics =
    // The text is kept sign by sign, for its signs say how it lies under the notes.
    [
      ("a hyphen between syllables", "mel-o-dy"), ("two hyphens", "mel-o--dy"),
      ("a hyphen behind a blank", "mel-o -dy"),
      ("underscores that hold a syllable", "long__"), ("a star that skips a note", "one * two"),
      ("tildes that join words", "out~of~doors"), ("an escaped hyphen", #"wan\-te three"#),
      ("a bar line that goes on to the next bar", "one | two"), ("an apostrophe", "o'er the hills"),
      ("a number of a stanza", "1.~Down by the sea"), ("an ampersand", "salt & pepper"),
    ].map { rule, text in
      StandardCase("5.1", "\(rule) is kept", "CDEF|GABc|\nw:\(text)", .body("w"), is: text)
    } + [
      StandardCase(
        "5", "a line of lyrics sounds nothing", "CDEF|\nw:a b c d e f g\nGABc|", sounds: "C4 D4 E4 F4 G4 A4 B4 C5"),
      StandardCase("5", "a line of lyrics ends no bar", "^CD\nw:one two\nCD|", sounds: "C#4 D4 C#4 D4"),
      StandardCase("5", "a line of lyrics parts no tie", "CD-\nw:one two\nDC|", sounds: "C4 D4:2 C4"),
      StandardCase(
        "5", "lyrics behind the tune are kept", "CDEF|\nW:First line of words\nW:and the second", .body("W"),
        is: "First line of words; and the second"),
      StandardCase("5", "lyrics behind the tune sound nothing", "CDEF|\nW:abc def", sounds: "C4 D4 E4 F4"),
      StandardCase(
        "5", "lyrics in the header are kept", abc: "X:1\nT:A\nW:Words before\nK:C\nC|\n", .header("W"),
        is: "Words before"),
      StandardCase(
        "5.1", "an empty line of lyrics is legal", "CDEF|\nw:\nGABc|\nw:sol la ti doh",
        sounds: "C4 D4 E4 F4 G4 A4 B4 C5"),
      StandardCase("5.1", "more syllables than notes do no harm", "CD|\nw:one two three four five", sounds: "C4 D4"),
      StandardCase(
        "5.1", "lyrics may stand behind all the music", "CD|\nEF|\nw:one two three four", sounds: "C4 D4 E4 F4"),
      StandardCase(
        "5.2", "several verses are kept in order", "CDEF|\nw:verse one a b\nw:verse two a b", .body("w"),
        is: "verse one a b; verse two a b"),
      StandardCase("5.2", "several verses sound nothing", "CD|\nw:one two\nw:three four\nEF|", sounds: "C4 D4 E4 F4"),
      StandardCase(
        "5.2", "a continued verse is one verse", "CDEF|\nw:verse one\n+:goes on\nw:verse two", .body("w"),
        is: "verse one goes on; verse two"),
    ]

  static let lineBreaks = [
    StandardCase(
      "6.1.1", "the end of a line of music is the end of a line of the score", "CD|\nEF|", .lineEnds,
      is: "broken broken"),
    StandardCase("6.1.1", "a backslash joins the line to the next", #"CD|\\#nEF|"#, .lineEnds, is: "joined broken"),
    StandardCase(
      "6.1.1", "blanks and a comment may follow the backslash",
      #"CD|\ % joined\#nEF|"#, .lineEnds, is: "joined broken"),
    StandardCase(
      "6.1.1", "blanks and a comment behind the backslash sound nothing", #"abc cba|\ % abc\#nabc|"#,
      sounds: "A5 B5 C5 C5 B5 A5 A5 B5 C5"),
    StandardCase("6.1.1", "a bar goes on behind the backslash", #"^CD \\#nCD|"#, sounds: "C#4 D4 C#4 D4"),
    StandardCase(
      "6.1.1", "any number of lines may be joined", #"GABc|\\#n\\#nGBAc:|"#,
      sounds: "G4 A4 B4 C5 G4 B4 A4 C5 G4 A4 B4 C5 G4 B4 A4 C5"),
    StandardCase(
      "6.1.1", "fields, directives and comments between joined lines are read where the line ends",
      #"AB|\\#n%%setbarnb 10\#nL:1/8\#n%comment\#nAB|"#, sounds: "A4 B4 A4:1/2 B4:1/2"),
    StandardCase(
      "6.1.1", "a dollar sign breaks the line of the score and sounds nothing", "|:CD|$EF:|",
      sounds: "C4 D4 E4 F4 C4 D4 E4 F4"),
    StandardCase(
      "6.1.1", "line breaks by dollar signs alone", abc: "X:1\nT:A\nI:linebreak $\nL:1/4\nK:G\n|:AB|$cd\nef:|\n",
      sounds: "A4 B4 C5 D5 E5 F#5 A4 B4 C5 D5 E5 F#5"),
    StandardCase(
      "6.1.1", "line breaks by exclamation marks", abc: "X:1\nT:A\nI:linebreak !\nL:1/4\nK:G\nABc|!def!|g|\n",
      sounds: "A4 B4 C5 D5 E5 F#5 G5"),
    StandardCase(
      "6.1.1", "line breaks by the ends of lines", abc: "X:1\nT:A\nI:linebreak <EOL>\nL:1/4\nK:C\nCD|\nEF|\n",
      sounds: "C4 D4 E4 F4"),
    StandardCase(
      "6.1.1", "no line breaks", abc: "X:1\nT:A\nI:linebreak <none>\nL:1/4\nK:C\nCD|\nEF|\n", sounds: "C4 D4 E4 F4"),
    StandardCase("6.1.2", "a spacer is no rest", "CyD|", sounds: "C4 D4"),
    StandardCase("6.1.2", "symbols may hang on a spacer", "\"Am\"!pp!yCD|", sounds: "C4 D4"),
    StandardCase("6.1.2", "a chord symbol on a spacer has its time", "C\"Am\"yD|", .chordSymbols, is: "1: Am"),
    StandardCase("6.1.2", "a spacer ends no bar", "^CyC|", sounds: "C#4 C#4"),
  ]

  static let playback = [
    StandardCase(
      "6.2", "the title is known to the performance", abc: "X:1\nT:Sweet Air\nK:C\nC|\n", .title, is: "Sweet Air"),
    StandardCase(
      "6.2", "the composer is known to the performance", abc: "X:1\nT:A\nC:Ann\nK:C\nC|\n", .composer, is: "Ann"),
    StandardCase(
      "6.2", "the rhythm changes no note", abc: "X:1\nT:A\nR:hornpipe\nL:1/4\nK:C\nCDEF|\n", sounds: "C4 D4 E4 F4"),
  ]
}
