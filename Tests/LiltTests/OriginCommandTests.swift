import Foundation
import Testing

/// `lilt origin`: what tunes resemble.
@Suite struct OriginCommandTests {
  static let jig = "GEG cBc|AFA dcd|BGB edB|c3 c2G|EGc edc|fdB GAB|ceg fdB|c3 c3|]\n"
  static let book = "X:1\nT:The Original\nM:6/8\nL:1/8\nK:C\n" + jig
  /// The same a tone higher, under another name.
  static let copy =
    "X:1\nT:The Copy\nM:6/8\nL:1/8\nK:D\nAFA dcd|BGB ede|cAc fec|d3 d2A|FAd fed|gec ABc|dfa gec|d3 d3|]\n"

  @Test func aCopyIsNamed() throws {
    let folder = try ScratchFolder()
    let (book, copy) = (try folder.write(Self.book, to: "book.abc"), try folder.write(Self.copy, to: "copy.abc"))
    let index = folder.path("book.origins")
    let written = try CommandRun(["origin", "--write", index, "--collection", book])
    #expect(written.status == 0 && written.output.isEmpty)
    let run = try CommandRun(["origin", copy, "--index", index])
    #expect(run.status == 0)
    let start = "\(copy): 1 The Copy: 8 bars from bar 1 as in The Original (book.abc:1) from bar 1"
    #expect(run.output.hasPrefix(start), "\(run.output)")
    // Without a file between, the collection answers the same.
    #expect(try CommandRun(["origin", copy, "--collection", book]).output == run.output)
  }

  @Test func jsonIsAnObjectALine() throws {
    struct Line: Decodable {
      struct Nearest: Decodable {
        var title: String
        var bars: Double
      }
      var title: String
      var nearest: Nearest?
      var share: Double
      var percentile: Double?
    }
    // The bundled index: an original of eight bars, and what everybody knows.
    let run = try CommandRun(["origin", "--json", "-"], input: Self.copy)
    let lines = try run.output.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    #expect(run.status == 0 && lines.map(\.title) == ["The Copy"])
    let percentile = try #require(lines[0].percentile)
    #expect((0...1).contains(lines[0].share) && (0...100).contains(percentile))
  }

  @Test func badUseIsTold() throws {
    let folder = try ScratchFolder()
    let copy = try folder.write(Self.copy, to: "copy.abc")
    #expect(try CommandRun(["origin"]).status == 2)
    #expect(try CommandRun(["origin", copy, "--index", "a", "--model", "b"]).status == 2)
    #expect(try CommandRun(["origin", copy, "--write", folder.path("x.origins")]).status == 2)
    let other = try CommandRun(["origin", copy, "--index", copy])
    #expect(other.status == 1)
    #expect(other.errors == "error: \(copy): byte 0: is no index of originals; write it anew from the collection\n")
    #expect(try CommandRun(["origin", copy, "--model", folder.path("m.safetensors")]).status == 1)
  }

  @Test func trainingWritesTheIndex() throws {
    let folder = try ScratchFolder()
    let book = try folder.write(
      (1...3).map {
        Self.book.replacingOccurrences(of: "X:1\n", with: "X:\($0)\n").replacingOccurrences(
          of: "c3 c3", with: "c3 c\($0)")
      }
      .joined(separator: "\n"), to: "book.abc")
    let model = folder.path("m.safetensors")
    let train = [
      "train", book, "-o", model, "--layers", "1", "--hidden", "8", "--epochs", "1", "--held-out", "0", "--rarest", "1",
      "--quiet",
    ]
    let run = try CommandRun(train)
    #expect(run.status == 0, "\(run.errors)")
    #expect(folder.names.contains("m.origins"))
    let copy = try folder.write(Self.copy, to: "copy.abc")
    #expect(try CommandRun(["origin", copy, "--model", model]).output.contains("as in The Original"))
    // A file of that name that is not the index is kept.
    #expect(try CommandRun(train + ["--replace", "--log", folder.path("m.origins")]).status == 2)
  }
}
