import ABC
import Music
import Testing

/// What a score tells beside its notes.
@Suite struct ScoreTests {
  func score(_ text: String) throws -> Score { Score(performing: try Tune(parsing: text)) }

  @Test func titlesAndKinds() throws {
    let score = try score("X:7\nT:First\nT:Second\nC:Somebody\nR:Slip Jig\nM:9/8\nK:G\nG3|\n")
    #expect(score.title == "First" && score.composer == "Somebody" && score.rhythm == "slip jig")
  }

  @Test func metersKeysAndTempiAreThereWhenTheyChange() throws {
    let score = try score("X:1\nM:4/4\nL:1/4\nQ:1/4=100\nK:G\nGGGG|[M:3/4][K:D][Q:3/8=60]GGG|\n")
    #expect(score.meters.map(\.onset) == [0, 4])
    #expect(score.meters.map(\.value.count) == [4, 3])
    #expect(score.keys.map(\.value.name) == ["Gmaj", "Dmaj"])
    // Sixty dotted crotchets are ninety crotchets.
    #expect(score.tempi == [Score.Change(onset: 0, value: 100), Score.Change(onset: 4, value: 90)])
  }

  @Test func aRepeatTellsAgainWhatHolds() throws {
    // |: in 4/4, then 3/4, and back at the repeat the key of the end still holds until the field is played again.
    let score = try score("X:1\nM:4/4\nL:1/4\nK:C\n|:[K:C]C4|[K:D]D4:|\n")
    #expect(score.keys.map(\.onset) == [0, 4, 8, 12])
  }

  @Test(arguments: [
    ("120", 60.0), ("1/4=90", 90), ("\"Slow\" 1/2=40", 80), ("3/8=40", 60), ("C=100", 50), ("C3=40", 60),
    ("1/4 3/8=40", 100),
    ("1/4 = 90 \"Allegro\"", 90),
  ])
  func tempi(value: String, quarters: Double) throws {
    // The unit note length is a quaver: an old Q:120 counts quavers, 60 crotchets a minute.
    #expect(try score("X:1\nL:1/8\nQ:\(value)\nK:C\nA\n").tempi.map(\.value) == [quarters])
  }

  @Test func wordsAloneAreNoTempo() throws {
    let tune = try Tune(parsing: "X:1\nQ:\"Andante\"\nK:C\nA\n")
    #expect(tune.tempo?.text == "Andante")
    #expect(Score(performing: tune).tempi.isEmpty)
  }

  @Test func chordSymbolsAreNoAnnotations() throws {
    let score = try score(
      "X:1\nL:1/4\nK:C\n\"Am\"A2\"^above\"A\"_below\"A\"<left\"A\">right\"A\"@1,2 free\"A\"D7/F#\"A\n")
    #expect(score.chordSymbols.map(\.value) == ["Am", "D7/F#"])
    #expect(score.chordSymbols.map(\.onset) == [0, 7])
    #expect(score.notes.count == 7)
  }

  @Test func aSilentTuneHasADuration() throws {
    let score = try score("X:1\nM:4/4\nL:1/4\nK:C\nz4|z2|]\n")
    #expect(score.notes.isEmpty && score.duration == 6)
  }

  @Test func pitchesStayWithinMIDI() throws {
    let score = try score("X:1\nK:C\n^^b''''''''''''' __C,,,,,,,,,,,,,,,,\n")
    #expect(score.notes.allSatisfy { (0...127).contains($0.pitch) })
    #expect(score.notes.count == 2)
  }
}
