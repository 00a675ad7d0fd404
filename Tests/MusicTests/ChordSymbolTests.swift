import Music
import Testing

@Suite struct ChordSymbolTests {
  @Test(arguments: [
    ("C", [0, 4, 7]), ("Am", [0, 3, 7]), ("D7", [0, 4, 7, 10]), ("F#m7b5", [0, 3, 6, 10]), ("Bbmaj7", [0, 4, 7, 11]),
    ("E7b5", [0, 4, 6, 10]), ("A7b9", [0, 4, 7, 10, 13]), ("G6/9", [0, 4, 7, 9, 14]), ("A7sus4", [0, 5, 7, 10]),
  ])
  func notesOfChords(text: String, intervals: [Int]) {
    #expect(ChordSymbol(parsing: text)?.intervals == intervals)
    #expect(ChordSymbol(parsing: text)?.notation == text)
  }

  @Test func theBassIsApartFromTheRoot() throws {
    let chord = try #require(ChordSymbol(parsing: "D7/F#"))
    #expect((chord.root.pitchClass, chord.bass?.pitchClass) == (2, 6))
    #expect(chord.kind == .dominant)
  }

  @Test(arguments: ["Fine", "slow", "", "N.C.", "Hm", "Cfoo"]) func wordsAreNoChords(text: String) {
    #expect(ChordSymbol(parsing: text) == nil)
  }
}
