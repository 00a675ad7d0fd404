import Testing

/// Information fields, but for the key.
@Suite("ABC 2.1, section 3: fields") struct Section3Fields {
  @Test(
    arguments: table + repeated + numbersAndTitles + meters + unitLengths + tempi + parts + background + instructions
      + inTheMusic + continued)
  func holds(_ rule: StandardCase) throws { try rule.check() }

  static let table = [
    StandardCase(
      "3", "a letter that is no field's yet is passed over", abc: "X:1\nT:A\nY:what\nL:1/4\nK:C\nC|\n", sounds: "C4"),
    StandardCase("3", "an unknown small letter is passed over", abc: "X:1\nT:A\nk:D\nL:1/4\nK:C\nF|\n", sounds: "F4"),
    StandardCase("3", "an unknown field within the music is passed over", "CD|\nJ:EF\nGA|", sounds: "C4 D4 G4 A4"),
    StandardCase("3", "a field may stand in brackets within the music", "C[L:1/8]C|", sounds: "C4 C4:1/2"),
    StandardCase("3", "letters of notes begin no field in the music", "CD|\nE:|", sounds: "C4 D4 E4 C4 D4 E4"),
    StandardCase("3", "a small note letter begins no field in the music", "|:CD|\ne:|", sounds: "C4 D4 E5 C4 D4 E5"),
    StandardCase("3", "the letter of a rest begins no field in the music", "CD|\nz:|", sounds: "C4 D4 z C4 D4"),
    StandardCase("3", "notes in the music may be said", "CD|\nN:EF\nGA|", sounds: "C4 D4 G4 A4"),
    StandardCase("3", "notes may be said in brackets", "CD|[N:EF]GA|", sounds: "C4 D4 G4 A4"),
    StandardCase("3", "a rhythm may be named in the music", "CD|\nR:reel\nGA|", sounds: "C4 D4 G4 A4"),
  ]

  static let repeated = [
    StandardCase(
      "3", "a text field may come twice and both are kept", abc: "X:1\nT:A\nF:a.abc\nF:b.abc\nK:C\nC|\n", .header("F"),
      is: "a.abc; b.abc"),
    StandardCase(
      "3", "the last of two meters in a header holds", abc: "X:1\nT:A\nM:4/4\nM:3/4\nK:C\nC|\n", .meter, is: "3/4"),
    StandardCase(
      "3", "the last of two unit note lengths in a header holds", abc: "X:1\nT:A\nL:1/8\nL:1/4\nK:C\nC|\n", sounds: "C4"
    ),
    StandardCase(
      "3", "the last of two tempi in a header holds", abc: "X:1\nT:A\nQ:1/4=90\nQ:1/4=60\nK:C\nC|\n", .tempi,
      is: "0: 60.0"),
    StandardCase(
      "3", "the last of two instructions that say the same thing holds",
      abc: "X:1\nT:A\nL:1/4\nI:propagate-accidentals not\nI:propagate-accidentals pitch\nK:C\n^CC|\n", sounds: "C#4 C#4"
    ),
    StandardCase(
      "3", "the last of two macros for the same signs holds",
      abc: "X:1\nT:A\nL:1/4\nm:~G2=GF\nm:~G2=GA\nK:C\n~G2|\n", sounds: "G4 A4"),
    StandardCase(
      "3", "the last of two meanings given to a sign holds",
      abc: "X:1\nT:A\nL:1/4\nU:W=!D.C.!\nU:W=!trill!\nK:C\nC|D W|\n", sounds: "C4 D4"),
    StandardCase(
      "3", "a field in the music holds until the next of its kind", "C[L:1/8]C[L:1/2]C|", sounds: "C4 C4:1/2 C4:2"),
    StandardCase(
      "3", "the fields of a header come in any order", abc: "X:1\nT:A\nL:1/4\nR:jig\nM:6/8\nC:Me\nK:G\nF|\n",
      sounds: "F#4"),
  ]

  static let numbersAndTitles = [
    StandardCase("3.1.1", "the number of a tune is kept", abc: "X:23\nT:A\nK:C\nC|\n", .numbers, is: "23"),
    StandardCase(
      "3.1.1", "every number begins a tune", abc: "X:1\nT:A\nK:C\nC|\n\nX:5\nT:B\nK:C\nC|\n", .numbers, is: "1; 5"),
    StandardCase("3.1.1", "the number may be empty", abc: "X:\nT:A\nL:1/4\nK:C\nC|\n", sounds: "C4"),
    StandardCase("3.1.1", "a blank may stand before the number", abc: "X: 4\nT:A\nK:C\nC|\n", .numbers, is: "4"),
    StandardCase(
      "3.1.2", "the title is kept", abc: "X:1\nT:The Rolling Hills\nK:C\nC|\n", .title, is: "The Rolling Hills"),
    StandardCase("3.1.2", "the title may be empty", abc: "X:1\nT:\nL:1/4\nK:C\nC|\n", sounds: "C4"),
    StandardCase(
      "3.1.2", "the first of several titles is the tune's", abc: "X:1\nT:One\nT:Other\nK:C\nC|\n", .title, is: "One"),
    StandardCase(
      "3.1.2", "the other titles are kept", abc: "X:1\nT:One\nT:Other\nK:C\nC|\n", .header("T"), is: "One; Other"),
    StandardCase("3.1.2", "a title within the music names a part of it", "CD|\nT:Second part\nEF|", .title, is: "Case"),
    StandardCase("3.1.2", "a title within the music sounds nothing", "CD|\nT:Second part\nEF|", sounds: "C4 D4 E4 F4"),
    StandardCase(
      "3.1.3", "the composer is kept", abc: "X:1\nT:A\nC:J. Scott Skinner\nK:C\nC|\n", .composer, is: "J. Scott Skinner"
    ),
    StandardCase(
      "3.1.3", "several composers are kept", abc: "X:1\nT:A\nC:One\nC:Two\nK:C\nC|\n", .header("C"), is: "One; Two"),
    StandardCase(
      "3.1.4", "the origin is kept with its semicolons", abc: "X:1\nT:A\nO:Canada; Nova Scotia\nK:C\nC|\n",
      .header("O"),
      is: "Canada; Nova Scotia"),
    StandardCase("3.1.5", "the area is kept", abc: "X:1\nT:A\nA:Donegal\nK:C\nC|\n", .header("A"), is: "Donegal"),
  ]

  static let meters = [
    StandardCase("3.1.6", "a plain meter", abc: "X:1\nT:A\nM:6/8\nK:C\nC|\n", .meter, is: "6/8"),
    StandardCase("3.1.6", "a meter of more than a whole note", abc: "X:1\nT:A\nM:12/8\nK:C\nC|\n", .meter, is: "12/8"),
    StandardCase("3.1.6", "C is common time", abc: "X:1\nT:A\nM:C\nK:C\nC|\n", .meter, is: "4/4"),
    StandardCase("3.1.6", "C with a stroke is cut time", abc: "X:1\nT:A\nM:C|\nK:C\nC|\n", .meter, is: "2/2"),
    StandardCase("3.1.6", "none is free meter", abc: "X:1\nT:A\nM:none\nK:C\nC|\n", .meter, is: "free"),
    StandardCase("3.1.6", "no field is free meter", abc: "X:1\nT:A\nK:C\nC|\n", .meter, is: "free"),
    StandardCase("3.1.6", "a sum of beats in parentheses", abc: "X:1\nT:A\nM:(2+3+2)/8\nK:C\nC|\n", .meter, is: "7/8"),
    StandardCase("3.1.6", "the parentheses may be left out", abc: "X:1\nT:A\nM:2+3+2/8\nK:C\nC|\n", .meter, is: "7/8"),
    StandardCase("3.1.6", "a sum of two", abc: "X:1\nT:A\nM:3+2/8\nK:C\nC|\n", .meter, is: "5/8"),
    StandardCase(
      "3.1.6", "bar lines stand where they like in free meter", "C|DEF|G C2|", meter: "none",
      sounds: "C4 D4 E4 F4 G4 C4:2"),
    StandardCase("3.1.6", "a bar of a sum lasts the sum", "Z|C|", meter: "(2+3+2)/8", sounds: "z:7/2 C4"),
    StandardCase("3.1.6", "a bar of common time lasts four crotchets", "Z|C|", meter: "C", sounds: "z:4 C4"),
    StandardCase("3.1.6", "a bar of cut time lasts two minims", "Z|C|", meter: "C|", sounds: "z:4 C4"),
  ]

  static let unitLengths =
    [
      ("1", "4"), ("1/1", "4"), ("1/2", "2"), ("1/4", "1"), ("1/8", "1/2"), ("1/16", "1/4"), ("1/32", "1/8"),
      ("1/64", "1/16"), ("1/128", "1/32"), ("1/256", "1/64"), ("1/512", "1/128"),
    ].map { unit, length in
      StandardCase("3.1.7", "a letter alone lasts the unit \(unit)", "C|", unit: unit, sounds: "C4:\(length)")
    }
    // Under three quarters of a whole note a semiquaver (a quarter beat), else a quaver.
    + [
      ("2/4", "1/4"), ("3/4", "1/2"), ("4/4", "1/2"), ("6/8", "1/2"), ("3/8", "1/4"), ("5/8", "1/4"), ("7/8", "1/2"),
      ("9/8", "1/2"), ("12/8", "1/2"), ("6/4", "1/2"), ("3/2", "1/2"), ("2/2", "1/2"), ("5/4", "1/2"), ("1/4", "1/4"),
      ("C", "1/2"), ("C|", "1/2"), ("none", "1/2"), ("(2+3)/8", "1/4"), ("2+2+3/8", "1/2"), ("11/16", "1/4"),
      ("12/16", "1/2"),
    ].map { meter, length in
      StandardCase(
        "3.1.7", "without a unit of its own a tune in \(meter) has the unit its meter implies",
        abc: "X:1\nT:A\nM:\(meter)\nK:C\nC|\n", sounds: "C4:\(length)")
    } + [
      StandardCase(
        "3.1.7", "without meter and unit the unit is a quaver", abc: "X:1\nT:A\nK:C\nC|\n", sounds: "C4:1/2"),
      StandardCase(
        "3.1.7", "a unit goes before what the meter implies", abc: "X:1\nT:A\nL:1/8\nM:2/4\nK:C\nC|\n", sounds: "C4:1/2"
      ),
      StandardCase(
        "3.1.7", "a meter that changes in the music leaves the implied unit",
        abc: "X:1\nT:A\nM:4/4\nK:C\nC|[M:2/4]C|\n", sounds: "C4:1/2 C4:1/2"),
      StandardCase(
        "3.1.7", "a meter that changes in the music leaves the written unit",
        abc: "X:1\nT:A\nM:2/4\nL:1/4\nK:C\nC|\nM:4/4\nC|\n", sounds: "C4 C4"),
      StandardCase(
        "3.1.7", "a meter that changes on a line of its own leaves the implied unit",
        abc: "X:1\nT:A\nM:2/4\nK:C\nC|\nM:4/4\nC|\n", sounds: "C4:1/4 C4:1/4"),
    ]

  static let tempi = [
    StandardCase("3.1.8", "beats a minute", abc: "X:1\nT:A\nQ:1/4=120\nK:C\nC|\n", .quartersPerMinute, is: "120.0"),
    StandardCase("3.1.8", "minims a minute", abc: "X:1\nT:A\nQ:1/2=120\nK:C\nC|\n", .quartersPerMinute, is: "240.0"),
    StandardCase(
      "3.1.8", "dotted crotchets a minute", abc: "X:1\nT:A\nQ:3/8=100\nK:C\nC|\n", .quartersPerMinute, is: "150.0"),
    StandardCase("3.1.8", "quavers a minute", abc: "X:1\nT:A\nQ:1/8=100\nK:C\nC|\n", .quartersPerMinute, is: "50.0"),
    StandardCase(
      "3.1.8", "blanks around the equals sign", abc: "X:1\nT:A\nQ: 1/4 = 110\nK:C\nC|\n", .quartersPerMinute,
      is: "110.0"),
    StandardCase(
      "3.1.8", "several notes make one beat together: five crotchets, forty times",
      abc: "X:1\nT:A\nQ:1/4 3/8 1/4 3/8=40\nK:C\nC|\n",
      .quartersPerMinute, is: "200.0"),
    StandardCase(
      "3.1.8", "two notes make one beat: five quavers", abc: "X:1\nT:A\nQ:3/8 1/4=60\nK:C\nC|\n", .quartersPerMinute,
      is: "150.0"),
    StandardCase(
      "3.1.8", "words before the figure", abc: "X:1\nT:A\nQ: \"Allegro\" 1/4=120\nK:C\nC|\n", .quartersPerMinute,
      is: "120.0"),
    StandardCase(
      "3.1.8", "words before the figure are kept", abc: "X:1\nT:A\nQ: \"Allegro\" 1/4=120\nK:C\nC|\n", .tempoText,
      is: "Allegro"),
    StandardCase(
      "3.1.8", "words behind the figure", abc: "X:1\nT:A\nQ: 3/8=50 \"Slowly\"\nK:C\nC|\n", .quartersPerMinute,
      is: "75.0"),
    StandardCase(
      "3.1.8", "words behind the figure are kept", abc: "X:1\nT:A\nQ: 3/8=50 \"Slowly\"\nK:C\nC|\n", .tempoText,
      is: "Slowly"),
    StandardCase(
      "3.1.8", "figures within the words are no tempo", abc: "X:1\nT:A\nQ:\"No. 5\" 1/4=80\nK:C\nC|\n",
      .quartersPerMinute,
      is: "80.0"),
    StandardCase("3.1.8", "words alone are kept", abc: "X:1\nT:A\nQ:\"Andante\"\nK:C\nC|\n", .tempoText, is: "Andante"),
    StandardCase("3.1.8", "a tempo changes no length", abc: "X:1\nT:A\nL:1/4\nQ:1/8=100\nK:C\nC2|\n", sounds: "C4:2"),
    StandardCase(
      "3.1.8", "the unit note length changes no tempo that names its beat",
      abc: "X:1\nT:A\nL:1/16\nQ:1/4=90\nK:C\nC|\n", .quartersPerMinute, is: "90.0"),
  ]

  private static func inParts(_ order: String, _ sounds: String) -> StandardCase {
    StandardCase(
      "3.1.9", "the parts of P:\(order) are played in this order",
      abc: "X:1\nT:A\nP:\(order)\nL:1/4\nK:C\nP:A\nA|\nP:B\nB|\nP:C\nC|\nP:D\nD|\n", sounds: sounds)
  }

  static let parts = [
    inParts("ABCD", "A4 B4 C4 D4"),
    inParts("ABABCDCD", "A4 B4 A4 B4 C4 D4 C4 D4"),
    inParts("DCBA", "D4 C4 B4 A4"),
    inParts("A3BCD", "A4 A4 A4 B4 C4 D4"),
    inParts("A2B", "A4 A4 B4"),
    inParts("(AB)3", "A4 B4 A4 B4 A4 B4"),
    inParts("(AB)2(AC)2A", "A4 B4 A4 B4 A4 C4 A4 C4 A4"),
    inParts("(A2B)3", "A4 A4 B4 A4 A4 B4 A4 A4 B4"),
    inParts(
      "((AB)3.(CD)3)2",
      "A4 B4 A4 B4 A4 B4 C4 D4 C4 D4 C4 D4 A4 B4 A4 B4 A4 B4 C4 D4 C4 D4 C4 D4"),
    inParts("A.B.C.D", "A4 B4 C4 D4"),
    inParts("A..B", "A4 B4"),
    inParts("(A(BC)2)2", "A4 B4 C4 B4 C4 A4 B4 C4 B4 C4"),
    inParts("AC", "A4 C4"),
    inParts("ABA", "A4 B4 A4"),
    StandardCase(
      "3.1.9", "parts marked in brackets are played in the header's order",
      abc: "X:1\nT:A\nP:BAB\nL:1/4\nK:C\n[P:A]CD|[P:B]EF|\n", sounds: "E4 F4 C4 D4 E4 F4"),
    StandardCase(
      "3.1.9", "without an order in the header marked parts are played as they come",
      abc: "X:1\nT:A\nL:1/4\nK:C\nP:A\nCD|\nP:B\nEF|\n", sounds: "C4 D4 E4 F4"),
    StandardCase(
      "3.1.9", "a part played again is as long again",
      abc: "X:1\nT:A\nP:A2\nM:4/4\nL:1/4\nK:C\nP:A\nCDEF|\n", .duration, is: "8"),
    StandardCase(
      "3.1.9", "a part may be of several lines", abc: "X:1\nT:A\nP:BA\nL:1/4\nK:C\nP:A\nC|\nD|\nP:B\nE|\nF|\n",
      sounds: "E4 F4 C4 D4"),
    StandardCase(
      "3.1.9", "an order in the header without marks in the music changes nothing",
      abc: "X:1\nT:A\nP:AABB\nL:1/4\nK:C\nCD|EF|\n", sounds: "C4 D4 E4 F4"),
  ]

  static let background = [
    StandardCase(
      "3.1.10", "the transcriber is kept", abc: "X:1\nT:A\nZ:Ann Other, <a@b.org>\nK:C\nC|\n", .header("Z"),
      is: "Ann Other, <a@b.org>"),
    StandardCase(
      "3.1.10", "a history of editing is kept line by line",
      abc: "X:1\nT:A\nZ:abc-transcription Ann\nZ:abc-edited-by Bob\nK:C\nC|\n", .header("Z"),
      is: "abc-transcription Ann; abc-edited-by Bob"),
    StandardCase(
      "3.1.11", "notes are kept", abc: "X:1\nT:A\nN:see also 12\nK:C\nC|\n", .header("N"), is: "see also 12"),
    StandardCase("3.1.12", "the group is kept", abc: "X:1\nT:A\nG:flute\nK:C\nC|\n", .header("G"), is: "flute"),
    StandardCase(
      "3.1.13", "two history fields are two entries", abc: "X:1\nT:A\nH:one story\nH:another\nK:C\nC|\n", .header("H"),
      is: "one story; another"),
    StandardCase(
      "3.1.13", "a continued history is one entry", abc: "X:1\nT:A\nH:one\n+:story\nK:C\nC|\n", .header("H"),
      is: "one story"),
    StandardCase("3.1.15", "the rhythm is kept", abc: "X:1\nT:A\nR:hornpipe\nK:C\nC|\n", .rhythm, is: "hornpipe"),
    StandardCase(
      "3.1.15", "a rhythm of several words is kept", abc: "X:1\nT:A\nR:48-bar polka\nK:C\nC|\n", .rhythm,
      is: "48-bar polka"),
    StandardCase("3.1.16", "the book is kept", abc: "X:1\nT:A\nB:O'Neill's\nK:C\nC|\n", .header("B"), is: "O'Neill's"),
    StandardCase(
      "3.1.16", "several books are kept", abc: "X:1\nT:A\nB:One\nB:Two\nK:C\nC|\n", .header("B"), is: "One; Two"),
    StandardCase(
      "3.1.16", "the recording is kept", abc: "X:1\nT:A\nD:A record\nK:C\nC|\n", .header("D"), is: "A record"),
    StandardCase(
      "3.1.16", "the address of the file is kept with its colons", abc: "X:1\nT:A\nF:http://a.b/c.abc\nK:C\nC|\n",
      .header("F"),
      is: "http://a.b/c.abc"),
    StandardCase(
      "3.1.16", "the source is kept", abc: "X:1\nT:A\nS:a fiddler\nK:C\nC|\n", .header("S"), is: "a fiddler"),
    StandardCase(
      "3.1.16", "background information sounds nothing",
      abc: "X:1\nT:A\nB:abc\nD:def\nF:gab\nG:cde\nH:fga\nN:bcd\nO:efg\nS:abc\nZ:def\nL:1/4\nK:C\nC|\n", sounds: "C4"),
  ]

  static let instructions = [
    StandardCase(
      "3.1.17", "an instruction may be written as a directive",
      abc: "X:1\nT:A\nL:1/4\n%%propagate-accidentals not\nK:C\n^CC|\n", sounds: "C#4 C4"),
    StandardCase(
      "3.1.17", "a directive may be written as an instruction",
      abc: "X:1\nT:A\nL:1/4\nI:propagate-accidentals not\nK:C\n^CC|\n", sounds: "C#4 C4"),
    StandardCase(
      "3.1.17", "within a line the instruction stands in brackets", "^CC|[I:propagate-accidentals not]^CC|",
      sounds: "C#4 C#4 C#4 C4"),
    StandardCase(
      "3.1.17", "an unknown instruction is passed over",
      abc: "X:1\nT:A\nI:nonsense 12\nL:1/4\nK:C\nC|\n", sounds: "C4"),
    StandardCase(
      "3.1.17", "a tune's instruction goes before the file's",
      abc: "I:propagate-accidentals not\n\nX:1\nT:A\nL:1/4\nI:propagate-accidentals pitch\nK:C\n^CC|\n",
      sounds: "C#4 C#4"),
    StandardCase(
      "3.1.17", "behind a tune with an instruction of its own the file's holds again",
      abc: "I:propagate-accidentals not\nL:1/4\n\nX:1\nT:A\nI:propagate-accidentals pitch\nK:C\n^CC|\n\n"
        + "X:2\nT:B\nK:C\n^CC|\n",
      tune: 2, sounds: "C#4 C4"),
    StandardCase(
      "3.1.17", "UTF-8 may be named as the character set", abc: "I:abc-charset utf-8\n\nX:1\nT:Gärdeby\nK:C\nC|\n",
      .title,
      is: "Gärdeby"),
    StandardCase(
      "3.1.17", "UTF-8 is the default character set", abc: "X:1\nT:Gärdeby\nK:C\nC|\n", .title, is: "Gärdeby"),
    StandardCase(
      "3.1.17", "the program that made the file may be named", abc: "X:1\nT:A\nI:abc-creator pen-1.0\nL:1/4\nK:C\nC|\n",
      sounds: "C4"),
    StandardCase(
      "3.1.17", "a file to include that is not there is passed over",
      abc: "I:abc-include nowhere.abh\n\nX:1\nT:A\nL:1/4\nK:C\nC|\n", sounds: "C4"),
  ]

  static let inTheMusic = [
    StandardCase("3.2", "the meter changes in brackets", "Z|[M:3/4]Z|C|", meter: "4/4", sounds: "z:7 C4"),
    StandardCase("3.2", "the meter changes on a line of its own", "Z|\nM:3/4\nZ|C|", meter: "4/4", sounds: "z:7 C4"),
    StandardCase(
      "3.2", "the meters of the performance are known", "C4|[M:3/4]C3|", meter: "4/4", .meters, is: "0: 4/4, 4: 3/4"),
    StandardCase("3.2", "the key changes in brackets", "F|[K:G]F|", sounds: "F4 F#4"),
    StandardCase("3.2", "the key changes on a line of its own", "F|\nK:G\nF|", sounds: "F4 F#4"),
    StandardCase("3.2", "the key changes back", "F|[K:G]F|[K:C]F|", sounds: "F4 F#4 F4"),
    StandardCase("3.2", "the keys of the performance are known", "F2|[K:G]F2|", .keys, is: "0: Cmaj, 2: Gmaj"),
    StandardCase("3.2", "the unit note length changes in brackets", "C|[L:1/16]C|", sounds: "C4 C4:1/4"),
    StandardCase("3.2", "the unit note length changes on a line of its own", "C|\nL:1/16\nC|", sounds: "C4 C4:1/4"),
    StandardCase("3.2", "the tempo changes in brackets", "C4|[Q:1/4=60]C4|", .tempi, is: "4: 60.0"),
    StandardCase("3.2", "the tempo changes on a line of its own", "C4|\nQ:1/4=60\nC4|", .tempi, is: "4: 60.0"),
    StandardCase(
      "3.2", "several fields in brackets may stand side by side", "F|[M:3/4][L:1/8][K:G]F|", sounds: "F4 F#4:1/2"),
    StandardCase("3.2", "a field may stand within a beam", "F[K:G]F[K:C]F|", sounds: "F4 F#4 F4"),
    StandardCase("3.2", "a field in brackets may open the music", "[L:1/8]CD|", sounds: ":1/2 C4 D4"),
    StandardCase(
      "3.2", "a field in brackets equals the field on its own line behind a backslash",
      #"EFE|\\#nM:2/4\#nZ|C|"#, meter: "3/4", sounds: "E4 F4 E4 z:2 C4"),
  ]

  static let continued = [
    StandardCase(
      "3.3", "a continued line of lyrics is one line", "CDEF|GABc|\nw:one two three four\n+:five six sev-en",
      .body("w"),
      is: "one two three four five six sev-en"),
    StandardCase(
      "3.3", "a field may be continued more than once", abc: "X:1\nT:A\nN:one\n+:two\n+:three\nK:C\nC|\n", .header("N"),
      is: "one two three"),
    StandardCase(
      "3.3", "a comment may stand between the halves", abc: "X:1\nT:A\nN:one\n% remark\n+:two\nK:C\nC|\n", .header("N"),
      is: "one two"),
    StandardCase(
      "3.3", "a directive may stand between the halves", "CDEF|\nw:nor-mal\n%%vocalfont Times-Italic *\n+:i-tal",
      .body("w"),
      is: "nor-mal i-tal"),
    StandardCase("3.3", "a continued line sounds nothing", "CD|\nw:one\n+:two\nEF|", sounds: "C4 D4 E4 F4"),
  ]
}
