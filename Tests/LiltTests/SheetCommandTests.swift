import Foundation
import Testing

/// `lilt render` to what is printed.
@Suite struct SheetCommandTests {
  private static let tunes = """
    X:1
    T:One
    M:6/8
    L:1/8
    K:G
    |:G3 GAB|A3 ABd:|

    X:2
    T:Two
    M:4/4
    L:1/8
    K:D
    |:"D"A2FA DAFA|d8:|

    """

  @Test func severalTunesAreOneBookOrManyPictures() throws {
    let folder = try ScratchFolder()
    let book = try CommandRun(
      ["render", "-", "-o", folder.path("book.pdf"), "--book-title", "Two tunes"], input: Self.tunes)
    #expect(book.status == 0, "\(book.errors)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path("book.pdf"))).starts(with: Data("%PDF".utf8)))
    let pictures = try CommandRun(["render", "-", "-o", folder.path("p.svg"), "--no-chords"], input: Self.tunes)
    #expect(pictures.status == 0, "\(pictures.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("")).sorted()
    #expect(names == ["book.pdf", "p-1.svg", "p-2.svg"])
    let second = try String(contentsOfFile: folder.path("p-2.svg"), encoding: .utf8)
    #expect(second.contains(">Two<") && !second.contains(">D<"))
  }

  /// Chords are found for the tune that has none; the other keeps its own.
  @Test func chordsAreWrittenOnAsking() throws {
    let folder = try ScratchFolder()
    let written = try CommandRun(
      ["render", "-", "-o", folder.path("t.svg"), "--tune", "1", "--harmonise"], input: Self.tunes)
    #expect(written.status == 0, "\(written.errors)")
    #expect(try String(contentsOfFile: folder.path("t.svg"), encoding: .utf8).contains(">G<"))
  }

  @Test(arguments: [
    (["-o", "a.wav", "--no-chords"], "for .svg, .pdf and .png"), (["-o", "a.mid", "--book-title", "B"], "for .svg"),
    (["-o", "a.pdf", "--style", "session"], "heard, not written"), (["-o", "a.wav", "--harmonise"], "--accompany"),
  ]) func whatCannotBeIsUsage(options: [String], complaint: String) throws {
    let run = try CommandRun(["render", "-"] + options, input: Self.tunes)
    #expect(run.status == 2 && run.errors.contains(complaint), "\(run.errors)")
  }

  @Test func aMissingProgramIsNamed() throws {
    let folder = try ScratchFolder()
    let run = try CommandRun(
      ["render", "-", "-o", folder.path("a.svg")], input: Self.tunes, environment: ["PATH": "/nowhere"])
    #expect(run.status == 74 && run.errors.contains("apt-get install abcm2ps"), "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("a.svg")))
  }
}
