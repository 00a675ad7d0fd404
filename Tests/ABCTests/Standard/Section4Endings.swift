import Testing

/// First and second repeats, and variant endings.
@Suite("ABC 2.1, sections 4.9 and 4.10: endings") struct Section4Endings {
  @Test(arguments: two + many)
  func holds(_ rule: StandardCase) throws { try rule.check() }

  private static func two(_ rule: String, _ music: String, _ sounds: String) -> StandardCase {
    StandardCase("4.9", rule, music, sounds: sounds)
  }

  private static func many(_ rule: String, _ music: String, _ sounds: String) -> StandardCase {
    StandardCase("4.10", rule, music, sounds: sounds)
  }

  static let two = [
    two("endings in brackets", "|:C|[1D:|[2E|]", "C4 D4 C4 E4"),
    two("endings in brackets within a bar", "|:C[1D:|[2E|]", "C4 D4 C4 E4"),
    two("endings shortened next to bar lines", "|:C|1D:|2E|]", "C4 D4 C4 E4"),
    two("a blank may stand between bar line and bracket", "|:C| [1D:| [2E|]", "C4 D4 C4 E4"),
    two("a blank may stand behind the number", "|:C|1 D:|2 E|]", "C4 D4 C4 E4"),
    two("the general form with blanks", "|: C  |1  D  :|2  E  |]", "C4 D4 C4 E4"),
    two("the start of the part may be missing", "C|1D:|2E|]", "C4 D4 C4 E4"),
    two("the start of the part may be missing, in brackets", "CD|[1E:|[2F|]", "C4 D4 E4 C4 D4 F4"),
    two("endings of several bars", "|:C|1D|E:|2F|G|]", "C4 D4 E4 C4 F4 G4"),
    two("a body of several bars", "|:C|D|1E:|2F|]", "C4 D4 E4 C4 D4 F4"),
    two("the second ending may end with a double bar", "|:C|1D:|2E||F|]", "C4 D4 C4 E4 F4"),
    two("music behind the second ending is played once", "|:C|1D:|2E|]F|]", "C4 D4 C4 E4 F4"),
    two("a second ending closed by a repeat sign is not played a third time", "|:C|1D:|2E:|", "C4 D4 C4 E4"),
    two("behind a second ending closed by a repeat sign the tune goes on", "|:C|1D:|2E:|F|]", "C4 D4 C4 E4 F4"),
    two("two parts with endings", "|:C|1D:|2E|]|:F|1G:|2A|]", "C4 D4 C4 E4 F4 G4 F4 A4"),
    two("two parts, the second without a start", "|:C|1D:|2E||F|1G:|2A|]", "C4 D4 C4 E4 F4 G4 F4 A4"),
    two("a second ending that leads into the next start", "|:C|1D:|2E|:F:|", "C4 D4 C4 E4 F4 F4"),
    two("a second ending closed by the sign that opens the next part", "|:C|1D:|2E::F:|", "C4 D4 C4 E4 F4 F4"),
    two("an ending may cross the end of a line", "|:C|1D|\nE:|2F|\nG|]", "C4 D4 E4 C4 F4 G4"),
    two("the second ending may stand on a line of its own", "|:C|1D:|\n|2E|]", "C4 D4 C4 E4"),
    two("the second ending may open a line with its bracket", "|:C|1D:|\n[2E|]", "C4 D4 C4 E4"),
    two("endings of different lengths", "|:C2|1D4:|2E|F2|]", "C4:2 D4:4 C4:2 E4 F4:2"),
    two("an accidental ends with the bar before an ending", "|:^C|1C:|2C|]", "C#4 C4 C#4 C4"),
    two("what is before the part is played once", "A|:C|1D:|2E|]", "A4 C4 D4 C4 E4"),
    two("a part behind a double bar without a start", "A||C|1D:|2E|]", "A4 C4 D4 C4 E4"),
    two("a number that is part of a longer one", "|:C|1D:|2E|F2|]", "C4 D4 C4 E4 F4:2"),
    two("a chord that follows a bar line is no ending", "|:C|[EG]:|", "C4 [E4 G4] C4 [E4 G4]"),
    two("a field that follows a bar line is no ending", "|:C|[K:G]F:|", "C4 F#4 C4 F#4"),
  ]

  static let many = [
    many("three endings", "|:C|1D:|2E:|3F|]", "C4 D4 C4 E4 C4 F4"),
    many("four endings in brackets", "|:C|[1D:|[2E:|[3F:|[4G|]", "C4 D4 C4 E4 C4 F4 C4 G4"),
    StandardCase(
      "4.10", "a part that the header plays four times takes an ending a time",
      abc: "X:1\nT:A\nP:A4\nL:1/4\nK:C\nP:A\nC|[1D:|[2E:|[3F:|[4G|]\n", sounds: "C4 D4 C4 E4 C4 F4 C4 G4"),
    StandardCase(
      "4.10", "two parts that the header plays four times each",
      abc: "X:1\nT:A\nP:A4.B4\nL:1/4\nK:C\nP:A\nC|[1D:|[2E:|[3F:|[4G|]\nP:B\nc|[1d:|[2e:|[3f:|[4g|]\n",
      sounds: "C4 D4 C4 E4 C4 F4 C4 G4 C5 D5 C5 E5 C5 F5 C5 G5"),
    many("a list: the first and the third time", "|:C|[1,3D:|[2E:|]", "C4 D4 C4 E4 C4 D4"),
    many("a range: the first three times", "|:C|[1-3D:|[4E|]", "C4 D4 C4 D4 C4 D4 C4 E4"),
    many("a list of two: the first two times", "|:C|[1,2D:|[3E|]", "C4 D4 C4 D4 C4 E4"),
    many(
      "lists with ranges", "|:C|[1,3,5-7D:|[2,4,8E:|]",
      "C4 D4 C4 E4 C4 D4 C4 E4 C4 D4 C4 D4 C4 D4 C4 E4"),
    many("a list shortened next to the bar line", "|:C|1,3D:|2E:|]", "C4 D4 C4 E4 C4 D4"),
    many("a range shortened next to the bar line", "|:C|1-2D:|3E|]", "C4 D4 C4 D4 C4 E4"),
    many("the third ending ends with a double bar", "|:C|1D:|2E:|3F||G|]", "C4 D4 C4 E4 C4 F4 G4"),
    many("the last ending ends with a thick and a thin line", "|:C|1D:|2E[|F|]", "C4 D4 C4 E4 F4"),
    many("the last ending ends with a thin and a thick line", "|:C|1D:|2E|]F|]", "C4 D4 C4 E4 F4"),
    many("a blank behind the list", "|:C|[1,2 D:|[3 E|]", "C4 D4 C4 D4 C4 E4"),
  ]
}
