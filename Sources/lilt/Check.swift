import ABC
import ArgumentParser
import Foundation
import Music

/// `lilt check`: what is wrong with ABC files, and where.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads tunes and reports every problem with its place.",
    discussion: "Ends with exit code 1 where there was an error; with --strict also for warnings.")

  @Argument(help: "ABC files; - for standard input.") var files: [String]
  @Flag(help: "Let warnings count as errors.") var strict = false

  func run() throws {
    var faults = 0
    var tunes = 0
    for file in files {
      let book = Tunebook(parsing: try InputFiles.read(file))
      tunes += book.entries.count
      if book.entries.isEmpty {
        try Terminal.put(
          "\(file):1:1: error: there are no tunes here; a tune begins with X: and has a K: before its music")
        faults += 1
      }
      for entry in book.entries {
        for problem in (entry.problems + entry.tune.rhythmProblems).sorted(by: { $0.place < $1.place }) {
          try Terminal.put("\(file):\(problem)")
          if strict || problem.severity == .error { faults += 1 }
        }
      }
    }
    guard faults > 0 else { return Terminal.complain("\(tunes) tunes, nothing to mend") }
    throw Failure(message: "\(tunes) tunes, \(faults) to mend", code: .input)
  }
}

extension Tune {
  /// Tuplets and broken rhythm that lack notes.
  fileprivate var rhythmProblems: [Problem] {
    voices.flatMap { voice in
      Rhythm(of: voice.elements, meter: meter, unitLength: unitLength).incomplete.map { index in
        if case .tuplet = voice.elements[index].kind {
          return Problem(
            .tupletShort, at: voice.elements[index].place, "a tuplet without all its notes",
            mend: "add the missing notes, or write a smaller one")
        }
        return Problem(
          .brokenRhythm, at: voice.elements[index].place, "broken rhythm without a note on each side",
          mend: "write > or < between two notes")
      }
    }
  }
}
