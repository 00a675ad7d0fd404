import Foundation
import Testing

/// `lilt evaluate --reference`: tunes beside real ones.
@Suite struct EvaluateCommandTests {
  /// Twelve reels of four bars and as many jigs of two in turn, all different.
  private static let book = (1...24).map { number in
    let bars = ["DEFG ABcd", "dcBA GFED", "DFAd fdAF", "A2F2 D2E2", "BcdB A2F2"]
    let reel = [number, number / 5, number + 2].map { bars[$0 % 5] }.joined(separator: "|")
    let last = "BcdefgaAGFED".dropFirst(max(0, number / 2 - 1)).first ?? "B"
    return number % 2 == 0
      ? "X:\(number)\nT:Jig \(number)\nM:6/8\nL:1/8\nK:G\n|:GAB d2\(last)|G3 G3:|\n"
      : "X:\(number)\nT:Reel \(number)\nM:4/4\nL:1/8\nK:D\n|:\(reel)|D8:|\n"
  }

  private struct Result: Decodable {
    struct Measure: Decodable {
      var id: String
      var tunes: Double?
      var verdict: String?
      var halves: [Double]
      var spread: [Double]?
    }
    struct Report: Decodable {
      var tunes: Int
      var reference: Int
      var measures: [Measure]
    }
    var seed: UInt64
    var report: Report
    var byMeter: [String: Report]?

    func measure(_ id: String) -> Measure? { report.measures.first { $0.id == id } }
  }

  private func evaluate(_ arguments: [String], input: String? = nil) throws -> (run: CommandRun, result: Result) {
    let run = try CommandRun(["evaluate"] + arguments + ["--json"], input: input)
    return (run, try JSONDecoder().decode(Result.self, from: Data(run.output.utf8)))
  }

  @Test func brokenTunesCountAndTheSeedDecides() throws {
    let folder = try ScratchFolder()
    let reference = try folder.write(Self.book.joined(separator: "\n"), to: "book.abc")
    let three = Self.book[0] + "\n" + Self.book[1] + "\nX:3\nM:4/4\nL:1/8\nK:D\nDEFG \"open\nABcd|\n"
    let (run, result) = try evaluate(["-", "--reference", reference, "--seed", "7"], input: three)
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(result.seed == 7 && result.report.tunes == 3)
    // Two of three can be read; both are of the book, every run of theirs is.
    #expect(result.measure("readable")?.tunes == 2.0 / 3)
    #expect(result.measure("copied-runs-whole")?.tunes == 1)
    #expect(result.measure("exact-bars")?.verdict == "inside")
    #expect(result.measure("range")?.halves.count == 2 && result.measure("range")?.spread?.count == 2)
    #expect(try evaluate(["-", "--reference", reference, "--seed", "7"], input: three).run.output == run.output)
    #expect(try evaluate(["-", "--reference", reference, "--seed", "8"], input: three).run.output != run.output)
  }

  @Test func tokenFilesAreReadToo() throws {
    let folder = try ScratchFolder()
    let reference = try folder.write(Self.book.joined(separator: "\n"), to: "book.abc")
    let tunes = try folder.write(
      "M:4/4 K:Cmaj C D E F G A B c | c 8 |\nM:4/4 K:Cmaj C D E F G A B c | G 8 |\nM:4/4 K:Cmaj C D ) E | c 8 |\n",
      to: "tunes.txt")
    let (_, result) = try evaluate([tunes, "--reference", reference])
    // The third holds a word that is no token. One of two ends on the tonic.
    #expect(result.report.tunes == 3 && result.measure("readable")?.tunes == 2.0 / 3)
    #expect(result.measure("ends-on-tonic")?.tunes == 0.5)
  }

  @Test func aTableAPictureAndAMeterEach() throws {
    let folder = try ScratchFolder()
    let reference = try folder.write(Self.book.joined(separator: "\n"), to: "book.abc")
    let tunes = try folder.write(Self.book.prefix(20).joined(separator: "\n"), to: "tunes.abc")
    let arguments = ["evaluate", tunes, "--reference", reference, reference, "--by-meter"]
    let run = try CommandRun(arguments + ["--svg", folder.path("p.svg")])
    #expect(run.status == 0 && run.errors.isEmpty)
    // The book given twice counts once.
    #expect(run.output.hasPrefix("20 tunes beside 24 of the reference (24 more repeat"))
    for text in ["bars repeated verbatim", "range of halves", "ends on the tonic", "By meter", "  4/4 ", "  6/8 "] {
      #expect(run.output.contains(text))
    }
    #expect(try String(contentsOfFile: folder.path("p.svg"), encoding: .utf8).contains("20 tunes"))
    #expect(try CommandRun(arguments + ["--svg", "-"]).output.hasPrefix("<svg"))
    #expect(try CommandRun(arguments + ["--svg", folder.path("gone/p.svg")]).status == 74)
    let (_, result) = try evaluate([tunes, "--reference", reference, "--by-meter"])
    // Of twenty every second is a jig.
    #expect(result.byMeter?["6/8"]?.tunes == 10 && result.byMeter?["4/4"]?.tunes == 10)
    #expect(result.byMeter?["6/8"]?.reference == 12)
  }

  @Test(arguments: [
    ["x.abc", "--svg", "p.svg"], ["x.abc", "--by-meter"], ["x.abc", "--reference", "y.abc", "--model", "m"],
    ["x.abc", "--reference", "y.abc", "--held-out", "0.1"], ["--reference", "y.abc"],
  ])
  func badUsageIsTwo(arguments: [String]) throws {
    let run = try CommandRun(["evaluate"] + arguments)
    #expect(run.status == 2 && run.output.isEmpty && !run.errors.isEmpty)
  }

  @Test func whatHoldsNoTunesIsNamed() throws {
    let folder = try ScratchFolder()
    let tunes = try folder.write(Self.book[0], to: "one.abc")
    let empty = try folder.write("no music here\n", to: "empty.abc")
    for arguments in [
      [tunes, "--reference", empty], [empty, "--reference", tunes], [tunes, "--reference", "missing"],
    ] {
      let run = try CommandRun(["evaluate"] + arguments)
      #expect(run.status == 1 && run.output.isEmpty)
      #expect(run.errors.contains(arguments.contains("missing") ? "missing" : "empty.abc: holds no tunes"))
    }
  }
}
