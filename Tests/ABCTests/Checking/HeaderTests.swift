import ABC
import Testing

@Suite struct HeaderTests {
  static let music = "ABC DEF|ABC DEF|ABC DEF|]\n"

  @Test(arguments: [
    ("X:1\nM:6/8\nL:1/8\nK:C\n", ["no-title 1:1"]),
    ("X:1\nT:A\nL:1/8\nK:C\n", ["no-meter 1:1"]),
    ("X:one\nT:A\nM:6/8\nL:1/8\nK:C\n", ["number 1:1"]),
    ("X:\nT:A\nM:6/8\nL:1/8\nK:C\n", ["number 1:1"]),
    ("X: 12 % the twelfth\nT:A\nM:6/8\nL:1/8\nK:C\n", []),
    ("X:1\nT:A\nM:6/8\nL:1/8\nK:C\nC:Somebody\n", ["field-order 6:1"]),
    // Fields that may change within a tune.
    ("X:1\nT:A\nM:6/8\nL:1/8\nK:C\nN:now\nP:A\nQ:3/8=100\nT:Second strain\n", []),
    // A title above the number is lost to the tune.
    ("T:A\nX:1\nM:6/8\nL:1/8\nK:C\n", ["field-order 1:1", "no-title 2:1"]),
    // What the file's own header says holds for its tunes.
    ("M:6/8\nL:1/8\n\nX:1\nT:A\nK:C\n", []),
    ("X:1\nT:A\nK:C\n[M:6/8][L:1/8]", []),
  ])
  func fields(header: String, problems: [String]) {
    #expect(ABCTests.problems(in: header + Self.music) == problems)
  }

  @Test func numbersOfAFileDiffer() {
    let tune = { (number: Int, bar: String) in "X:\(number)\nT:T\nM:6/8\nL:1/8\nK:C\n\(bar)|\(bar)|]\n" }
    #expect(problems(in: tune(1, "ABC DEF") + "\n" + tune(2, "DEF ABC")) == [])
    #expect(problems(in: tune(1, "ABC DEF") + "\n" + tune(1, "DEF ABC")) == ["duplicate-number 8:1"])
  }

  @Test func aFileWithoutTunes() {
    #expect(problems(in: "hello\n") == ["no-tune 1:1"])
    #expect(problems(in: "") == ["no-tune 1:1"])
  }
}
