import ABC
import Testing

/// ABC 2.1, sections 2.1 and 12: a file may name its version, and is read strictly from 2.1 on.
@Suite struct VersionTests {
  @Test(arguments: [("%abc-2.1", 2, 1), ("%abc-2.0", 2, 0), ("%abc-1.6.1", 1, 6), ("%abc-3", 3, 0)])
  func theFirstLineNamesIt(line: String, major: Int, minor: Int) throws {
    let version = try #require(Tunebook(parsing: "\(line)\n\nX:1\nK:C\nC\n").version)
    #expect(version.major == major)
    #expect(version.minor == minor)
  }

  @Test(arguments: ["%abc", "%abc-", "% abc-2.1", "X:1", ""])
  func otherLinesNameNone(line: String) { #expect(Tunebook(parsing: "\(line)\nX:1\nK:C\nC\n").version == nil) }

  @Test func outdatedNotationIsToldAboutInStrictFilesOnly() throws {
    let tune = "X:1\nK:C\n+trill+C D!E +CEG+ |\n"
    let outdated = { (text: String) in
      Tunebook(parsing: text).entries.flatMap(\.problems).filter { $0.rule == .outdated }.map(\.place.column)
    }
    #expect(outdated(tune) == [])
    #expect(outdated("%abc-2.0\n\n" + tune) == [])
    #expect(outdated("%abc-2.1\n\n" + tune) == [1, 11, 14])
  }

  @Test func chordsBetweenPlusSigns() throws {
    #expect(try listing("+CEG+2 A") == "[CEG]2 _ A")
    #expect(try listing("+fff+A") == "!fff! A", "the loudness, not a unison")
    #expect(try listing("+trill+A") == "!trill! A")
  }
}
