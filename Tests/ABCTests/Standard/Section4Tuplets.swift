import Testing

/// Tuplets. The unit is a crotchet throughout, so that n notes in the time of q last q beats.
@Suite("ABC 2.1, section 4.13: tuplets") struct Section4Tuplets {
  @Test(arguments: plain + compound + general + mixed)
  func holds(_ rule: StandardCase) throws { try rule.check() }

  private static func rule(
    _ rule: String, _ music: String, meter: String? = "4/4", _ sounds: String
  ) -> StandardCase {
    StandardCase("4.13", rule, music, meter: meter, sounds: sounds)
  }

  static let plain = [
    rule("two in the time of three", "(2CDE|", ":3/2 C4 D4 E4:1"),
    rule("three in the time of two", "(3CDEF|", ":2/3 C4 D4 E4 F4:1"),
    rule("four in the time of three", "(4CDEFG|", ":3/4 C4 D4 E4 F4 G4:1"),
    rule("five in the time of two", "(5CDEFGA|", ":2/5 C4 D4 E4 F4 G4 A4:1"),
    rule("six in the time of two", "(6CDEFGAB|", ":1/3 C4 D4 E4 F4 G4 A4 B4:1"),
    rule("seven in the time of two", "(7CDEFGABc|", ":2/7 C4 D4 E4 F4 G4 A4 B4 C5:1"),
    rule("eight in the time of three", "(8CDEFGABcd|", ":3/8 C4 D4 E4 F4 G4 A4 B4 C5 D5:1"),
    rule("nine in the time of two", "(9CDEFGABcde|", ":2/9 C4 D4 E4 F4 G4 A4 B4 C5 D5 E5:1"),
    rule("five in the time of two in 3/4", "(5CDEFGA|", meter: "3/4", ":2/5 C4 D4 E4 F4 G4 A4:1"),
    rule("five in the time of two in free meter", "(5CDEFGA|", meter: "none", ":2/5 C4 D4 E4 F4 G4 A4:1"),
    rule("five in the time of two in 3/8", "(5CDEFGA|", meter: "3/8", ":2/5 C4 D4 E4 F4 G4 A4:1"),
    rule("seven in the time of two in cut time", "(7CDEFGABc|", meter: "C|", ":2/7 C4 D4 E4 F4 G4 A4 B4 C5:1"),
    rule("three in the time of two in free meter", "(3CDEF|", meter: nil, ":2/3 C4 D4 E4 F4:1"),
  ]

  static let compound = [
    rule("five in the time of three in 6/8", "(5CDEFGA|", meter: "6/8", ":3/5 C4 D4 E4 F4 G4 A4:1"),
    rule("seven in the time of three in 9/8", "(7CDEFGABc|", meter: "9/8", ":3/7 C4 D4 E4 F4 G4 A4 B4 C5:1"),
    rule("nine in the time of three in 12/8", "(9CDEFGABcde|", meter: "12/8", ":1/3 C4 D4 E4 F4 G4 A4 B4 C5 D5 E5:1"),
    rule("two in the time of three in 6/8", "(2CDE|", meter: "6/8", ":3/2 C4 D4 E4:1"),
    rule("three in the time of two in 6/8", "(3CDEF|", meter: "6/8", ":2/3 C4 D4 E4 F4:1"),
    rule("four in the time of three in 6/8", "(4CDEFG|", meter: "6/8", ":3/4 C4 D4 E4 F4 G4:1"),
    rule("six in the time of two in 6/8", "(6CDEFGAB|", meter: "6/8", ":1/3 C4 D4 E4 F4 G4 A4 B4:1"),
    rule("eight in the time of three in 6/8", "(8CDEFGABcd|", meter: "6/8", ":3/8 C4 D4 E4 F4 G4 A4 B4 C5 D5:1"),
    rule("the meter that holds there counts", "[M:6/8](5CDEFGA|", ":3/5 C4 D4 E4 F4 G4 A4:1"),
    rule(
      "the meter that holds there counts, back to simple",
      "[M:2/4](5CDEFGA|", meter: "6/8", ":2/5 C4 D4 E4 F4 G4 A4:1"),
  ]

  static let general = [
    rule("three numbers", "(3:2:3CDEF|", ":2/3 C4 D4 E4 F4:1"),
    rule("the third number defaults to the first", "(3:2CDEF|", ":2/3 C4 D4 E4 F4:1"),
    rule("the second number defaults to the table", "(3::CDEF|", ":2/3 C4 D4 E4 F4:1"),
    rule("the third number alone", "(3::2C2DE|", "C4:4/3 D4:2/3 E4"),
    rule("the second number goes before the table", "(3:4:3CDEF|", ":4/3 C4 D4 E4 F4:1"),
    rule("two in the time of one", "(2:1CDE|", ":1/2 C4 D4 E4:1"),
    rule("five in the time of four", "(5:4CDEFGA|", ":4/5 C4 D4 E4 F4 G4 A4:1"),
    rule("five in the time of four whatever the meter", "(5:4CDEFGA|", meter: "6/8", ":4/5 C4 D4 E4 F4 G4 A4:1"),
    rule("two notes that fill a triplet", "(3:2:2e4A2B|", "E5:8/3 A4:4/3 B4"),
    rule("four notes that fill a triplet", "(3:2:4e2d2cBA|", "E5:4/3 D5:4/3 C5:2/3 B4:2/3 A4"),
    rule("six notes under one three", "(3:2:6CDEFGAB|", ":2/3 C4 D4 E4 F4 G4 A4 B4:1"),
    rule("a default for seven, and fewer notes", "(7::3CDEF|", ":2/7 C4 D4 E4 F4:1"),
    rule("ten in the time of eight", "(10:8:2CDE|", ":4/5 C4 D4 E4:1"),
  ]

  static let mixed = [
    rule("notes of another length", "(3A2B2c2|", ":4/3 A4 B4 C5"),
    rule("notes of unequal lengths", "(3A3Bc2d|", "A4:2 B4:2/3 C5:4/3 D5"),
    rule("blanks behind the number are ignored", "(3 CDEF|", ":2/3 C4 D4 E4 F4:1"),
    rule("blanks behind three numbers are ignored", "(3:2:2 e4A2B|", "E5:8/3 A4:4/3 B4"),
    rule("blanks between the notes change nothing", "(3C D EF|", ":2/3 C4 D4 E4 F4:1"),
    rule("a rest counts as a note", "(3CzEF|", "C4:2/3 z:2/3 E4:2/3 F4"),
    rule("a rest may come first", "(3zDEF|", "z:2/3 D4:2/3 E4:2/3 F4"),
    rule("a chord counts as one note", "(3[CE]DEF|", ":2/3 [C4 E4] D4 E4 F4:1"),
    rule("broken rhythm within a triplet", "(3A>BCD|", "A4:1 B4:1/3 C4:2/3 D4"),
    rule("broken rhythm at a triplet's end", "(3AB>CD|", "A4:2/3 B4:1 C4:1/3 D4"),
    rule("a decoration before each note", "(3.e.f.ga|", ":2/3 E5 F5 G5 A5:1"),
    rule("a decoration behind the number", "(3~CDEF|", ":2/3 C4 D4 E4 F4:1"),
    rule("a chord symbol behind the number", "(3\"Am\"CDEF|", ":2/3 C4 D4 E4 F4:1"),
    rule("accidentals within a triplet hold", "(3^CDCC|", "C#4:2/3 D4:2/3 C#4:2/3 C#4"),
    rule("tuplets follow one another", "(3CDE(3FGA|", ":2/3 C4 D4 E4 F4 G4 A4"),
    rule("a tuplet is repeated", "|:(3CDE:|F|", ":2/3 C4 D4 E4 C4 D4 E4 F4:1"),
    rule("a tuplet of short notes", "(3C/D/E/F|", ":1/3 C4 D4 E4 F4:1"),
    rule("a parenthesis before a letter is a slur", "(CDE)F|", "C4 D4 E4 F4"),
    StandardCase("4.13", "three triplet quavers last a crotchet", "(3CDE|", unit: "1/8", .duration, is: "1"),
  ]
}
