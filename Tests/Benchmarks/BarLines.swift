import ABC
import ArgumentParser
import Foundation
import Music

/// Where the bars of tunes begin, for checks that are written in another language.
struct BarLines: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bar-lines", abstract: "Where bars begin and the tune ends, in quarter beats, a JSON line a tune.")

  @Argument(help: "ABC files.") var files: [String]

  func run() throws {
    for file in files {
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
      for (index, entry) in Tunebook(parsing: bytes).entries.enumerated() {
        let score = Score(performing: entry.tune)
        let lines = ([.zero] + score.barLines + [score.duration]).map { "\"\($0)\"" }.joined(separator: ",")
        print("{\"index\":\(index + 1),\"voices\":\(Set(score.notes.map(\.voice)).count),\"bars\":[\(lines)]}")
      }
    }
  }
}
