import ABC
import Music
import Testing

@Suite struct VoicesTests {
  @Test func voicesSoundTogether() throws {
    let tune = try Tune(parsing: "X:1\nL:1/4\nK:C\nV:1\nC D\nV:2\nE2\nV:1\nF\n")
    #expect(tune.voices.map(\.name) == ["1", "2"])
    #expect(played(tune) == "C:1 @0 E:2 @1 D:1 F:1")
    #expect(Score(performing: tune).notes.map(\.voice) == [0, 1, 0, 0])
  }

  @Test func inlineVoiceFieldsSwitchAsWell() throws {
    #expect(try played("[V:a]C D|[V:b]E F|") == "C:1 @0 E:1 D:1 @1 F:1")
  }

  /// What stands before the first V: is the first voice's, but keys and meters there are everybody's (section 7).
  @Test func fieldsBeforeTheFirstVoiceConcernAll() throws {
    #expect(try played("[K:D]C\nV:1\nF\nV:2\nF") == "^C:1 @0 ^F:1 ^F:1")
    #expect(try played("[K:D]\nV:1\n[K:C]F\nV:2\nF") == "F:1 @0 ^F:1", "but not those behind it")
  }

  @Test func accidentalsAreAVoicesOwn() throws {
    #expect(try played("V:1\n^F\nV:2\nF\nV:1\nF") == "F:1 @0 ^F:1 ^F:1")
  }

  @Test func repeatsAreFollowedInEveryVoice() throws {
    #expect(try played("V:1\n|:C:|\nV:2\n|:E:|") == "C:1 @0 E:1 C:1 @1 E:1")
  }

  /// Section 7.4: what follows & begins at the bar line again.
  @Test func overlaysSoundWithTheirBar() throws {
    #expect(try played("C2 D2 & E4 | F") == "C:2 @0 E:4 @2 D:2 F:1")
    #expect(try played("C4 & E | F") == "C:4 @0 E:1 @4 F:1", "the bar is as long as its longest layer")
    #expect(try played("C2 & E2 & G2 | F") == "C:2 @0 E:2 @0 G:2 F:1")
    #expect(try played("C4 | D2 & E2 :|").hasSuffix("@8 C:4") == false)
  }

  @Test func aTieReachesOverAnOverlay() throws {
    #expect(try played("^F4- & A4 | F4") == "^F:8 @0 A:4")
  }
}
