import Plots

/// The pages before a tunebook that list its tunes by title.
struct TunebookIndex {
  /// A line of it.
  struct Entry {
    var title: String
    var number: Int
    var page: Int
  }

  /// The pages as SVG pictures of A4.
  let pages: [String]

  // At 96 dots an inch, as abcm2ps has it.
  private static let (width, height) = (794.0, 1123.0)
  private static let (margin, top, lineHeight) = (68.0, 130.0, 17.0)
  private static let linesPerColumn = 54
  private static let columnWidth = 320.0
  /// Letters of a title that fit beside its page.
  private static let longestTitle = 42

  /// Lays entries out in two columns a page, by title without its article.
  init(_ entries: [Entry], title: String) {
    let sorted = entries.sorted { (Self.key($0.title), $0.number) < (Self.key($1.title), $1.number) }
    let perPage = 2 * Self.linesPerColumn
    pages = stride(from: 0, to: sorted.count, by: perPage).map { first in
      Self.page(sorted[first..<min(first + perPage, sorted.count)], title: title)
    }
  }

  private static func page(_ entries: ArraySlice<Entry>, title: String) -> String {
    let size = "width=\"\(SVG.number(width))\" height=\"\(SVG.number(height))\""
    var lines = ["<svg xmlns=\"http://www.w3.org/2000/svg\" \(size) font-family=\"serif\" font-size=\"13\">"]
    lines.append(
      "<text x=\"\(SVG.number(width / 2))\" y=\"84\" text-anchor=\"middle\" font-size=\"24\">\(SVG.escaped(title))</text>"
    )
    for (place, entry) in entries.enumerated() {
      let column = Double(place / linesPerColumn)
      let left = margin + column * (columnWidth + 20)
      let y = top + Double(place % linesPerColumn) * lineHeight
      let name = entry.title.count > longestTitle ? entry.title.prefix(longestTitle - 1) + "…" : entry.title[...]
      lines.append(SVG.text("\(entry.number). \(name)", x: left, y: y, colour: "#000"))
      lines.append(SVG.text("\(entry.page)", x: left + columnWidth, y: y, colour: "#000", anchor: "end"))
    }
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  /// What a title is sorted by: `The Kesh` under K.
  private static func key(_ title: String) -> String {
    let folded = title.lowercased()
    for article in ["the ", "a ", "an "] where folded.hasPrefix(article) {
      return String(folded.dropFirst(article.count))
    }
    return folded
  }
}
