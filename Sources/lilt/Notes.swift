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
      let name = JSONText.quoted((file as NSString).lastPathComponent)
      let jobs = book.entries.enumerated().map { ($0.offset + 1, $0.element.tune) }
      for line in try Parallel.map(jobs, finished: { _ in }, { Notes.line(of: $0.1, at: $0.0, in: name) }) {
        try Terminal.write(line)
      }
    }
  }

  private static func line(of tune: Tune, at index: Int, in file: String) -> [UInt8] {
    let score = Score(performing: tune)
    var line = Array("{\"file\":\(file),\"index\":\(index)".utf8)
    line += ",\"x\":\(JSONText.quoted(tune.number ?? "")),\"title\":\(JSONText.quoted(tune.title))".utf8
    line += ",\"ok\":\(!score.notes.isEmpty),\"notes\":[".utf8
    line.reserveCapacity(line.count + 24 * score.notes.count)
    // Bytes, not strings: interpolating every number took as long as reading and performing the tune.
    let (opening, next, quote, comma) = (Array("[\"".utf8), Array("\"],[\"".utf8), Array(",\"".utf8), Array("\",".utf8))
    for (number, note) in score.notes.enumerated() {
      line += number == 0 ? opening : next
      line.append(note.onset)
      line += comma
      line.append(decimal: note.pitch)
      line += quote
      line.append(note.duration)
    }
    if !score.notes.isEmpty { line += "\"]".utf8 }
    return line + "]}\n".utf8
  }
}

extension [UInt8] {
  /// `3`, `3/2`.
  fileprivate mutating func append(_ fraction: Fraction) {
    append(decimal: fraction.numerator)
    if fraction.isWhole { return }
    append(UInt8(ascii: "/"))
    append(decimal: fraction.denominator)
  }

  fileprivate mutating func append(decimal number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    append(digitsOf: number.magnitude)
  }

  private mutating func append(digitsOf number: UInt) {
    if number > 9 { append(digitsOf: number / 10) }
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }
}
