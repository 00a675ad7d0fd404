import Testing

/// Note lengths, broken rhythm, rests and beams.
@Suite("ABC 2.1, sections 4.3 to 4.5 and 4.7: lengths") struct Section4Lengths {
  @Test(arguments: lengths + brokenRhythm + rests + beams)
  func holds(_ rule: StandardCase) throws { try rule.check() }

  static let lengths =
    // In semiquavers: a quarter beat each.
    [
      ("A", "1/4"), ("A1", "1/4"), ("A2", "1/2"), ("A3", "3/4"), ("A4", "1"), ("A6", "3/2"), ("A7", "7/4"), ("A8", "2"),
      ("A12", "3"), ("A14", "7/2"), ("A15", "15/4"), ("A16", "4"),
    ].map { note, length in
      StandardCase("4.3", "\(note) in semiquavers", "\(note)|", unit: "1/16", sounds: "A4:\(length)")
    }
    // In quavers: half a beat each.
    + [
      ("A", "1/2"), ("A2", "1"), ("A3", "3/2"), ("A4", "2"), ("A/2", "1/4"), ("A/", "1/4"), ("A3/2", "3/4"),
      ("A/4", "1/8"),
      ("A//", "1/8"), ("A///", "1/16"), ("A3/4", "3/8"), ("A3//", "3/8"), ("A3/", "3/4"), ("A7/4", "7/8"),
      ("A5/2", "5/4"),
      ("A1/2", "1/4"), ("A/3", "1/6"), ("A2/3", "1/3"), ("A/8", "1/16"), ("A/16", "1/32"), ("A4/2", "1"),
    ].map { note, length in
      StandardCase("4.3", "\(note) in quavers", "\(note)|", unit: "1/8", sounds: "A4:\(length)")
    } + [
      StandardCase("4.3", "letters without a length last the unit", "DEF|", unit: "1/8", sounds: ":1/2 D4 E4 F4"),
      StandardCase("4.3", "lengths follow octave marks", "A,2a'/2|", sounds: "A3:2 A6:1/2"),
      StandardCase("4.3", "a unit that changes in the music holds from there", "A2[L:1/8]A2|", sounds: "A4:2 A4:1"),
      StandardCase("4.3", "a note may be as short as a 128th", "A/16B/16|", unit: "1/8", sounds: "A4:1/32 B4:1/32"),
    ]

  private static func broken(
    _ rule: String, _ music: String, meter: String? = nil, unit: String = "1/4", sounds: String
  ) -> StandardCase {
    StandardCase("4.4", rule, music, meter: meter, unit: unit, sounds: sounds)
  }

  static let brokenRhythm = [
    broken("> dots the first note and halves the second", "A>B|", sounds: "A4:3/2 B4:1/2"),
    broken("< halves the first note and dots the second", "A<B|", sounds: "A4:1/2 B4:3/2"),
    broken(">> dots the first note twice and quarters the second", "A>>B|", sounds: "A4:7/4 B4:1/4"),
    broken("<< quarters the first note and dots the second twice", "A<<B|", sounds: "A4:1/4 B4:7/4"),
    broken(
      ">>> dots the first note three times and leaves an eighth to the second", "A>>>B|", sounds: "A4:15/8 B4:1/8"),
    broken(
      "<<< leaves an eighth to the first note and dots the second three times", "A<<<B|", sounds: "A4:1/8 B4:15/8"),
    broken(
      "the rhythm in quavers", "g>a e<d gefd|", unit: "1/8", sounds: "G5:3/4 A5:1/4 E5:1/4 D5:3/4 :1/2 G5 E5 F5 D5"),
    broken(
      "the same written out in semiquavers", "g3a ed3 g2e2f2d2|", unit: "1/16",
      sounds: "G5:3/4 A5:1/4 E5:1/4 D5:3/4 :1/2 G5 E5 F5 D5"),
    broken(
      "the same written out in quavers", "g3/2a/2 e/2d3/2 gefd|", unit: "1/8",
      sounds: "G5:3/4 A5:1/4 E5:1/4 D5:3/4 :1/2 G5 E5 F5 D5"),
    broken("lengths are multiplied", "A2>B2|", sounds: "A4:3 B4:1"),
    broken("short lengths are multiplied", "A/>B/|", sounds: "A4:3/4 B4:1/4"),
    broken("the pair lasts as long as without the sign", "A>BC<D|E|", sounds: "A4:3/2 B4:1/2 C4:1/2 D4:3/2 E4"),
    broken("only the two notes around the sign change", "CA>BC|", sounds: "C4 A4:3/2 B4:1/2 C4"),
    broken("pairs follow one another", "A>BA>B|", sounds: "A4:3/2 B4:1/2 A4:3/2 B4:1/2"),
    broken("a rest may be the second", "A>z B|", sounds: "A4:3/2 z:1/2 B4"),
    broken("a rest may be the first", "z>A B|", sounds: "z:3/2 A4:1/2 B4"),
    broken("an invisible rest counts as well", "x<A B|", sounds: "z:1/2 A4:3/2 B4"),
    broken("notes with octave marks", "A,>a'|", sounds: "A3:3/2 A6:1/2"),
    broken("the second note may carry an accidental", "A>^A|", sounds: "A4:3/2 A#4:1/2"),
    StandardCase("4.12", "a grace behind the sign is seen through", "A<{g}A|", sounds: "A4:1/2 A4:3/2"),
    StandardCase("4.12", "a grace before the sign is seen through", "A{g}<A|", sounds: "A4:1/2 A4:3/2"),
    StandardCase("4.12", "several graces are seen through", "A>{gag}A|", sounds: "A4:3/2 A4:1/2"),
    StandardCase("4.17", "chords on both sides", "[CE]>[DF]|", sounds: "[C4 E4]:3/2 [D4 F4]:1/2"),
    StandardCase("4.17", "a chord and a note", "[CE]<D|", sounds: "[C4 E4]:1/2 D4:3/2"),
    StandardCase("4.17", "a note and a chord", "D>[CE]|", sounds: "D4:3/2 [C4 E4]:1/2"),
    StandardCase("4.17", "chords with a length behind the bracket", "[CE]2>[DF]2|", sounds: "[C4 E4]:3 [D4 F4]:1"),
    StandardCase("4.17", "blanks may stand around the sign", "[CE] > [DF]|", sounds: "[C4 E4]:3/2 [D4 F4]:1/2"),
    StandardCase("4.17", "a tie may stand before the sign", "[CE]- > [CE] G|", sounds: "[C4 E4]:2 G4"),
    StandardCase("4.4", "a decoration may stand between", "A>.B|", sounds: "A4:3/2 B4:1/2"),
    StandardCase("4.4", "a chord symbol may stand between", "A>\"Am\"B|", sounds: "A4:3/2 B4:1/2"),
  ]

  static let rests = [
    StandardCase("4.5", "z is a rest of the unit", "CzD|", sounds: "C4 z D4"),
    StandardCase("4.5", "x is a rest of the unit", "CxD|", sounds: "C4 z D4"),
    StandardCase("4.5", "rests have lengths as notes have", "Cz2Dz/Ex3/2F|", sounds: "C4 z:2 D4 z:1/2 E4 z:3/2 F4"),
    StandardCase("4.5", "a rest may be shortened by two strokes", "z//C|", sounds: "z:1/4 C4"),
    StandardCase("4.5", "a rest may open the music", "z2CD|", sounds: "z:2 C4 D4"),
    StandardCase(
      "4.5", "Z with a number is so many bars", "Z3|GE FD|E2C2|", meter: "4/4", sounds: "z:12 G4 E4 F4 D4 E4:2 C4:2"),
    StandardCase(
      "4.5", "bars of rest written out are the same", "z4|z4|z4|GE FD|E2C2|", meter: "4/4",
      sounds: "z:12 G4 E4 F4 D4 E4:2 C4:2"),
    StandardCase("4.5", "Z alone is one bar", "Z|C|", meter: "4/4", sounds: "z:4 C4"),
    StandardCase("4.5", "X with a number is so many bars", "X2|C|", meter: "4/4", sounds: "z:8 C4"),
    StandardCase("4.5", "X alone is one bar", "X|C|", meter: "4/4", sounds: "z:4 C4"),
    StandardCase("4.5", "a bar of three crotchets", "Z2|C|", meter: "3/4", sounds: "z:6 C4"),
    StandardCase("4.5", "a bar of six quavers", "Z|C|", meter: "6/8", unit: "1/8", sounds: "z:3 C4:1/2"),
    StandardCase("4.5", "a bar does not depend on the unit", "Z|C|", meter: "4/4", unit: "1/16", sounds: "z:4 C4:1/4"),
    StandardCase("4.5", "a bar of the meter that holds there", "Z|[M:3/4]Z|C|", meter: "2/4", sounds: "z:5 C4"),
    StandardCase("4.5", "rests between notes of one bar", "C z D z|E|", meter: "4/4", sounds: "C4 z D4 z E4"),
    StandardCase("4.5", "rests at the end belong to the performance", "Cz3|", .duration, is: "4"),
    StandardCase(
      "4.5", "bars of rest are repeated as notes are", "|:Z|C4:|", meter: "4/4", sounds: "z:4 C4:4 z:4 C4:4"),
  ]

  static let beams = [
    StandardCase("4.7", "blanks change no length", "A2BC|A2 B C|", sounds: "A4:2 B4 C4 A4:2 B4 C4"),
    StandardCase(
      "4.7", "notes that cannot be beamed may stand together", "ABC2DE|", unit: "1/8", sounds: ":1/2 A4 B4 C4:1 D4 E4"),
    StandardCase("4.7", "back quotes between notes are ignored", "A2``B``C|", sounds: "A4:2 B4 C4"),
    StandardCase("4.7", "a back quote alone is ignored", "A`B|`C`|", sounds: "A4 B4 C4"),
    StandardCase("4.7", "a back quote ends no bar", "^F`F|", sounds: "F#4 F#4"),
  ]
}
