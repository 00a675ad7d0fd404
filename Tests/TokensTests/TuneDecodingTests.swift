import Music
import Testing
import Tokens

@Suite struct TuneDecodingTests {
  func tune(_ words: String) throws -> Tune {
    try Tune(decoding: try TokenSequence(words: words.split(separator: " ").map(String.init)))
  }

  /// Onset, MIDI number and length of every note, in quarter beats; a length of 1 is a quaver, half a beat.
  func notes(_ words: String) throws -> [String] {
    Score(performing: try tune(words)).notes.map { "\($0.onset) \($0.pitch) \($0.duration)" }
  }

  @Test func notesLengthsAndRepeats() throws {
    #expect(
      try notes("M:4/4 K:Cmaj |: C 2 =E' :|".replacing("E'", with: "e'")) == [
        "0 60 1", "1 88 1/2", "3/2 60 1", "5/2 88 1/2",
      ])
    #expect(try notes("M:4/4 K:Cmin E z 2 /2> F".replacing("z 2 /2>", with: "z /2> ")) == ["0 63 1/2", "7/8 65 1/4"])
  }

  /// z /2> gives the rest 3/8 and the note after it half its own length.
  @Test func brokenRhythmFusedAndApart() throws {
    #expect(try notes("M:4/4 K:Cmaj A /2> B /2 c") == ["0 69 3/8", "3/8 71 1/8", "1/2 72 1/2"])
    #expect(try notes("M:4/4 K:Cmaj A < B") == ["0 69 1/4", "1/4 71 3/4"])
  }

  @Test func chordsTiesAndTuplets() throws {
    #expect(try notes("M:4/4 K:Cmaj [ C E ] 2 - [ C E ] A - A") == ["0 60 3/2", "0 64 3/2", "3/2 69 1"])
    #expect(try notes("M:4/4 K:Cmaj [ C 2 E ] A") == ["0 60 1", "0 64 1/2", "1 69 1/2"])
    #expect(
      try notes("M:4/4 K:Cmaj (3 A B c (3:2:2 A B") == [
        "0 69 1/3", "1/3 71 1/3", "2/3 72 1/3", "1 69 1/3", "4/3 71 1/3",
      ])
  }

  @Test func endingsOfTheScheme() throws {
    #expect(
      try notes("M:4/4 K:Cmaj |: C |1 D :| |2 E |").map { $0.split(separator: " ")[1] } == ["60", "62", "60", "64"])
  }

  /// folk-rnn v3: a mode without tonic, every accidental written, ties behind broken rhythm.
  @Test func formsOfVersionThree() throws {
    let tune = try tune("M:4/4 K:mix |: =d =c _B > - =B :|")
    #expect(tune.key == Key(.c, mode: .mixolydian))
    #expect(try notes("M:4/4 K:maj ^c > - ^c d") == ["0 73 1", "1 74 1/2"])
  }

  @Test func markersOfStartAndEndArePassedOver() throws {
    #expect(try tune("<s> M:4/4 K:Cmaj C | </s>") == tune("M:4/4 K:Cmaj C |"))
  }

  @Test func metersAndKeysWithinATune() throws {
    let score = Score(performing: try tune("M:4/4 K:Cmaj B 8 | M:3/4 K:Fmaj B 6 |"))
    #expect(score.notes.map(\.pitch) == [71, 70])
    #expect(score.meters.map(\.value.count) == [4, 3] && score.meters.map(\.onset) == [0, 4])
  }

  @Test func noTokensAreAnEmptyTune() throws {
    #expect(Score(performing: try Tune(decoding: TokenSequence([]))).notes.isEmpty)
  }

  @Test(arguments: [
    ("M:4/4 K:Cmaj 2", "token 3 '2': cannot stand here"), ("M:4/4 K:Cmaj C 2 2", "token 5 '2': cannot stand here"),
    ("M:4/4 K:Cmaj C | 2", "token 5 '2': cannot stand here"), ("M:4/4 K:Cmaj C > 2", "token 5 '2': cannot stand here"),
    ("M:4/4 K:Cmaj > C", "token 3 '>': cannot stand here"), ("M:4/4 K:Cmaj - C", "token 3 '-': cannot stand here"),
    ("M:4/4 K:Cmaj z - C", "token 4 '-': cannot stand here"), ("M:4/4 K:Cmaj [ ]", "token 4 ']': cannot stand here"),
    ("M:4/4 K:Cmaj ]", "token 3 ']': cannot stand here"), ("M:4/4 K:Cmaj [ C [", "token 5 '[': cannot stand here"),
    ("M:4/4 K:Cmaj [ C | E ]", "token 5 '|': cannot stand here"),
    ("M:4/4 K:Cmaj [ z ]", "token 4 'z': cannot stand here"),
    ("M:4/4 K:Cmaj [ C /2> E ]", "token 5 '/2>': cannot stand here"),
    ("M:4/4 K:Cmaj [ 2 C ]", "token 4 '2': cannot stand here"),
    ("M:4/4 K:Cmaj [ C (3 ]", "token 5 '(3': cannot stand here"),
    ("M:4/4 K:Cmaj D [ C E", "token 4 '[': is not closed"),
    ("M:4/4 K:Cmaj C q D", "token 4 'q': is no word of the token scheme"),
    ("<s> M:4/4 K:Cmaj hello", "token 4 'hello': is no word of the token scheme"),
  ])
  func misplacedTokensHaveAPosition(words: String, expected: String) throws {
    do throws(MisplacedToken) {
      _ = try Tune(decoding: try TokenSequence(words: words.split(separator: " ").map(String.init)))
      Issue.record("was read")
    } catch {
      #expect(error.description == expected)
    }
  }
}
