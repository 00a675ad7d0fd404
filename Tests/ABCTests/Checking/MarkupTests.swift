import ABC
import Testing

/// What web pages and mail leave in a file.
@Suite struct MarkupTests {
  @Test(arguments: [
    ("ABC DEF|ABC DEF|]<br>", ["markup 6:18"]), ("ABC DEF|ABC DEF|]</pre>", ["markup 6:18"]),
    ("ABC DEF|ABC DEF|]\nN:see <a href=\"x\">", ["markup 7:7"]), ("ABC DEF|ABC DEF|]\nN:see <b>this", ["markup 7:7"]),
    ("ABC DEF|ABC DEF|]\nW:one&nbsp;two", ["markup 7:6"]), ("ABC DEF|ABC DEF|]\n% a =3D b", ["markup 7:5"]),
    ("ABC DEF|ABC DEF|]\n> K:G", ["mail-header 7:1"]), ("ABC DEF|ABC DEF|]\nSubject: a tune", ["mail-header 7:1"]),
  ])
  func leftovers(music: String, problems: [String]) {
    let rules = ["markup", "mail-header"]
    #expect(found(music).filter { problem in rules.contains { problem.hasPrefix($0) } } == problems)
  }

  @Test(arguments: [
    // Broken rhythm that looks like tags.
    "A<bc A<b>c|A<a>b c<a>b|]",
    // Named letters are the standard's own (section 8.2), and a less-than sign is no tag.
    "ABC DEF|ABC DEF|]\nN:caf&eacute; &copy; a < b",
    "ABC DEF|ABC =E^G=F|]",
  ])
  func musicIsNoMarkup(music: String) {
    #expect(found(music).filter { $0.hasPrefix("markup") || $0.hasPrefix("mail") } == [])
  }

  /// Between tunes text is free; the head of a mail is told about all the same.
  @Test func mailBeforeATune() {
    let tune = "X:1\nT:T\nM:6/8\nL:1/8\nK:C\nABC DEF|ABC DEF|]\n"
    #expect(problems(in: "From: a@b.c\nSubject: tune\nDate: today\n\n" + tune) == ["mail-header 1:1"])
    #expect(problems(in: "Date: in the old days people wrote tunes down\n\n" + tune) == [])
  }
}
