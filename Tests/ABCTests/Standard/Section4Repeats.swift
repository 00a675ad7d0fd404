import Testing

/// Bar lines and repeats.
@Suite("ABC 2.1, section 4.8: repeats") struct Section4Repeats {
  @Test(arguments: barLines + repeats + implicitStarts + manyTimes + liberties)
  func holds(_ rule: StandardCase) throws { try rule.check() }

  private static func rule(_ rule: String, _ music: String, _ sounds: String) -> StandardCase {
    StandardCase("4.8", rule, music, sounds: sounds)
  }

  static let barLines = [
    rule("a bar line sounds nothing", "C|D|", "C4 D4"),
    rule("a thin and a thick line sound nothing", "C|]D|]", "C4 D4"),
    rule("two thin lines sound nothing", "C||D||", "C4 D4"),
    rule("a thick and a thin line sound nothing", "C[|D[|", "C4 D4"),
    rule("a dotted bar line sounds nothing", "C.|D.|E|", "C4 D4 E4"),
    rule("an invisible bar line sounds nothing", "C[|]D[|]E|", "C4 D4 E4"),
    rule("a dotted bar line divides bars", "^C.|C|", "C#4 C4"),
    rule("a dot before a bar line is no decoration of the note behind it", "C.|D|", "C4 D4"),
    StandardCase("4.8", "a dot before a bar line is no staccato", "C.|D|", .decorations, is: ""),
    rule("the last bar line may be missing", "CD|EF", "C4 D4 E4 F4"),
    rule("a bar line may open a line", "|CD|\n|EF|", "C4 D4 E4 F4"),
    rule("blanks may stand around bar lines", "C | D || E |]", "C4 D4 E4"),
  ]

  static let repeats = [
    rule("a repeated part is played twice", "|:CD:|", "C4 D4 C4 D4"),
    rule("what follows a repeated part is played once", "|:C:|D|", "C4 C4 D4"),
    rule("what is before a repeated part is played once", "C|:D:|", "C4 D4 D4"),
    rule("two repeated parts", "|:C:||:D:|", "C4 C4 D4 D4"),
    rule("two repeated parts on two lines", "|:C:|\n|:D:|", "C4 C4 D4 D4"),
    rule("two colons end one part and start the next", "|:C::D:|", "C4 C4 D4 D4"),
    rule(":|: equals two colons", "|:C:|:D:|", "C4 C4 D4 D4"),
    rule(":||: equals two colons", "|:C:||:D:|E|", "C4 C4 D4 D4 E4"),
    rule("three parts", "|:C::D::E:|", "C4 C4 D4 D4 E4 E4"),
    rule("a part of several bars", "|:CD|EF:|G|", "C4 D4 E4 F4 C4 D4 E4 F4 G4"),
    rule("a part over several lines", "|:CD|\nEF:|\nG|", "C4 D4 E4 F4 C4 D4 E4 F4 G4"),
    rule("a start of repeat that never ends is played once", "|:CD|EF|", "C4 D4 E4 F4"),
    rule("a part may end with its sign on a line of its own", "|:CD\n:|", "C4 D4 C4 D4"),
    rule("a repeat may end within a bar", "C2|DE2:|F|", "C4:2 D4 E4:2 C4:2 D4 E4:2 F4"),
    rule("a pickup before the sign is not repeated", "G|:CD:|", "G4 C4 D4 C4 D4"),
    rule("rests are repeated", "|:Cz:|D|", "C4 z C4 z D4"),
    rule("chords are repeated", "|:[CE]:|D|", "[C4 E4] [C4 E4] D4"),
    StandardCase("4.8", "a performance is as long as what is played", "|:CD:|E2|", .duration, is: "6"),
    StandardCase("4.8", "a chord symbol is played on both passes", "|:\"Am\"CD:|", .chordSymbols, is: "0: Am, 2: Am"),
  ]

  static let implicitStarts = [
    rule("without a start the tune begins anew", "CD:|", "C4 D4 C4 D4"),
    rule("without a start the tune begins anew, however many bars", "C|D|E:|F|", "C4 D4 E4 C4 D4 E4 F4"),
    rule("without a start it begins behind the last end of repeat", "|:C:|D:|", "C4 C4 D4 D4"),
    rule("again and again", "C:|D:|E:|", "C4 C4 D4 D4 E4 E4"),
    rule("without a start it begins behind the last double bar", "C||D:|", "C4 D4 D4"),
    rule("a thin and a thick line count as a double bar", "C|]D:|E|", "C4 D4 D4 E4"),
    rule("a thick and a thin line count as a double bar", "C[|D:|E|", "C4 D4 D4 E4"),
    rule("the latest double bar counts", "C||D||E:|", "C4 D4 E4 E4"),
    rule("a double bar behind an end of repeat counts", "C:|D||E:|", "C4 C4 D4 E4 E4"),
    rule("an end of repeat behind a double bar counts", "C||D:|E:|", "C4 D4 D4 E4 E4"),
    rule("a start that is there goes before a double bar", "|:C||D:|", "C4 D4 C4 D4"),
    rule("a single bar line is no start", "C|D:|", "C4 D4 C4 D4"),
    rule("an invisible bar line is no start", "C[|]D:|", "C4 D4 C4 D4"),
    rule("two colons without a start before them", "C::D:|", "C4 C4 D4 D4"),
    rule("the end of a line is no start", "C|\nD:|", "C4 D4 C4 D4"),
  ]

  static let manyTimes = [
    rule("two colons on both sides: three times", "|::C::|D|", "C4 C4 C4 D4"),
    rule("three colons on both sides: four times", "|:::C:::|D|", "C4 C4 C4 C4 D4"),
    rule("three times and then twice", "|::C::||:D:|", "C4 C4 C4 D4 D4"),
    rule("three times without a start", "C::|D|", "C4 C4 C4 D4"),
    rule("three times with several bars", "|::C|D::|", "C4 D4 C4 D4 C4 D4"),
  ]

  static let liberties = [
    rule("a thick line between two thin ones", "C|[|D|", "C4 D4"),
    rule("a thick line and a start of many repeats", "[|:::C:::|D|", "C4 C4 C4 C4 D4"),
    rule("a thick start of repeat", "[|:C:|]D|", "C4 C4 D4"),
    rule("an end of repeat with two lines", "|:C:||D|", "C4 C4 D4"),
    rule("a start of repeat with two lines", "C||:D:|", "C4 D4 D4"),
    rule("three lines", "C|||D|", "C4 D4"),
    rule("a repeat between thick lines", "[|:C:|][|:D:|]", "C4 C4 D4 D4"),
    rule("signs with a blank between them", "|:C:| |:D:|", "C4 C4 D4 D4"),
  ]
}
