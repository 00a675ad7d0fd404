import Foundation
import Testing

/// `lilt check`: reports on standard output, totals on standard error, exit code 1 for errors alone.
@Suite struct CheckCommandTests {
  static let header = "X:1\nT:A\nM:6/8\nL:1/8\nK:C\n"
  static let good = header + "ABC DEF|ABC DEF|ABC DEF|]\n"
  static let short = header + "ABC DEF|ABC DE|ABC DEF|]\n"
  static let untitled = "X:1\nM:6/8\nL:1/8\nK:C\nDEF ABC|DEF ABC|]\n"

  @Test func aReportShowsTheLine() throws {
    let folder = try ScratchFolder()
    let file = try folder.write(Self.short, to: "short.abc")
    let run = try CommandRun(["check", file])
    #expect(run.status == 1)
    #expect(
      run.output == """
        \(file):6:9: error: this bar holds 5/8 where M:6/8 asks for 6/8; add 1/8 [bar-length]
            ABC DEF|ABC DE|ABC DEF|]
                    ^

        """)
    #expect(run.errors == "1 tune, 1 error, 0 warnings\n")
  }

  @Test func warningsFailOnRequest() throws {
    let run = try CommandRun(["check", "-"], input: Self.untitled)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("-:1:1: warning: the tune has no title"))
    #expect(try CommandRun(["check", "--strict", "-"], input: Self.untitled).status == 1)
    #expect(try CommandRun(["check", "-"], input: Self.good).errors == "1 tune, nothing to mend\n")
  }

  @Test func rulesAreChosen() throws {
    let except = try CommandRun(["check", "--except", "bar-length", "-"], input: Self.short)
    #expect(except.status == 0 && except.output.isEmpty)
    let only = try CommandRun(["check", "--only", "no-title", "-"], input: Self.short)
    #expect(only.status == 0 && only.output.isEmpty)
    #expect(try CommandRun(["check", "--only", "nonsense", "-"], input: Self.short).status == 2)
  }

  @Test func jsonIsAnObjectALine() throws {
    struct Line: Decodable, Equatable {
      var file: String
      var line: Int
      var column: Int
      var severity: String
      var rule: String
      var message: String
      var mend: String
      var tune: String?
      var title: String
    }
    let run = try CommandRun(["check", "--json", "-"], input: Self.short)
    #expect(run.status == 1)
    let lines = try run.output.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    #expect(
      lines == [
        Line(
          file: "-", line: 6, column: 9, severity: "error", rule: "bar-length",
          message: "this bar holds 5/8 where M:6/8 asks for 6/8", mend: "add 1/8", tune: "1", title: "A")
      ])
  }

  @Test func aFolderIsWalkedInOrderAndTunesToldApart() throws {
    let folder = try ScratchFolder()
    // Sixteen notes and more, so that the melody is known again a tone higher.
    let melody = "ABc def|fed cBA|ABc def|A6|]\n"
    let higher = "Bcd efg|gfe dcB|Bcd efg|B6|]\n"
    _ = try folder.write("X:1\nT:First\nM:6/8\nL:1/8\nK:A\n" + melody, to: "b.abc")
    _ = try folder.write("X:1\nT:Second\nM:6/8\nL:1/8\nK:B\n" + higher, to: "c.abc")
    _ = try folder.write(Self.short, to: "a.abc")
    _ = try folder.write("no tunes", to: "notes.txt")
    let run = try CommandRun(["check", folder.url.path])
    #expect(run.status == 1)
    let reports = run.output.split(separator: "\n").filter { !$0.hasPrefix(" ") }
    #expect(reports.count == 2)
    #expect(reports[0].contains("a.abc:6:9: error:"))
    #expect(
      reports[1].contains("c.abc:1:1: warning: 'Second' has the melody of 'First' at \(folder.path("b.abc")):1;"))
    let empty = try ScratchFolder()
    #expect(try CommandRun(["check", empty.url.path]).status == 1)
  }

  @Test func manyProblemsAreCounted() throws {
    let tunes = (1...30).map { _ in Self.untitled }.joined(separator: "\n")
    let run = try CommandRun(["check", "-"], input: tunes)
    #expect(run.errors.contains("     30 warning  no-title\n"))
    #expect(run.errors.contains("     29 warning  duplicate-number\n"))
    let summary = try CommandRun(["check", "--summary", "-"], input: tunes)
    #expect(summary.output == "     30 warning  no-title\n     29 warning  duplicate-number\n")
  }

  /// The tunes that come with the program are right.
  @Test func ourOwnTunesAreClean() throws {
    let tunes = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../tunes").standardized
    let run = try CommandRun(["check", "--strict", tunes.path])
    #expect(run.status == 0)
    #expect(run.output.isEmpty)
  }
}
