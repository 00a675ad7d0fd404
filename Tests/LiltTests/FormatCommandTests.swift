import Foundation
import Testing

/// `lilt format`: to standard output, to a file, or in place.
@Suite struct FormatCommandTests {
  static let plain = "X:1\nT:A\nM:6/8\nL:1/8\nK:C\nABCDEF|A3D3|]\n"
  static let laidOut = "X:1\nT:A\nM:6/8\nL:1/8\nK:C\nABC DEF | A3 D3 |]\n"

  @Test func standardOutputAndFiles() throws {
    let folder = try ScratchFolder()
    let file = try folder.write(Self.plain, to: "a.abc")
    #expect(try CommandRun(["format", file]).output == Self.laidOut)
    #expect(try CommandRun(["format", "-"], input: Self.plain).output == Self.laidOut)
    #expect(try CommandRun(["format", file, file]).output == Self.laidOut + "\n" + Self.laidOut)
    #expect(try CommandRun(["format", file, "-o", folder.path("b.abc")]).status == 0)
    #expect(try String(contentsOfFile: folder.path("b.abc"), encoding: .utf8) == Self.laidOut)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == Self.plain, "the source stays")
  }

  @Test func inPlaceAndCheck() throws {
    let folder = try ScratchFolder()
    let file = try folder.write(Self.plain, to: "a.abc")
    let other = try folder.write(Self.laidOut, to: "b.abc")
    let check = try CommandRun(["format", "--check", folder.url.path])
    #expect(check.status == 1)
    #expect(check.output == "\(file)\n")
    #expect(try CommandRun(["format", "--in-place", file, other]).status == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == Self.laidOut)
    #expect(try CommandRun(["format", "--check", folder.url.path]).status == 0)
    #expect(folder.names == ["a.abc", "b.abc"])
  }

  @Test func barsALine() throws {
    #expect(
      try CommandRun(["format", "--bars", "1", "-"], input: Self.plain).output.contains("ABC DEF |\nA3 D3   |]\n"))
  }

  @Test(arguments: [
    ["--bars", "0", "a.abc"], ["--in-place", "-o", "x.abc", "a.abc"], ["--in-place", "-"],
    ["-o", "x.abc", "a.abc", "b.abc"],
  ])
  func badUsage(arguments: [String]) throws {
    #expect(try CommandRun(["format"] + arguments).status == 2)
  }

  @Test func whatCannotBeLaidOutIsNamed() throws {
    let text = "X:1\nT:A\nM:6/8\nL:1/8\nK:C\nABC DE^\nF|A3D3|]\n"
    let run = try CommandRun(["format", "-"], input: text)
    #expect(run.status == 0)
    #expect(run.output == text)
    #expect(run.errors.hasPrefix("-:1: warning: this tune stays as it is"))
  }
}
