import Foundation
import Music

/// All tunes of a run in one ABC file, numbered, with an index on top; the index is also a file of its own.
struct TuneBook {
  private let tunes: [(music: Tune, row: [String])]
  private let seed: UInt64

  /// The tunes among what was composed; their numbers are those of the run.
  init(of tunes: [GeneratedTune], seed: UInt64) {
    self.seed = seed
    self.tunes = tunes.compactMap { tune in
      tune.tune.map { music in
        let key = music.values(of: "K").first ?? ""
        let score = tune.selection.score.map { String(format: "%.2f", $0.total) } ?? ""
        return (music, ["\(tune.composition.number)", music.title, music.rhythm, key, score])
      }
    }
  }

  /// A line a tune: number, title, type, key, score, in columns.
  var index: [String] {
    let rows = [["No.", "Title", "Type", "Key", "Score"]] + tunes.map(\.row)
    let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: cell.1 - cell.0.count)
        // Numbers stand to the right.
        return column == 0 || column == 4 ? blanks + cell.0 : cell.0 + blanks
      }
      return cells.joined(separator: "  ")
    }
  }

  /// The book as ABC; the index stands in comments of the file's header.
  var abc: String {
    let top = ["%abc-2.1"] + index.map { "% " + $0 }
    return top.joined(separator: "\n") + "\n\n" + tunes.map { $0.music.abc() }.joined(separator: "\n")
  }

  /// Writes `tunebook.abc` and `index.txt` into a folder; the tunes' own files are named otherwise.
  func write(to folder: String) throws {
    guard !tunes.isEmpty else { return }
    func path(_ name: String) -> String { (folder as NSString).appendingPathComponent(name) }
    try OutputFiles.write(Array(abc.utf8), to: path("tunebook.abc"))
    try OutputFiles.write(Array((index.joined(separator: "\n") + "\n").utf8), to: path("index.txt"))
  }
}
