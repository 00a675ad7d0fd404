import ABC
import ArgumentParser
import Checkpoints
import Foundation
import Music

/// `lilt notes`: the notes that sound, a JSON line a tune.
struct Notes: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the notes that sound, a JSON line a tune.",
    discussion: """
      Onsets and durations are in quarter beats as exact fractions, repeats expanded, ties joined, sorted by onset, \
      pitch and duration. `index` counts the tunes of a file from 1.
      """)

  @Argument(help: "ABC files; - for standard input.")
  var files: [String]

  func run() throws {
    for file in files {
      let book = Tunebook(parsing: try InputFiles.read(file))
      for (index, entry) in book.entries.enumerated() {
        let score = Score(performing: entry.tune)
        var line = "{\"file\":\(JSONText.quoted((file as NSString).lastPathComponent)),\"index\":\(index + 1)"
        line += ",\"x\":\(JSONText.quoted(entry.tune.number ?? "")),\"title\":\(JSONText.quoted(entry.tune.title))"
        line += ",\"ok\":\(!score.notes.isEmpty),\"notes\":["
        line += score.notes.map { "[\"\($0.onset)\",\($0.pitch),\"\($0.duration)\"]" }.joined(separator: ",")
        try Terminal.put(line + "]}")
      }
    }
  }
}
