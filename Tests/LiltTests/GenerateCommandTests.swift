import Foundation
import Testing

/// How tokens are chosen, as `lilt generate` has it.
@Suite struct GenerateCommandTests {
  private struct Tune: Decodable {
    struct Explanation: Decodable {
      struct Token: Decodable {
        var token: String
        var bar: Int
        var given: Bool
        var probability: Double
        var alternatives: [Alternative]
      }
      struct Alternative: Decodable {
        var token: String
      }
      var tokens: [Token]
    }
    var number: Int
    var abc: String?
    var tokens: Int
    var logLikelihood: Double
    var explanation: Explanation?
  }

  private func tunes(_ arguments: String) throws -> [Tune] {
    let run = try CommandRun(
      ["generate", "--json", "--seed", "3"] + arguments.split(separator: " ").map(String.init))
    #expect(run.status == 0)
    return try JSONDecoder().decode([Tune].self, from: Data(run.output.utf8))
  }

  @Test func explanationsAddUp() throws {
    let tunes = try tunes("--explain --meter 6/8 --min-p 0.05 --candidates 1")
    for tune in tunes {
      let steps = try #require(tune.explanation).tokens
      #expect(steps.first?.token == "M:6/8")
      #expect(steps.last?.token == "</s>")
      let chosen = steps.filter { !$0.given }
      #expect(chosen.count == tune.tokens)
      #expect(abs(chosen.reduce(0) { $0 + log($1.probability) } - tune.logLikelihood) < 1e-3)
      #expect(steps.allSatisfy { $0.alternatives.count == 3 })
    }
  }

  /// Comments, so that the output is still a tunebook; a line for each bar.
  @Test func anExplanationIsComments() throws {
    let run = try CommandRun(["generate", "--seed", "3", "--explain", "--candidates", "1"])
    let lines = run.output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("% log-likelihood -") && $0.hasSuffix("nats a token") })
    #expect(lines.contains { $0.hasPrefix("% 0: M:") })
    #expect(lines.contains { $0.hasPrefix("% 16: ") })
    let check = try CommandRun(["check", "-"], input: run.output)
    #expect(check.status == 0)
  }

  /// The tune's own line says how to make it again; a third tune of a beam of two is another search's.
  @Test func theHeaderSaysHowItWasMade() throws {
    let options = "--count 3 --beam 2 --beam-groups 2 --diversity 0.3 --length-penalty 0.5"
    let tunes = try tunes(options)
    #expect(tunes.map(\.number) == [1, 2, 3])
    for tune in tunes { #expect(tune.abc?.contains("generate --seed 3 \(options) (") == true) }
    #expect(Set(tunes.map { $0.abc?.split(separator: "K:").last }).count == 3)
  }

  /// Two tokens, meter and key, are no music.
  @Test func whatIsNoTuneIsToldAndKept() throws {
    let run = try CommandRun(["generate", "--seed", "3", "--count", "3", "--free", "--max-tokens", "2"])
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 6)
    #expect(lines.allSatisfy { $0.hasPrefix("%") })
    #expect(run.errors.contains("3 of 3 are no tunes"))
  }

  @Test(arguments: [
    "--min-p 2", "--beam 0", "--beam 4 --greedy", "--beam 4 --temperature 1", "--beam 4 --beam-groups 3",
    "--beam-groups 2", "--beam 4 --diversity 1", "--length-penalty 1", "--max-tokens 9", "--free --max-tokens 0",
    "--candidates 0", "--beam 2 --candidates 4", "--greedy --candidates 2", "--max-copy -1",
  ])
  func badUsageIsTwo(arguments: String) throws {
    let run = try CommandRun(["generate"] + arguments.split(separator: " ").map(String.init))
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(!run.errors.isEmpty)
  }
}
