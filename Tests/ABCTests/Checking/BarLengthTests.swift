import ABC
import Music
import Testing

/// Bars that do not add up, and bars that do in all the ways people write them.
@Suite struct BarLengthTests {
  /// Six quavers make a bar of 6/8; the caret stands on the bar's first note.
  @Test(arguments: [
    ("ABC DEF|ABC DE|ABC DEF|ABC DEF|]", "bar-length 6:9"),
    ("ABC DEF|ABC DEFG|ABC DEF|ABC DEF|]", "bar-length 6:9"),
    // A bar line forgotten: twelve quavers.
    ("ABC DEF|ABC DEF|ABC DEF ABC DEF|ABC DEF|]", "bar-length 6:17"),
    // A triplet takes the time of two.
    ("ABC DEF|(3ABC DEF|ABC DEF|ABC DEF|]", "bar-length 6:11"),
    // A first bar that lacks one note of six is no pickup.
    ("ABC DE|ABC DEF|ABC DEF|ABC DEF|]", "bar-length 6:1"),
    // Behind a change of meter the new one counts.
    ("ABC DEF|ABC DEF|[M:9/8]ABC DEF GAB|ABC DEF|ABC DEF GAB|]", "bar-length 6:36"),
  ])
  func wrongLengths(music: String, problem: String) {
    #expect(found(music) == [problem])
  }

  @Test func theMessageCountsAsTheMeterDoes() {
    let short = first(.barLength, "ABC DEF|ABC DE|ABC DEF|ABC DEF|]")
    #expect(short?.message == "this bar holds 5/8 where M:6/8 asks for 6/8")
    #expect(short?.mend == "add 1/8")
    // Semiquavers are named where quavers are too coarse.
    let long = first(.barLength, "ABC DEF|ABC DEF/2|ABC DEF|ABC DEFG/|]")
    #expect(long?.message == "this bar holds 11/16 where M:6/8 asks for 6/8")
    let common = first(.barLength, "ABCD EFGA|ABCD EFG|ABCD EFGA|ABCD EFGA|]", meter: "C|")
    #expect(common?.message == "this bar holds 7/8 where M:C| asks for 2/2")
  }

  @Test(arguments: [
    // A pickup completed by the last bar, with and without a repeat, and from part to part.
    "F|ABC DEF|ABC DE:|", "|:F|ABC DEF|ABC DE:|", "F|ABC DEF|ABC DE||F|ABC DEF|ABC DE|]",
    // A pickup before the repeat is played once and needs nothing to complete it.
    "F|:ABC DEF|ABC DEF:|",
    // Played through without a repeat, the last bar may be full all the same.
    "F|ABC DEF|ABC DEF|]",
    // Endings: the first leads back to the pickup, the last out of the tune.
    "|:F|ABC DEF|1 ABC DE:|2 ABC DEF|]", "|:F|ABC DEF|1 ABC DE:|2 ABC DE|]",
    // Endings that begin within a bar.
    "|:ABC DEF|ABC [1 DEF:|[2 DE z|]", "|:F|ABC DEF|ABC [1 DE:|[2 DE|]",
    // A bar divided by a repeat or a double bar.
    "ABC DEF|ABC:|DEF|ABC DEF|]", "ABC DEF|ABC||DEF|ABC DEF|]",
    // A bar that goes on over a line's end, one divided by a bar line on the margin, and a margin without bar line.
    "ABC DEF|ABC\nDEF|ABC DEF|]", "ABC DEF|ABC|\nDEF|ABC DEF|]", "ABC DEF|ABC DEF\nABC DEF|ABC DEF|]",
    // Rests for whole bars, of one and of several.
    "ABC DEF|Z|Z4|ABC DEF|]",
    // What sounds together counts once.
    "ABC DEF & A3 D3|ABC DEF|]", "[AC]3 [DF]3|ABC DEF|]",
    // Tuplets, broken rhythm and grace notes.
    "(3ABC D EFG|A>BC D<EF|{/g}ABC {fg}DEF|(2AB (4:3ABCD|]",
    // A change of meter within the tune.
    "ABC DEF|[M:9/8]ABC DEF GAB|ABC DEF GAB|[M:6/8]ABC DEF|]",
    // A sign over the bar line hangs on a rest nobody sees.
    "ABC DEF|ABC DEF !fermata!x|]",
    // Free meter knows no bars.
    "ABC DEF|[M:none]ABC|A|ABCDEFGAB|]",
  ])
  func rightLengthsAreSilent(music: String) {
    #expect(found(music) == [])
  }

  @Test func free() {
    #expect(found("AB|ABCDE|A|", meter: "none") == [])
  }

  /// Each voice has bars of its own, and a meter in the header is for all.
  @Test func voices() {
    #expect(found("V:1\nABC DEF|ABC DEF|]\nV:2\nA3 D3|A2 D3|]") == ["pickup 9:7"])
    #expect(found("V:1\nF|ABC DEF|ABC DE|]\nV:2\nz|A3 D3|A3 D2|]") == [])
  }

  @Test(arguments: [
    // Seven quavers come round at every repeat.
    ("F|ABC DEF|ABC DEF:|", "pickup 6:1"),
    // One and four make five.
    ("F|ABC DEF|ABC D:|", "pickup 6:11"),
    // Nothing completes the last bar.
    ("ABC DEF|ABC D|]", "pickup 6:9"),
  ])
  func pickups(music: String, problem: String) {
    #expect(found(music) == [problem])
  }

  @Test func thePickupIsNamed() {
    #expect(
      first(.pickup, "F|ABC DEF|ABC D:|")?.message
        == "the last bar of this part holds 4/8, 5/8 with the pickup of 1/8, where M:6/8 asks for 6/8")
  }

  /// A tune barred otherwise than its meter says is told about once, not once a bar.
  @Test func aMeterThatFitsNoBar() {
    let tune = "ABCD EFGA|ABCD EFGA|ABCD EFGA|ABCD EFGA|ABCD EFGA|ABCD EFGA|]"
    #expect(found(tune, meter: "2/4") == ["meter-fit 6:1"])
    let problem = first(.meterFit, tune, meter: "2/4")
    #expect(problem?.message == "5 of 5 bars hold 4/4 where M:2/4 asks for 2/4")
    #expect(problem?.mend == "write M:4/4, or halve the L:")
    #expect(found(tune, meter: "4/4") == [])
  }
}
