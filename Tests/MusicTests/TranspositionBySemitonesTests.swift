import ABC
import Music
import Testing

/// Moving a tune by semitones: the key with the fewest signs, and chord symbols with it.
@Suite struct TranspositionBySemitonesTests {
  @Test(arguments: [
    // From G a tone up is A, a semitone up A flat (4 flats, G sharp would have 8 sharps).
    (2, "A", #""Bm7/A"A "E7"B "slow"c|"#), (1, "Ab", #""Bbm7/Ab"A "Eb7"B "slow"c|"#),
    // An octave down stays in G; a fifth down is C.
    (-12, "G", #""Am7/G"G, "D7"A, "slow"B,|"#), (-7, "C", #""Dm7/C"C "G7"D "slow"E|"#),
  ])
  func moved(semitones: Int, key: String, music: String) throws {
    let tune = try Tune(parsing: "X:1\nL:1/8\nK:G\n\"Am7/G\"G \"D7\"A \"slow\"B|\n")
    let result = try #require(tune.transposed(by: semitones))
    #expect(result.abc() == "X:1\nL:1/8\nK:\(key)\n\(music)\n")
    #expect(Score(performing: result).notes.map(\.pitch) == Score(performing: tune).notes.map { $0.pitch + semitones })
  }

  @Test func aKeyWithoutTonicStays() throws {
    let tune = try Tune(parsing: "X:1\nL:1/8\nK:none\nABc|\n")
    #expect(tune.transposed(by: 2) == nil)
    #expect(tune.transposed(by: 0) == tune)
  }
}
