import ABC
import Testing

@Suite struct TiesAndSlursTests {
  @Test(arguments: [
    "A3-A3|ABC DEF|]", "ABC D3-|D3 DEF|]", "[AC]3-[AC]3|]", "[A-C]3 [AE]3|]", "[AC]3-A3|]", "^A3-A3|]", "^A3-_B3|]",
    "A3-{g}A3|]",
    // Over a repeat or into an ending a tie leads to what is played next.
    "|:ABC D3-:|D3 DEF|]", "|:ABC DEF|1 ABC D3-:|2 ABC D3|]", "A3- & D3|ABC DEF|]",
    "(ABC) (DEF)|((A)BC DEF)|]", "(3ABC (3(DEF) GAB|]",
    // A slur that every ending closes.
    "|:ABC (DEF|1 A)BC DEF:|2 A)BC DEF|]",
  ])
  func right(music: String) {
    #expect(found(music).filter { !$0.hasPrefix("bar-") && !$0.hasPrefix("pickup") } == [])
  }

  @Test(arguments: [
    ("A3-B3|ABC DEF|]", "tie-pitch 6:1"), ("A3-a3|ABC DEF|]", "tie-pitch 6:1"), ("A3-z3|ABC DEF|]", "tie-pitch 6:1"),
    ("[AC]3-B3|ABC DEF|]", "tie-pitch 6:1"), ("[A-C-]3 [AE]3|ABC DEF|]", "tie-pitch 6:1"),
    ("(ABC DEF|ABC DEF|]", "slur 6:1"), ("ABC) DEF|ABC DEF|]", "slur 6:4"), ("((ABC) DEF|ABC DEF|]", "slur 6:1"),
  ])
  func wrong(music: String, problem: String) {
    #expect(found(music) == [problem])
  }

  @Test func aSlurIsSuggested() {
    #expect(first(.tiePitch, "A3-B3|]")?.mend == "write a slur: (AB)")
  }
}
