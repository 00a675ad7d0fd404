import Music

/// Lines of music whose bar lines stand under each other.
struct Columns {
  /// A line as its bars: the first is the lead where it is a pickup or a repeat opens it.
  struct Row {
    var cells: [Cell]
    /// Signs behind the last bar: the `\` of a line that is kept.
    var end = ""
  }

  /// A page is seldom wider than this; lines that would be are not aligned.
  private static let widest = 160

  /// Sets rows of one part in columns; O(cells).
  static func lines(_ rows: [Row]) -> [String] {
    let leads = rows.map(lead)
    let bodies = zip(rows, leads).map { row, lead -> [Cell] in
      var cells = Array(row.cells.dropFirst(lead.cells))
      if lead.cells == 0, !cells.isEmpty { cells[0].opening = "" }
      return cells
    }
    let indent = leads.map { $0.text.displayWidth }.max() ?? 0
    var before: [Int] = []
    var behind: [Int] = []
    for cells in bodies {
      for (column, cell) in cells.enumerated() {
        if before.count == column {
          before.append(0)
          behind.append(0)
        }
        let (head, tail) = strokes(cell.closing)
        // What stands last in its line needs no room behind it.
        before[column] = max(before[column], cell.text.displayWidth + 1 + head.utf8.count)
        if column < cells.count - 1 { behind[column] = max(behind[column], tail.utf8.count) }
      }
    }
    let isAligned =
      rows.count > 1
      && indent + zip(before, behind).reduce(0) { $0 + $1.0 + $1.1 + 1 } <= widest
    return zip(rows, zip(leads, bodies)).map { row, parts in
      var text = parts.0.text
      if isAligned { text += String(repeating: " ", count: indent - text.displayWidth) }
      for (column, cell) in parts.1.enumerated() {
        let (head, tail) = strokes(cell.closing)
        text += cell.text
        if !cell.closing.isEmpty {
          let room = isAligned ? before[column] - cell.text.displayWidth - head.utf8.count : 1
          text += String(repeating: " ", count: cell.text.isEmpty && !isAligned ? 0 : room) + head + tail
        }
        guard column < parts.1.count - 1 else { continue }
        text += String(
          repeating: " ", count: 1 + (isAligned && !cell.closing.isEmpty ? behind[column] - tail.utf8.count : 0))
      }
      while text.last == " " { text.removeLast() }
      if let comment = row.cells.last?.comment, !comment.isEmpty { text += (text.isEmpty ? "" : " ") + comment }
      return text + row.end
    }
  }

  /// The colons of a bar line, which stand before its column, and the rest.
  private static func strokes(_ closing: String) -> (head: String, tail: String) {
    let head = closing.prefix { $0 == ":" }
    return head.count == closing.count ? ("", closing) : (String(head), String(closing.dropFirst(head.count)))
  }

  /// What stands before the first full bar: the sign that opens a repeat, and the pickup with its bar line.
  private static func lead(_ row: Row) -> (text: String, cells: Int) {
    guard let first = row.cells.first else { return ("", 0) }
    guard !first.isFull, row.cells.count > 1, !first.closing.isEmpty else {
      return (first.opening.isEmpty ? "" : first.opening + " ", 0)
    }
    return (first.opening + (first.opening.isEmpty ? "" : " ") + first.notes + " " + first.closing + " ", 1)
  }
}

extension Cell {
  /// The notes, and before them a sign that opens a part within a line.
  fileprivate var text: String { opening.isEmpty ? notes : opening + " " + notes }
}
