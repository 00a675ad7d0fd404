import ABC
import Foundation
import Music

/// Tunes as sheet music, drawn by abcm2ps and librsvg.
public struct SheetMusic: Sendable {
  /// The tunes.
  public var tunes: [Tune]
  /// What stands above the index of several tunes.
  public var title: String
  /// Whether chord symbols are printed.
  public var showsChords: Bool

  /// The folders to look for abcm2ps and rsvg-convert in, as `PATH` has them; nil for those of `PATH`.
  public var searchPath: String?

  /// Sheet music of tunes.
  public init(_ tunes: [Tune], title: String = "Tunes", showsChords: Bool = true, searchPath: String? = nil) {
    self.tunes = tunes
    self.title = title
    self.showsChords = showsChords
    self.searchPath = searchPath
  }

  /// Draws one tune as an SVG picture, as tall as it is; the same tune gives the same bytes.
  ///
  /// - Precondition: there is one tune.
  /// - Throws: ``SheetError`` where abcm2ps is not installed or draws nothing.
  public func svg() throws(SheetError) -> [UInt8] {
    precondition(tunes.count == 1, "one picture holds one tune")
    return Array(try EngravedPages(drawing: abc(numbered: false), ["-g"], searchPath).pictures[0].utf8)
  }

  /// Draws one tune as a PNG picture on white, twice as large as it would stand on a screen.
  ///
  /// - Precondition: there is one tune.
  /// - Throws: ``SheetError`` where abcm2ps or rsvg-convert is not installed or draws nothing.
  public func png() throws(SheetError) -> [UInt8] {
    try DrawingProgram.rsvgConvert.run(["-f", "png", "-z", "2", "-b", "white"], input: try svg(), path: searchPath)
  }

  /// Draws all tunes on pages of A4, as many as fit; several are numbered and have an index of their titles before them.
  ///
  /// - Throws: ``SheetError`` where abcm2ps or rsvg-convert is not installed or draws nothing.
  public func pdf() throws(SheetError) -> [UInt8] { try bound(try pages()) }

  /// The pages of ``pdf()`` as SVG pictures.
  public func pages() throws(SheetError) -> [String] {
    let isBook = tunes.count > 1
    let pages = try EngravedPages(drawing: Self.page + abc(numbered: isBook), ["-v"], searchPath)
    guard isBook else { return pages.pictures }
    let entries = zip(tunes.indices, pages.pageOfTune).map { index, page in
      TunebookIndex.Entry(title: heading(of: index), number: index + 1, page: page + 1)
    }
    return TunebookIndex(entries, title: title).pages + pages.pictures
  }

  /// Draws tunes in a format.
  public func drawn(as format: SheetFormat) throws(SheetError) -> [UInt8] {
    switch format {
    case .svg: try svg()
    case .png: try png()
    case .pdf: try pdf()
    }
  }

  /// A4 upright, the page's number at its foot.
  private static let page = "%%pagewidth 21cm\n%%pageheight 29.7cm\n%%footer \"\t$P\t\"\n\n"

  /// Pictures of pages as one document.
  private func bound(_ pictures: [String]) throws(SheetError) -> [UInt8] {
    // rsvg-convert makes a page of each file.
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lilt-sheets-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var files: [String] = []
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (number, picture) in pictures.enumerated() {
        let file = folder.appendingPathComponent("\(number).svg")
        try Data(picture.utf8).write(to: file)
        files.append(file.path)
      }
    } catch {
      throw .cannotWrite(reason: error.localizedDescription)
    }
    return try DrawingProgram.rsvgConvert.run(["-f", "pdf"] + files, path: searchPath)
  }

  /// What a tune is called; one without a title by its place.
  private func heading(of index: Int) -> String {
    let title = tunes[index].title
    return title.isEmpty ? "Tune \(index + 1)" : title
  }

  private func abc(numbered: Bool) -> String {
    tunes.indices.map { index in
      var tune = tunes[index]
      if !showsChords {
        tune.body.removeAll { if case .quoted(let text) = $0.kind { text.isChordSymbol } else { false } }
      }
      tune.header.removeAll { $0.letter == "X" || numbered && $0.letter == "T" }
      tune.header.insert(Field("X", "\(index + 1)"), at: 0)
      if numbered {
        // The other titles stay below the first, as they were.
        let others = tunes[index].values(of: "T").dropFirst()
        let titles = ["\(index + 1). \(heading(of: index))"] + others
        tune.header.insert(contentsOf: titles.map { Field("T", $0) }, at: 1)
      }
      return tune.abc()
    }
    .joined(separator: "\n")
  }
}
