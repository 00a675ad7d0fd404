import ABC
import Testing

@Suite struct DecorationTests {
  @Test func slipsAreCorrected() {
    #expect(first(.decoration, "!tril!ABC DEF|]")?.mend == "did you mean !trill!")
    #expect(first(.decoration, "!Segno!ABC DEF|]")?.mend == "did you mean !segno!")
    #expect(first(.decoration, "!furmata!ABC DEF|]")?.mend == "did you mean !fermata!")
    #expect(first(.decoration, "!whatever it is!ABC DEF|]") == nil, "words with blanks break lines in older programs")
    #expect(
      first(.decoration, "!bariolage!ABC DEF|]")?.mend == "write one such as !trill!, or the words as \"^bariolage\"")
  }

  @Test func knownOnesAreSilent() {
    #expect(found("!trill!A!D.C.!B!crescendo(!C !>!D!5!EF|~A.BC uDvETF|]") == [])
    #expect(problems(in: "X:1\nT:T\n%%deco bariolage 0 a 5 1 1\nM:6/8\nL:1/8\nK:C\n!bariolage!ABC DEF|]\n") == [])
  }
}
