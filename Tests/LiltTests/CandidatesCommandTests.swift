import Foundation
import Testing

/// Best of many, as `lilt generate` has it, with a model that has learned next to nothing.
@Suite struct CandidatesCommandTests {
  private struct Tune: Decodable {
    struct Choice: Decodable {
      struct Part: Decodable {
        var aspect: String
        var penalty: Double
        var reason: String
      }
      var candidates: Int
      var refused: Int
      var score: Double?
      var parts: [Part]
    }
    var number: Int
    var title: String?
    var abc: String?
    var choice: Choice
  }

  /// A model trained for an epoch on three settings of a jig.
  private func model(in folder: ScratchFolder) throws -> String {
    let book = (1...3).map { number in
      OriginCommandTests.book.replacingOccurrences(of: "X:1\n", with: "X:\(number)\n")
        .replacingOccurrences(of: "c3 c3", with: "c3 c\(number)")
    }
    let path = try folder.write(book.joined(separator: "\n"), to: "book.abc")
    let run = try CommandRun([
      "train", path, "-o", folder.path("m.safetensors"), "--layers", "1", "--hidden", "8", "--epochs", "1",
      "--held-out",
      "0", "--rarest", "1", "--quiet",
    ])
    #expect(run.status == 0, "\(run.errors)")
    return folder.path("m.safetensors")
  }

  private func tunes(_ run: CommandRun) throws -> [Tune] {
    #expect(run.status == 0, "\(run.errors)")
    return try JSONDecoder().decode([Tune].self, from: Data(run.output.utf8))
  }

  /// The music, without title and provenance, which name the count.
  private func music(_ tune: Tune) -> Substring? { tune.abc?.split(separator: "M:", maxSplits: 1).last }

  @Test func tunesAreChosenAndBound() throws {
    let folder = try ScratchFolder()
    let model = try model(in: folder)
    #expect(folder.names.contains("m.norms.json"))
    let generate = ["generate", "--model", model, "--seed", "4", "--candidates", "3"]
    let run = try CommandRun(generate + ["--count", "3", "--json", "--why", "--output", folder.path("out")])
    let three = try tunes(run)
    #expect(three.map(\.number) == [1, 2, 3])
    for tune in three {
      let score = try #require(tune.choice.score)
      #expect(abs(tune.choice.parts.reduce(0) { $0 + $1.penalty } - score) < 1e-9)
      #expect(tune.choice.parts.allSatisfy { !$0.reason.isEmpty } && tune.choice.candidates >= 3)
      #expect(tune.abc?.contains("--count 3 --candidates 3 (") == true && tune.abc?.contains("\nN:nearest: ") == true)
    }
    // The first two are what two would be.
    let two = try tunes(try CommandRun(generate + ["--count", "2", "--json", "--why"]))
    #expect(two.map(music) == three.prefix(2).map(music))

    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("out"))
    #expect(names.count == 5 && names.contains("tunebook.abc") && names.contains("index.txt"))
    let book = try String(contentsOfFile: folder.path("out/tunebook.abc"), encoding: .utf8)
    #expect(book.hasPrefix("%abc-2.1\n% No.  Title"))
    #expect(book.split(separator: "\n").filter { $0.hasPrefix("X:") } == ["X:1", "X:2", "X:3"])
    let index = try String(contentsOfFile: folder.path("out/index.txt"), encoding: .utf8).split(separator: "\n")
    #expect(index.count == 4)
    for (line, tune) in zip(index.dropFirst(), three) { #expect(line.contains(try #require(tune.title))) }
    #expect(try CommandRun(["check", folder.path("out/tunebook.abc")]).status == 0)
  }

  @Test func whyIsComments() throws {
    let folder = try ScratchFolder()
    let run = try CommandRun([
      "generate", "--model", try model(in: folder), "--seed", "4", "--candidates", "2", "--why",
    ])
    let lines = run.output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("% score ") && $0.contains("kept of 2 candidates") })
    #expect(lines.contains { $0.hasPrefix("%   ") && $0.contains(" range: it spans ") })
    #expect(try CommandRun(["check", "-"], input: run.output).status == 0)
  }

  @Test func normsMayBeMissingOfAnotherModelOrBroken() throws {
    let folder = try ScratchFolder()
    let model = try model(in: folder)
    let generate = ["generate", "--model", model, "--seed", "4", "--candidates", "2", "--json"]
    #expect(try CommandRun(generate).errors.isEmpty)

    let path = folder.path("m.norms.json")
    let own = try String(contentsOfFile: path, encoding: .utf8)
    _ = try folder.write(
      own.replacingOccurrences(of: #""model" : ""#, with: #""model" : "0"#), to: "m.norms.json")
    #expect(try CommandRun(generate).errors.contains("is of another model"))

    _ = try folder.write(own.replacingOccurrences(of: #""norms" : 1"#, with: #""norms" : 9"#), to: "m.norms.json")
    let broken = try CommandRun(generate)
    #expect(broken.status == 1 && broken.output.isEmpty)
    #expect(
      broken.errors
        == "error: \(path): 'norms' is layout 9, this Lilt reads 1; write it anew with lilt norms\n")

    try FileManager.default.removeItem(atPath: path)
    let without = try CommandRun(generate)
    #expect(without.errors == "no \(path): tunes are ranked by general rules; lilt norms writes it\n")
    #expect(try tunes(without).first?.choice.parts.contains { $0.aspect == "likelihood" } == false)
    #expect(try CommandRun(generate + ["--quiet"]).errors.isEmpty)

    let written = try CommandRun([
      "norms", folder.path("book.abc"), "--model", model, "--held-out", "0", "--rarest", "1", "--quiet",
    ])
    #expect(written.status == 0 && written.errors.isEmpty)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == own)
  }
}
