import ArgumentParser
import Foundation
import Music
import Sheets

/// How tunes are printed.
struct SheetOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What stands above the index of a book of several tunes.", valueName: "title"))
  var bookTitle = "Tunes"
  @Flag(name: .customLong("no-chords"), help: "Print no chord symbols.") var leavesOutChords = false

  /// Whether anything was asked for that only a printed sheet can have.
  var isAskedFor: Bool { bookTitle != "Tunes" || leavesOutChords }

  /// Draws tunes in the format that a path's ending names: one as a picture or pages, several as a book of pages.
  func write(_ tunes: [Tune], to path: String) throws {
    guard let format = SheetFormat(path: path) else { return }
    let sheet = SheetMusic(tunes, title: bookTitle, showsChords: !leavesOutChords)
    let bytes: [UInt8]
    do throws(SheetError) {
      bytes = try sheet.drawn(as: format)
    } catch {
      throw Failure.device("\(path): \(error)")
    }
    try OutputFiles.write(bytes, to: path)
  }
}

extension SheetFormat: ExpressibleByArgument {}
