import ABC
import Music
import Testing

/// In which order music is played. Every note is a letter of its own, so that the order can be read off.
@Suite struct PlaybackTests {
  @Test(arguments: [
    // Section 4.8.
    ("|:A:|B", "A A B"),
    ("|:A::B:|", "A A B B"),
    ("|:A:|:B:|", "A A B B"),
    ("|:A:||:B:|", "A A B B"),
    ("|:A:| |:B:|", "A A B B"),
    ("|::A::|B", "A A A B"),
    ("|:A::|B", "A A A B"),
    ("|:A", "A"),
    // A repeat that ends without having started starts at the beginning,
    ("A B:|c", "A B A B c"),
    ("A|B|c:|", "A B c A B c"),
    // behind the last end of a repeat,
    ("A:|B:|", "A A B B"),
    ("|:A:|B:|c:|", "A A B B c c"),
    // or behind the last double bar (ABC 2.1, section 4.8).
    ("A||B:|", "A B B"),
    ("A|]B:|c", "A B B c"),
    ("A[|B:|", "A B B"),
    ("A||B||c:|", "A B c c"),
    // Within an open repeat a double bar is only a sign.
    ("|:A||B:|", "A B A B"),
    // An invisible bar line starts nothing.
    ("A[|]B:|", "A B A B"),
  ])
  func repeats(music: String, expected: String) throws {
    #expect(try order(music) == expected)
  }

  @Test(arguments: [
    // Section 4.9.
    ("|:A|1B:|2c|]d", "A B A c d"),
    ("|:A|1B:|2c|d", "A B A c d"),
    ("|:A[1B:|[2c|]", "A B A c"),
    ("|:A|[1B:|[2c|]", "A B A c"),
    ("|:A| [1 B :| [2 c |]", "A B A c"),
    ("|:A|1B:|[2c||", "A B A c"),
    // From the beginning, without a sign.
    ("A|1B:|2c|]", "A B A c"),
    ("A||B|1c:|2d|]", "A B c B d"),
    // A second ending closed by a repeat is not played a third time.
    ("|:A|1B:|2c:|d", "A B A c d"),
    ("|:A|1B:|2c:|:d:|", "A B A c d d"),
    // Two parts with endings; a double bar behind the second ending starts the next.
    ("|:A|1B:|2c:||:d|1e:|2f:|", "A B A c d e d f"),
    ("|:A|1B:|2c||d:|", "A B A c d d"),
    // Without one, the next repeat reaches back to the last end of a repeat, which is before the second ending.
    ("|:A|1B:|2c|d|1e:|2f|]", "A B A c d e c d f"),
    // Endings run into one another without the sign between them.
    ("|:A|1B|2c|]", "A B A c"),
    // The second ending is missing.
    ("|:A|1B:|c", "A B A c"),
    ("|:A|1B:|", "A B A"),
  ])
  func endings(music: String, expected: String) throws {
    #expect(try order(music) == expected)
  }

  /// Section 4.10: endings for several passes.
  @Test(arguments: [
    ("|:A|1,3B:|2c:|", "A B A c A B"),
    ("|:A|1-3B:|4c|]", "A B A B A B A c"),
    ("|:A|1,2B:|3c|]", "A B A B A c"),
    ("|:A|1-2,4B:|3c:|", "A B A B A c A B"),
  ])
  func endingsForSeveralPasses(music: String, expected: String) throws {
    #expect(try order(music) == expected)
  }

  /// Signs that run together.
  @Test(arguments: [
    ("|:A|::|B:|", "A A B B"), ("|:A:|:|B:|", "A A B B"), ("A|:|B:|", "A B B"), ("|:A:||B", "A A B"),
    ("|:A:|]B", "A A B"), ("A||:B:|", "A B B"), ("A[|:B:|]", "A B B"), ("A[|]:|B", "A A B"),
  ])
  func signsRunTogether(music: String, expected: String) throws {
    #expect(try order(music) == expected)
  }

  /// An ending for a later pass to which nothing leads back is played as it comes.
  @Test func aSecondEndingAloneIsPlayed() throws {
    #expect(try order("A|2B|c") == "A B c")
    #expect(try order("|:A|:|2B|c") == "A B c")
  }

  /// Broken on purpose; whatever is played, each note is played and the walk ends.
  @Test(arguments: [":|A", ":|:|A:|", "|2A", "|1A|1B|1c", "[2A:|[1B", "::::A::::", "|:|:|:A:|:|:|", "A:|2B|1c:|"])
  func nonsenseEnds(music: String) throws {
    #expect(try !order(music).isEmpty)
  }

  @Test func barLinesOfTheScoreAreThoseOfThePerformance() throws {
    let score = Score(performing: try Tune(parsing: "X:1\nM:2/4\nL:1/4\nK:C\n|:AB|cd:|e2|]\n"))
    #expect(score.barLines == [2, 4, 6, 8, 10])
    #expect(score.duration == 10)
  }

  @Test func musicCannotExplode() throws {
    let bars = String(repeating: "A|", count: 100)
    let tune = try Tune(parsing: "X:1\nL:1/4\nK:C\n|:\(bars)A\(String(repeating: ":", count: 63))|B\n")
    #expect(!PlaybackOrder(of: tune.body).isCut)
    let cut = PlaybackOrder(of: tune.body, limit: 1000)
    #expect(cut.isCut)
    // Each pass plays some 200 elements: the one that reaches the limit is the last.
    #expect(cut.length >= 1000 && cut.length < 1600)
    #expect(cut.stretches.last?.upperBound == tune.body.count, "what follows is played all the same")
    #expect(PlaybackOrder(of: tune.body, limit: 0).stretches == [0..<tune.body.count])
  }

  @Test func theLimitCountsTheNotesOfChords() throws {
    let tune = try Tune(
      parsing: "X:1\nL:1/4\nK:C\n|:[\(String(repeating: "CEG", count: 100))]\(String(repeating: ":", count: 63))|\n")
    #expect(PlaybackOrder(of: tune.body, limit: 1000).isCut)
    #expect(PlaybackOrder(of: tune.body).length > 64 * 300)
  }
}
