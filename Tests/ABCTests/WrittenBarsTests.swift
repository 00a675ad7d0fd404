import ABC
import Music
import Testing

/// Bars taken out of a tune's text and put back: nothing else of it changes.
@Suite struct WrittenBarsTests {
  static let jig = """
    X:7
    T:A jig
    M:6/8
    L:1/8
    K:G % one sharp
    d|: "G"G3 ~GAB | (AB)A  ABd |
    edd gdd |1 edB A2 d :|2 [M:6/8] edB A3 || % end
    w: la la

    """

  @Test func barsAreFoundWithTheirLengths() throws {
    let bars = try #require(WrittenBars(of: 0, in: Array(Self.jig.utf8)))
    #expect(bars.bars.map { $0.duration } == [Fraction(1, 8)] + Array(repeating: Fraction(3, 4), count: 5))
    #expect(
      bars.bars.indices.map(bars.text) == [
        "d", "\"G\"G3 ~GAB", "(AB)A  ABd", "edd gdd", "edB A2 d", "[M:6/8] edB A3",
      ])
    #expect(bars.bars.map { $0.obstacle == nil } == [true, true, true, true, true, false])
  }

  @Test func allButTheBarStays() throws {
    let bars = try #require(WrittenBars(of: 0, in: Array(Self.jig.utf8)))
    let text = bars.text(replacing: [2: "c6", 4: "g6"], adding: ["|: G6 :|"], fields: [Field("N", "by hand")])
    let expected = """
      X:7
      T:A jig
      M:6/8
      L:1/8
      N:by hand
      K:G % one sharp
      d|: "G"G3 ~GAB | c6 |
      edd gdd |1 g6 :|2 [M:6/8] edB A3 || % end
      w: la la
      |: G6 :|

      """
    #expect(text == expected)
    // With nothing to change the tune is as it was.
    #expect(bars.text(replacing: [:]) == Self.jig)
  }

  @Test(arguments: [
    ("A2-|AB|", [nil, "a tie leads into it"]),
    ("(A2|B)c|de|", ["a slur leads out of it", "a slur leads into it", nil]),
    ("AB&cd|ef|", ["two voices sound in it", nil]), ("Z2|AB|", ["it is a rest of bars", nil]),
    ("A>|B c|", ["broken rhythm leads out of it", nil]), ("AB\ncd|ef|", ["it goes over the end of a line", nil]),
    ("ABcd|efga\n", [nil, nil]),
  ]) func whatCannotBeWrittenAnewIsSaid(music: String, obstacles: [String?]) throws {
    let bars = try #require(WrittenBars(of: 0, in: Array("X:1\nM:2/4\nL:1/8\nK:C\n\(music)\n".utf8)))
    #expect(bars.bars.map(\.obstacle) == obstacles)
  }

  @Test func theTuneAskedForOfAFile() throws {
    let file = Array("X:1\nK:C\nAB|\n\nX:2\nK:C\ncd|\n\ntext\n".utf8)
    #expect(try #require(WrittenBars(of: 1, in: file)).text(of: 0) == "cd")
    #expect(WrittenBars(of: 2, in: file) == nil)
    #expect(WrittenBars(of: 0, in: []) == nil)
  }

  @Test func latinOneAndForeignLineEnds() throws {
    let file = Array("X:1\r\nT:Fl".utf8) + [0xFC] + Array("gel\r\nK:C\r\nAB|cd|\r\n".utf8)
    let bars = try #require(WrittenBars(of: 0, in: file))
    #expect(bars.text(replacing: [1: "ef"]) == "X:1\r\nT:Flügel\r\nK:C\r\nAB|ef|\n")
  }
}
