import ABC
import Foundation
import Music
import Testing

/// Tunes laid out as people print them.
@Suite struct FormattedBookTests {
  private func formatted(_ text: String, bars: Int = 4) -> String {
    String(decoding: FormattedBook(formatting: Array(text.utf8), barsPerLine: bars).bytes, as: UTF8.self)
  }

  /// The music of a tune laid out, whose header is in order.
  private func music(_ text: String, meter: String = "6/8", bars: Int = 4) -> [String] {
    let header = "X:1\nT:T\nM:\(meter)\nL:1/8\nK:C\n"
    let result = formatted(header + text + "\n", bars: bars)
    #expect(result.hasPrefix(header))
    return result.dropFirst(header.count).split(separator: "\n").map(String.init)
  }

  @Test func barsStandInColumns() {
    #expect(
      music("|:F|ABCDEF|A3 D3|ABC D2E|A/B/A/B/A DEF|\nABC DEF|A2B C2D|A3D3|A3 D2:|")
        == [
          "|: F | ABC DEF | A3 D3   | ABC D2E | A/B/A/B/A DEF |",
          "       ABC DEF | A2B C2D | A3 D3   | A3 D2        :|",
        ])
  }

  /// Half bars in 4/4, beats in 2/4 and 3/4; a triplet stands apart from what follows it.
  @Test func beamsFollowTheBeat() {
    #expect(music("A B C D E F G A|A2BcA4|AB(3cdeA4|]", meter: "4/4") == ["ABCD EFGA | A2Bc A4 | AB(3cde A4 |]"])
    #expect(music("ABCD|A2BC|]", meter: "2/4") == ["AB CD | A2 BC |]"])
    #expect(music("ABCDEF|]", meter: "3/4") == ["AB CD EF |]"])
    // A pickup is beamed as the end of the bar that it is.
    #expect(music("ABC|ABCDEFGA|]", meter: "4/4") == ["ABC | ABCD EFGA |]"])
    #expect(music("FGABc|ABCDEFGA|]", meter: "4/4") == ["F GABc | ABCD EFGA |]"])
    // Where the meter does not say how its beats group, the writer does.
    #expect(music("ABC DE|AB CDE|]", meter: "5/8") == ["ABC DE | AB CDE |]"])
  }

  @Test func partsStandOnLinesOfTheirOwn() {
    #expect(
      music("ABC DEF:|:A3 D3|ABC DEF:|A3 D3||ABC DEF|]")
        == ["ABC DEF :|", "|: A3 D3 | ABC DEF :|", "A3 D3 ||", "ABC DEF |]"])
    #expect(music("ABC DEF::A3 D3:|") == ["ABC DEF :|", "|: A3 D3 :|"])
    #expect(music("A|:ABC DEF:|") == ["A |", "|: ABC DEF :|"])
    #expect(music("P:A\nABC DEF|\nABC DEF|]\nP:B\nA3 D3|]") == ["P:A", "ABC DEF | ABC DEF |]", "P:B", "A3 D3 |]"])
  }

  @Test func endingsStayWithWhatTheyEnd() {
    #expect(
      music("|:ABC DEF|ABC DEF|ABC DEF|1 A6:|2 A3 D3|]") == ["|: ABC DEF | ABC DEF | ABC DEF |1 A6 :|2 A3 D3 |]"])
    #expect(
      music("|:ABC DEF|ABC DEF|ABC DEF|ABC DEF|ABC DEF|ABC DEF|ABC DEF|1 A6:|2 A3 D3|]").count == 2)
  }

  @Test func barsALine() {
    #expect(music("A6|B6|c6|d6|]", bars: 2) == ["A6 | B6 |", "c6 | d6 |]"])
    #expect(music("A6|\nB6|\\\nc6|d6|]", bars: 8) == ["A6 | B6 | c6 | d6 |]"])
  }

  /// Words belong to the line above them.
  @Test func lyricsKeepTheirLines() {
    #expect(
      music("A3 D3|A6|\nw:one two three\nB3 c3|B6|]\nw:four five six\nW:And so on")
        == ["A3 D3 | A6 |", "w:one two three", "B3 c3 | B6 |]", "w:four five six", "W:And so on"])
    // The first two lines may be one; the third has words.
    #expect(
      music("A6|\nB6|\nc3 d3|\nw:a b\nA6|\nB6|]")
        == ["A6    | B6 |", "c3 d3 |", "w:a b", "A6    | B6 |]"])
  }

  @Test func voicesStayApart() {
    #expect(
      music("V:1\nABC DEF|A6|\nV:2\nA3 D3|A6|\nV:1\nA6|]\nV:2\nD6|]")
        == ["V:1", "ABC DEF | A6 |", "V:2", "A3 D3   | A6 |", "V:1", "A6      |]", "V:2", "D6      |]"])
    #expect(music("[V:1]ABC DEF|A6|]\n[V:2]A3D3|A6|]") == ["[V:1] ABC DEF | A6 |]", "[V:2] A3 D3   | A6 |]"])
  }

  @Test func headerFieldsStandInOrder() {
    #expect(
      formatted("X: 1\nK\u{3A}C\n").hasPrefix("X:1\nK:C\n"))
    #expect(
      formatted("X:1\nL:1/8\nR: jig\n% whose?\nC:Somebody\nM:6/8\nN:a long\n+:note\nT:Tune\nK:C\nABC DEF|]\n")
        == "X:1\nT:Tune\n% whose?\nC:Somebody\nR:jig\nM:6/8\nL:1/8\nN:a long\n+:note\nK:C\nABC DEF |]\n")
    // An old tempo counts the unit written before it: nothing is moved.
    let old = "X:1\nL:1/4\nQ:100\nM:6/8\nT:T\nK:C\n"
    #expect(formatted(old + "A3 |]\n").hasPrefix(old))
  }

  @Test func whatStandsBetweenTunesIsKept() {
    let text =
      "%abc-2.1\nL:1/8\nM:6/8\n\nSome words  about the tunes.\n\n\nX:1\nT:A\nK:C\nABCDEF|]\n\n%% remark\n\nX:2\nT:B\nK:C\nA6|]\n\n\nend"
    #expect(
      formatted(text)
        == text.replacingOccurrences(of: "ABCDEF|]", with: "ABC DEF |]").replacingOccurrences(of: "A6|]", with: "A6 |]")
        + "\n")
  }

  /// Comments, grace notes, chord symbols, decorations and what readers pass over stay with their notes.
  @Test func nothingIsLost() {
    #expect(
      music("\"Am\"A>B{/g}c !trill!(DE)~F|[AC]3-[AC]3|] % the end") == [
        "\"Am\"A>B{/g}c !trill!(DE)~F | [AC]3- [AC]3 |] % the end"
      ])
    #expect(music("% first\nABC DEF|%%text here\nA6|]").first == "% first")
    #expect(music("ABC & A3|D3 y E3|]").count == 1)
    #expect(music("A2`B`c3|]") == ["A2`B` c3 |]"])
  }

  @Test func encodingAndLineEndsStay() {
    let latin: [UInt8] = Array("X:1\r\nT:Caf".utf8) + [0xE9] + Array("\r\nK:C\r\nA|]\r\n".utf8)
    #expect(
      FormattedBook(formatting: latin).bytes
        == Array("X:1\r\nT:Caf".utf8) + [0xE9] + Array("\r\nK:C\r\nA |]\r\n".utf8))
  }

  /// The project's own tunes: what sounds stays, and a second layout finds nothing to do.
  @Test func whatSoundsStays() throws {
    let folder = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../tunes").standardized
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "abc" }
    #expect(files.count > 50)
    for file in files {
      let bytes = Array(try Data(contentsOf: file))
      let book = FormattedBook(formatting: bytes)
      #expect(book.untouched.isEmpty && book.tuneCount == 1)
      let before = Tunebook(parsing: bytes).entries.map { Score(performing: $0.tune) }
      #expect(Tunebook(parsing: book.bytes).entries.map { Score(performing: $0.tune) } == before)
      #expect(FormattedBook(formatting: book.bytes).bytes == book.bytes)
    }
  }

  @Test(arguments: WritingTests.tunes)
  func signsOfEveryKindStay(text: String) {
    let book = FormattedBook(formatting: Array(text.utf8))
    let before = Tunebook(parsing: text).entries.map { Score(performing: $0.tune) }
    #expect(Tunebook(parsing: book.bytes).entries.map { Score(performing: $0.tune) } == before)
    #expect(FormattedBook(formatting: book.bytes).bytes == book.bytes)
  }

  /// Music that a new line end would change is left alone: the accidental at the end belongs to nothing.
  @Test func whatWouldChangeStays() {
    let text = "X:1\nT:T\nM:6/8\nL:1/8\nK:C\nABC DE^\nF|ABC DEF|]\n"
    let book = FormattedBook(formatting: Array(text.utf8))
    #expect(book.untouched == [1])
    #expect(String(decoding: book.bytes, as: UTF8.self) == text)
  }
}
