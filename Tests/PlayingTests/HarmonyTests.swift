import ABC
import Music
import Playing
import Testing

@Suite struct HarmonyTests {
  private func chords(_ music: String, meter: String = "4/4", key: String = "D") throws -> [String] {
    Harmoniser().chords(for: try score(music, meter: meter, key: key)).map { "\($0.value.notation)@\($0.onset)" }
  }

  @Test func brokenChordsAreTheirOwn() throws {
    // Bars that sound D, G, A and D major and nothing else.
    #expect(try chords("d2f2a2f2|g2b2d'2b2|a2e2c2e2|d2f2d4|") == ["D@0", "G@4", "A@8", "D@12"])
    #expect(try chords("A2c2e2c2|G2B2d2B2|A2c2e2c2|A4A4|", key: "Ador") == ["Am@0", "G@4", "Am@8"])
  }

  @Test func aBarOfAReelMayHaveTwo() throws {
    #expect(try chords("d2f2d2f2|d2f2c2e2|d2fdA2FA|d8|") == ["D@0", "A@6", "D@8"])
  }

  @Test func chordsAreSpelledByTheirKey() throws {
    #expect(try chords("A2c2e2c2|d2f2a2f2|A2c2e2c2|A8|", key: "Ab") == ["Ab@0", "Db@4", "Ab@8"])
    #expect(try chords("f2a2c'2a2|b2d'2f'2d'2|f8|", key: "F#") == ["F#@0", "B@4", "F#@8"])
  }

  @Test func aPickupHasNoChord() throws {
    #expect(try chords("A|d2f2a2f2|d8|") == ["D@1/2"])
    #expect(try chords("") == [])
    #expect(try chords("z8|z8|") == [])
  }

  @Test func pipesPlayInAMixolydian() throws {
    #expect(try chords("A2c2e2c2|G2B2d2B2|A2c2e2c2|A8|", key: "HP") == ["A@0", "G@4", "A@8"])
  }

  @Test func chordsAreWrittenOverTheNotes() throws {
    let tune = try Tune(
      parsing: "X:1\nM:4/4\nL:1/8\nK:D\nA|:~d2f2a2f2|(3gab g2 {e}d'2b2|1 a2e2c2e2:|2 a2e2 d4|]\n")
    let written = tune.harmonised()
    #expect(written.abc().contains("A |: \"D\"~d2") || written.abc().contains("A|:\"D\"~d2"))
    // What sounds is the same, and what is written can be read again.
    let again = try Tune(parsing: written.abc())
    #expect(Score(performing: again).notes == Score(performing: tune).notes)
    #expect(Score(performing: again).chordSymbols.first?.value == "D")
    #expect(again.harmonised() == again)
  }

  @Test func secondVoicesAreLeftAlone() throws {
    let tune = try Tune(
      parsing: "X:1\nM:4/4\nL:1/8\nK:D\nV:1\nd2f2a2f2|\nV:2\nD8|\nV:1\na2e2c2e2|\nV:2\nA,8|\n")
    let written = tune.harmonised()
    #expect(written.voices[1] == tune.voices[1])
    #expect(Score(performing: written).chordSymbols.map(\.value) == ["D", "A"])
  }
}
