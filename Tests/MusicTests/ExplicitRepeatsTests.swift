import ABC
import Music
import Testing

/// A repeat that starts without a sign gets one, and nothing sounds otherwise.
@Suite struct ExplicitRepeatsTests {
  @Test(arguments: [
    // From the beginning, the pickup included.
    ("D|EFGA BcdB:|", "|:D|EFGA BcdB:|"),
    // From the last end of a repeat.
    ("|:EFGA:|BcdB:|", "|:EFGA:||:BcdB:|"),
    // From a double bar (ABC 2.1, section 4.8).
    ("EFGA||BcdB:|", "EFGA|||:BcdB:|"),
    // Endings belong to the part before them; what follows opens by itself.
    ("EFGA|1BcdB:|2edcB|]", "|:EFGA|1BcdB:|2edcB|]"),
    // Signs that are there stay as they are.
    ("|:EFGA|1BcdB:|2edcB||:GGGG:|", "|:EFGA|1BcdB:|2edcB||:GGGG:|"),
  ])
  func signs(written: String, explicit: String) throws {
    let head = "X:1\nM:4/4\nL:1/8\nK:D\n"
    let tune = try Tune(parsing: head + written + "\n")
    let result = tune.withExplicitRepeats()
    #expect(result.abc() == head + explicit + "\n")
    #expect(Score(performing: result).notes == Score(performing: tune).notes)
  }
}
