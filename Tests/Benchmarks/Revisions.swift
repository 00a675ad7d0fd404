import ABC
import ArgumentParser
import Checkpoints
import Foundation
import Sampling

/// `benchmarks revisions`: are the bars that stay the same bytes?
struct Revisions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revisions",
    abstract: "Varies, fills and carries on tunes of ABC files and looks whether what should stay is the same bytes.")

  @Argument(help: "ABC files.") var files: [String]
  @Option(help: "How many tunes.") var tunes = 200
  @Option(help: "A model; without it the bundled one.") var model: String?

  func run() throws {
    let composer = Composer(model: try model.map { try Model(loading: $0) } ?? Model.bundled)
    var (revised, composed, wrong) = (0, 0, 0)
    var refusals: [String: Int] = [:]
    for file in files {
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
      for number in Tunebook(parsing: bytes).entries.indices where revised < tunes {
        do {
          let seed = UInt64(1000 + number)
          let varied = try Revision(of: bytes, tune: number, plan: .varying(0.3)).compose(with: composer, seed: seed)
          let filled = try Revision(of: bytes, tune: number, plan: .keeping([1, 2, 3, 4, 8])).compose(
            with: composer, seed: seed)
          let longer = try Revision(of: bytes, tune: number, plan: .continuing(bars: 8)).compose(
            with: composer, seed: seed)
          guard let source = WrittenBars(of: number, in: bytes) else { continue }
          revised += 1
          composed += varied.bars.count + filled.bars.count + longer.bars.count
          let isKept =
            try stays(source, varied.text) && stays(source, filled.text)
            && filled.bars.allSatisfy({ ![1, 2, 3, 4, 8].contains($0) })
            && longer.text.hasPrefix(source.text(replacing: [:]))
          if !isKept {
            wrong += 1
            print("\(file), tune \(number + 1): something else has changed")
          }
        } catch {
          refusals["\(error)".filter { !$0.isNumber }, default: 0] += 1
        }
      }
    }
    print("\(revised) tunes, \(composed) bars composed, \(wrong) tunes in which anything else changed")
    for (reason, count) in refusals.sorted(by: { $0.value > $1.value }).prefix(12) {
      print("\(count) refused: \(reason)")
    }
    if wrong > 0 { throw ExitCode.failure }
  }

  /// Whether the text is the source but for whole bars, each as long as it was.
  private func stays(_ source: WrittenBars, _ text: String) throws -> Bool {
    guard let after = WrittenBars(of: 0, in: Array(text.utf8)), after.bars.count == source.bars.count else {
      return false
    }
    let bars = source.bars.indices
    let changed = bars.filter { source.text(of: $0) != after.text(of: $0) }
    let blank = Dictionary(uniqueKeysWithValues: changed.map { ($0, "*") })
    guard changed.allSatisfy({ source.bars[$0].obstacle == nil && after.bars[$0].obstacle == nil }) else {
      return false
    }
    guard source.text(replacing: blank) == after.text(replacing: blank) else { return false }
    return bars.allSatisfy { source.bars[$0].duration == after.bars[$0].duration }
  }
}
