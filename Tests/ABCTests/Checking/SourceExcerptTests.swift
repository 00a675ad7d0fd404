import ABC
import Music
import Testing

/// The line of a problem with a caret under it, as it looks on a screen.
@Suite struct SourceExcerptTests {
  private func excerpt(_ line: String, column: Int, width: Int = 100) -> SourceExcerpt {
    SourceExcerpt(at: Place(line: 1, column: column), in: CheckedBook(checking: Array(line.utf8)), width: width)
  }

  @Test func plainText() {
    #expect(excerpt("ABC", column: 2).line == "ABC")
    #expect(excerpt("ABC", column: 2).caret == " ^")
    #expect(excerpt("ABC", column: 4).caret == "   ^", "behind the end")
    #expect(excerpt("", column: 1).caret == "^")
  }

  /// A tab goes to the next multiple of eight; `é` has two bytes and one column; `譜` three bytes and two columns; a
  /// combining accent has none.
  @Test func bytesAreNotColumns() {
    #expect(excerpt("\tAB", column: 3).line == "        AB")
    #expect(excerpt("\tAB", column: 3).caret == "         ^")
    #expect(excerpt("A\tB", column: 3).caret == "        ^")
    #expect(excerpt("\"é\"A", column: 5).caret == "   ^")
    #expect(excerpt("譜A", column: 4).caret == "  ^")
    #expect(excerpt("e\u{301}A", column: 4).caret == " ^")
  }

  @Test(arguments: [1, 45, 100, 150, 199, 200])
  func longLinesAreCutAroundTheCaret(column: Int) {
    // Digits, so that the character above the caret tells its place.
    let line = String((1...200).map { Character(String($0 % 10)) })
    let cut = excerpt(line, column: column, width: 80)
    #expect(cut.line.count <= 80)
    #expect(Array(cut.line)[cut.caret.count - 1] == Character(String(column % 10)))
    #expect(cut.line.hasPrefix("\u{2026}") == (column > 41), "forty columns stand before the caret")
  }
}
