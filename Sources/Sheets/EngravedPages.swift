import Foundation

/// Pages that abcm2ps drew: SVG pictures, and the page each tune begins on.
struct EngravedPages {
  /// The pictures.
  private(set) var pictures: [String] = []
  /// The page of every tune, from 0.
  private(set) var pageOfTune: [Int] = []

  /// Draws tunes in ABC, each of which has a title.
  ///
  /// - Parameters:
  ///   - options: those of abcm2ps: `-g` for a picture a tune, `-v` for a picture a page.
  ///   - searchPath: where to look for it; nil for `PATH`.
  init(drawing abc: String, _ options: [String], _ searchPath: String?) throws(SheetError) {
    // -S: what stands in a tune runs no PostScript and reads no files.
    let arguments = ["-q", "-S"] + options + ["-O", "-", "-"]
    let drawn = try DrawingProgram.abcm2ps.run(arguments, input: Array(abc.utf8), path: searchPath)
    var lines: [Substring] = []
    for line in String(decoding: drawn, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("<!-- title:") { pageOfTune.append(pictures.count) }
      // Remarks hold the date, and titles that may hold what ends a remark.
      if line.hasPrefix("<!--") { continue }
      lines.append(line)
      if line == "</svg>" {
        pictures.append(lines.joined(separator: "\n") + "\n")
        lines = []
      }
    }
    if pictures.isEmpty { throw .failed(program: DrawingProgram.abcm2ps.name, reason: "there is no music to draw") }
  }
}
