import ABC
import ArgumentParser
import Foundation
import Music

/// `benchmarks rewriting`: whether every tune of ABC files, written out and read again, is the same tune.
struct Rewriting: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes every tune of ABC files as ABC, reads it again and compares notation and notes.")

  @Argument(help: "ABC files.") var files: [String]
  @Option(help: "How many differing tunes to name.") var show = 10

  func run() throws {
    var tunes = 0
    var notation = 0
    var sound = 0
    var different: [String] = []
    for file in files {
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
      for entry in Tunebook(parsing: bytes).entries {
        tunes += 1
        var again = Tunebook(parsing: entry.tune.abc()).entries.first?.tune ?? Tune()
        again.inherited = entry.tune.inherited
        let isSameText = again.withoutPlaces == entry.tune.withoutPlaces
        let isSameSound = Score(performing: again).notes == Score(performing: entry.tune).notes
        notation += isSameText ? 1 : 0
        sound += isSameSound ? 1 : 0
        if !isSameText { different.append("\(file):\(entry.tune.line): \(entry.tune.title)") }
      }
    }
    print("\(tunes) tunes, \(notation) the same notation, \(sound) the same notes when read again")
    for line in different.prefix(show) { print("  " + line) }
  }
}

extension Tune {
  /// The tune without word of where its elements stand.
  fileprivate var withoutPlaces: Tune {
    var result = self
    result.line = 0
    for index in result.body.indices { result.body[index].place = .none }
    return result
  }
}
