import ABC
import Testing

/// Repeats and endings (ABC 2.1, sections 4.8 to 4.10).
@Suite struct RepeatTests {
  @Test(arguments: [
    // A repeat may start at the beginning, at a double bar, or where the last one ended (section 4.8).
    "ABC DEF|ABC DEF:|", "ABC DEF:|ABC DEF:|", "ABC DEF||ABC DEF:|", "|:ABC DEF::ABC DEF:|", "|:ABC DEF:|:ABC DEF:|",
    "|:ABC DEF|1 ABC DEF:|2 ABC DEF|]", "ABC DEF|1 ABC DEF:|2 ABC DEF:|", "|:ABC DEF|1,3 ABC DEF:|2,4 ABC DEF:|",
    "|:ABC DEF|[1 ABC DEF:|[2 ABC DEF||ABC DEF|1 ABC DEF:|2 ABC DEF|]", "|:ABC DEF|1-3 ABC DEF:|4 ABC DEF|]",
    // Both passes by name.
    "|:ABC DEF|1,2 ABC DEF:|",
  ])
  func right(music: String) {
    #expect(found(music) == [])
  }

  @Test(arguments: [
    ("|:ABC DEF|ABC DEF|]", ["repeat-open 6:1"]),
    ("ABC DEF:|:ABC DEF|]", ["repeat-open 6:8"]),
    ("|:ABC DEF|\n|:ABC DEF:|", ["repeat-open 6:1"]),
    // A repeat that opens nothing is one that should have closed.
    ("ABC DEF|ABC DEF|:|", ["repeat-open 6:16"]),
    ("|:ABC DEF|1 ABC DEF:|", ["ending-partner 6:10"]),
    ("|:ABC DEF|1 ABC DEF:|ABC DEF|]", ["ending-partner 6:10"]),
    ("|:ABC DEF:|2 ABC DEF|]", ["ending-partner 6:10"]),
    ("|:ABC DEF|1 ABC DEF:|3 ABC DEF|]", ["ending-partner 6:20"]),
    ("|:ABC DEF|1 ABC DEF|2 ABC DEF|]", ["ending-close 6:10"]),
    // `::2` is a slip for `:|2`.
    ("|:ABC DEF|1 ABC DEF::2 ABC DEF|]", ["repeat-open 6:20"]),
  ])
  func wrong(music: String, problems: [String]) {
    #expect(found(music) == problems)
  }
}
