import ArgumentParser
import Foundation
import Training

/// `lilt plot`: the curves of training logs.
struct Plot: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draws the logs of trainings: one with its gradient, or several in one picture.",
    discussion: """
      Give logs that lilt train wrote, each with a name to call it if you like: plain=a.metrics.jsonl. Minutes are \
      those spent in updates; held-out evaluation and writing are not counted.
      """)

  @Argument(help: ArgumentHelp("Logs of lilt train.", valueName: "[name=]log"))
  var logs: [String]
  @Option(name: .shortAndLong, help: "Where the picture goes, an SVG; - for standard output.") var output = "-"
  @Option(help: "Lay several runs out over updates or minutes.") var over = RunComparison.Axis.updates
  @Option(help: "What stands above the picture.") var title: String?

  func run() throws {
    let runs = try logs.map(read)
    let svg =
      runs.count == 1 && over == .updates
      ? LossCurve.svg(runs[0].records, title: title ?? runs[0].name)
      : RunComparison(runs, over: over).svg(title: title ?? "Loss by \(over.rawValue)")
    try OutputFiles.write(Array(svg.utf8), to: output)
  }

  /// A log and its name: what stands before the first `=`, or the file's name without its endings.
  private func read(_ argument: String) throws -> RunComparison.Run {
    var (name, path) = (nil as String?, argument)
    if !FileManager.default.fileExists(atPath: argument), let sign = argument.firstIndex(of: "=") {
      (name, path) = (String(argument[..<sign]), String(argument[argument.index(after: sign)...]))
    }
    var plain = URL(fileURLWithPath: path).lastPathComponent
    for ending in [".jsonl", ".metrics"] where plain.hasSuffix(ending) { plain.removeLast(ending.count) }
    do throws(TrainingError) {
      return RunComparison.Run(name: name ?? plain, records: try MetricsRecord.read(path))
    } catch {
      throw Failure(error)
    }
  }
}

extension RunComparison.Axis: ExpressibleByArgument {}
