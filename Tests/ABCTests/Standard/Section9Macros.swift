import Testing

/// Macros.
@Suite("ABC 2.1, section 9: macros") struct Section9Macros {
  @Test(arguments: fixed + transposing)
  func holds(_ rule: StandardCase) throws { try rule.check() }

  private static func rule(
    _ section: String, _ rule: String, _ fields: String, _ music: String, key: String = "C", _ sounds: String
  ) -> StandardCase {
    StandardCase(section, rule, abc: "X:1\nT:A\n\(fields)\nL:1/4\nK:\(key)\n\(music)\n", sounds: sounds)
  }

  static let fixed = [
    rule("9.1", "every occurrence is replaced", "m: ~G3 = G{A}G{F}G", "~G3A|~G3B|", "G4 G4 G4 A4 G4 G4 G4 B4"),
    rule("9.1", "another length is left alone", "m: ~G3 = G{A}G{F}G", "~G2A|", "G4:2 A4"),
    rule("9.1", "another octave is left alone", "m: ~G3 = G{A}G{F}G", "~g3A|", "G5:3 A4"),
    rule("9.1", "another letter is left alone", "m: ~G3 = G{A}G{F}G", "~F3A|", "F4:3 A4"),
    rule("9.1", "a note without the sign is left alone", "m: ~G3 = G{A}G{F}G", "G3A|", "G4:3 A4"),
    rule("9.1", "several macros", "m: ~g2 = gf\nm: ~D2 = DC", "~D2~g2|", "D4 C4 G5 F5"),
    rule("9.1", "blanks around both sides are stripped", "m:  ~G2  =  GA  ", "C~G2D|", "C4 G4 A4 D4"),
    rule("9.1", "no blanks at all", "m:~G2=GA", "C~G2D|", "C4 G4 A4 D4"),
    rule("9.1", "the signature holds in what is put in", "m: ~G2 = GF", "~G2|", key: "G", "G4 F#4"),
    rule("9.1", "what is put in may be a triplet", "m: ~G2 = (3GAG", "~G2C|", ":2/3 G4 A4 G4 C4:1"),
    rule("9.1", "what is put in may be a chord", "m: jC = [CEG]", "jCD|", "[C4 E4 G4] D4"),
    rule("9.1", "what is put in may hold blanks", "m: ~G3 = G A B", "~G3C|", "G4 A4 B4 C4"),
    rule("9.1", "what is put in may hold bar lines", "m: ~G2 = G|A", "^A~G2|", "A#4 G4 A4"),
    rule("9.1", "a sign that is no abc", "m: $x = CE", "$xG|", "C4 E4 G4"),
    rule("9", "macros are put in before signs get their meaning", "m: p = E\nU: p = \"^+\"", "CpC|", "C4 E4 C4"),
    rule("9", "a sign that is put in gets its meaning", "m: kC = CW\nU: W = !D.C.!", "DkC|", "D4 C4 D4 C4"),
    StandardCase(
      "9", "the file's header gives all tunes a macro",
      abc: "m:~G2=GA\n\nX:1\nT:A\nL:1/4\nK:C\nC|\n\nX:2\nT:B\nL:1/4\nK:C\n~G2|\n", tune: 2, sounds: "G4 A4"),
    StandardCase(
      "9", "a tune's macro is for that tune alone",
      abc: "X:1\nT:A\nm:~G2=GA\nL:1/4\nK:C\n~G2|\n\nX:2\nT:B\nL:1/4\nK:C\n~G2|\n", tune: 2, sounds: "G4:2"),
    StandardCase(
      "9", "a tune's macro goes before the file's",
      abc: "m:~G2=GA\n\nX:1\nT:A\nm:~G2=GF\nL:1/4\nK:C\n~G2|\n", sounds: "G4 F4"),
    StandardCase("9", "a macro within the music holds from there", "~G2|\nm:~G2=GA\n~G2|", sounds: "G4:2 G4 A4"),
    StandardCase("9", "a macro is kept", abc: "X:1\nT:A\nm:~G2=GA\nK:C\nC|\n", .header("m"), is: "~G2=GA"),
  ]

  static let transposing = [
    rule("9.2", "n stands for any note", "m: ~n3 = n{o}n{m}n", "~G3~d3|", "G4 G4 G4 D5 D5 D5"),
    rule("9.2", "o is the next note up", "m: ~n2 = no", "~C2~E2~G2|", "C4 D4 E4 F4 G4 A4"),
    rule("9.2", "m is the next note down", "m: ~n2 = nm", "~D2~G2|", "D4 C4 G4 F4"),
    rule("9.2", "letters count by the alphabet", "m: ~n2 = np", "~C2~D2|", "C4 E4 D4 F4"),
    rule("9.2", "t is a sixth above n", "m: ~n2 = nt", "~C2|", "C4 B4"),
    rule("9.2", "u is an octave above n", "m: ~n2 = nu", "~C2~G2|", "C4 C5 G4 G5"),
    rule("9.2", "h is six steps below n", "m: ~n2 = nh", "~B2|", "B4 C4"),
    rule("9.2", "steps cross into the octave above", "m: ~n2 = no", "~B2~b2|", "B4 C5 B5 C6"),
    rule("9.2", "steps cross into the octave below", "m: ~n2 = nm", "~C2~c2|", "C4 B3 C5 B4"),
    rule("9.2", "other lengths are left alone", "m: ~n3 = n{o}n{m}n", "~G2A|", "G4:2 A4"),
    rule("9.2", "a note without the sign is left alone", "m: ~n3 = n{o}n{m}n", "G3A|", "G4:3 A4"),
    rule("9.2", "a triplet and a note", "m: ~n2 = (3o/n/m/ n", "~A2C|", ":1/3 B4 A4 G4 A4:1 C4:1"),
    rule("9.2", "the signature holds in what is put in", "m: ~n2 = no", "~E2~B2|", key: "D", "E4 F#4 B4 C#5"),
    rule("9.2", "lengths behind the letters", "m: ~n4 = n2o/n/m", "~A4|", "A4:2 B4:1/2 A4:1/2 G4"),
    rule("9.2", "a macro for every length", "m: ~n2 = no\nm: ~n3 = nmn", "~C2~D3|", "C4 D4 D4 C4 D4"),
    rule("9.2", "a fixed and a transposing macro together", "m: ~n2 = no\nm: TG2 = GF", "~C2TG2|", "C4 D4 G4 F4"),
  ]
}
