import Foundation
import Testing

/// `lilt generate` on a tune that is there, and in a form that is asked for.
@Suite struct RevisionCommandTests {
  private static let draft = "X:1\nT:Draft\nM:6/8\nL:1/8\nK:G\n|: G3 GAB | * | edd gdd | * :|\n"

  /// Two versions go to standard output and to a folder, the bars that were there among them.
  @Test func aDraftIsFilled() throws {
    let folder = try ScratchFolder()
    let file = try folder.write(Self.draft, to: "draft.abc")
    let run = try CommandRun(
      ["generate", "--infill", file, "--seed", "4", "--count", "2", "--output", folder.path("out"), "--midi"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.components(separatedBy: "|: G3 GAB | ").count == 3)
    #expect(run.output.components(separatedBy: " | edd gdd | ").count == 3)
    #expect(!run.output.contains(" * "))
    #expect(run.output.contains("N:lilt") && run.output.contains("--seed 4 --count 2 --infill"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("out")).sorted()
    #expect(names == ["draft-4-1.abc", "draft-4-1.mid", "draft-4-2.abc", "draft-4-2.mid"])
    let check = try CommandRun(["check", "-"], input: run.output)
    #expect(check.status == 0, "\(check.output)")
  }

  @Test(arguments: [
    (["--infill", "a.abc", "--vary", "b.abc"], "one of"), (["--keep", "1-4"], "--infill"),
    (["--amount", "0.3"], "--vary"),
    (["--vary", "a.abc", "--amount", "2"], "at most 1"), (["--infill", "a.abc", "--keep", "4-1"], "such as 1-4,8"),
    (["--tune", "2"], "--infill"), (["--form", "A1"], "AABB"), (["--form", "AAA"], "twice"),
    (["--bars", "7", "--form", "AABB"], "bars"),
  ]) func nonsenseIsRefused(options: [String], complaint: String) throws {
    let run = try CommandRun(["generate"] + options)
    #expect(run.status == 2, "\(run.errors)")
    #expect(run.errors.contains(complaint), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test(arguments: [
    ("X:1\nM:2/4\nK:C\nCDEF|GABc|\n", "no bar is marked"), ("", "no bar is marked"),
    ("X:1\nK:C\n*|CD|\n", "no meter"), ("\u{0}\u{1}*|*", "no tune"),
  ]) func aFileThatCannotBeFilled(text: String, complaint: String) throws {
    let run = try CommandRun(["generate", "--infill", "-"], input: text)
    #expect(run.status == 1)
    #expect(run.errors.contains(complaint), "\(run.errors)")
  }

  @Test func aFileThatIsNotThere() throws {
    let run = try CommandRun(["generate", "--vary", "/nowhere/tune.abc"])
    #expect(run.status == 1 && run.errors.contains("no such file"))
  }
}
