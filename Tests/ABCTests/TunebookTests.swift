import ABC
import Music
import Testing

@Suite struct TunebookTests {
  func titles(_ text: String) -> [String] { Tunebook(parsing: text).entries.map(\.tune.title) }

  @Test func tunesEndAtBlankLinesAndAtTheNextNumber() {
    #expect(titles("X:1\nT:a\nK:C\nA\n\nX:2\nT:b\nK:C\nA\n") == ["a", "b"])
    #expect(titles("X:1\nT:a\nK:C\nA\nX:2\nT:b\nK:C\nA") == ["a", "b"])
    #expect(titles("\n \t\nX:1\nT:a\nK:C\nA\n\n\n") == ["a"])
  }

  @Test func tunesWithoutANumberAreTunesAndToldAbout() throws {
    let book = Tunebook(parsing: "T:a\nM:4/4\nK:C\nA\n\nM:3/4\n[K:D]\nB\n")
    #expect(book.entries.count == 2)
    #expect(book.entries[0].problems.map(\.message) == ["the tune has no number"])
    #expect(book.entries[1].tune.key.name == "Dmaj")
    #expect(book.entries[1].tune.line == 6)
  }

  @Test func textBetweenTunesIsNoTune() {
    #expect(
      titles("Some remarks\non this book\n\nX:1\nT:a\nK:C\nA\n\nMore of them\n\nX:2\nT:b\nK:C\nA\n") == ["a", "b"])
  }

  @Test func aTuneWithoutAKeyIsToldAbout() throws {
    let entry = try #require(Tunebook(parsing: "X:1\nT:a\nM:4/4\nABcd|\n").entries.first)
    #expect(
      entry.problems.first?.description
        == "1:1: error: the tune has no key; write K: and the key on the line before the music")
    #expect(entry.tune.body.first?.word == "A", "its music is read all the same")
  }

  /// Section 2.2.2: a file header's fields hold for all tunes, after their own.
  @Test func aFileHeaderGivesDefaults() {
    let book = Tunebook(parsing: "M:6/8\nL:1/4\nR:jig\nO:Ireland\n\nX:1\nK:C\nA\n\nX:2\nM:3/4\nR:waltz\nK:D\nA\n")
    let (first, second) = (book.entries[0].tune, book.entries[1].tune)
    #expect(first.meter?.count == 6 && first.unitLength == Fraction(1, 4) && first.rhythm == "jig")
    #expect(second.meter?.count == 3 && second.unitLength == Fraction(1, 4) && second.rhythm == "waltz")
    #expect(first.title.isEmpty, "the header is no tune")
  }

  @Test func aHeaderDirectlyAboveATuneIsTheFilesAsWell() {
    let book = Tunebook(parsing: "%abc\nL:1/4\nX:1\nK:C\nA\n\nX:2\nK:C\nA\n")
    #expect(book.entries.map(\.tune.unitLength) == [Fraction(1, 4), Fraction(1, 4)])
  }

  /// Mailers break long lines: what overflows is text of the field above, not music.
  @Test func wrappedHeaderLinesAreNotMusic() throws {
    let tune = try Tune(
      parsing: "X:1\nN:a remark that a mailer\nbroke in two\nF:http://a.b/c-07\n7.abc\nM:C|\nK:G\nGABc\n")
    #expect(tune.key.name == "Gmaj" && tune.meter?.notation == "C|")
    #expect(tune.body.count == 5)
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func linesEndInEveryWay(end: String) throws {
    let lines = ["X:1", "T:a", "K:G", "GA|", "B2|", "", "X:2", "T:b", "K:C", "C"]
    let book = Tunebook(parsing: lines.joined(separator: end))
    #expect(book.entries.map(\.tune.title) == ["a", "b"])
    #expect(book.entries[1].tune.line == 7)
    #expect(book.entries[0].tune.body.map(\.word).joined(separator: " ") == "G A | $ B2 | $")
  }

  @Test func textIsUTF8OrLatin1WithOrWithoutAMark() {
    func title(_ bytes: [UInt8]) -> String? {
      Tunebook(parsing: Array("X:1\nT:".utf8) + bytes + Array("\nK:C\nA\n".utf8)).entries.first?.tune.title
    }
    #expect(title(Array("Café".utf8)) == "Café")
    #expect(title([0x43, 0x61, 0x66, 0xE9]) == "Café")
    let marked = Tunebook(parsing: [0xEF, 0xBB, 0xBF] + Array("X:1\nT:a\nK:C\nA\n".utf8))
    #expect(marked.entries.first?.tune.number == "1")
    #expect(marked.entries.first?.tune.body.first?.place == Place(line: 4, column: 1))
  }

  @Test func thereIsNoTuneInNothing() {
    #expect(Tunebook(parsing: "").entries.isEmpty)
    #expect(throws: Problem.self) { try Tune(parsing: "only words") }
    do throws(Problem) {
      _ = try Tune(parsing: "")
    } catch {
      #expect(
        error.description
          == "1:1: error: there is no tune here; a tune begins with X: and has a K: before its music")
    }
  }
}
