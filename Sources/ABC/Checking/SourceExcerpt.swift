import Music

/// A line of a source with a caret under the place that is meant, as compilers show it.
public struct SourceExcerpt: Hashable, Sendable {
  /// The line, tabs as blanks, cut around the place where it is long.
  public var line: String
  /// Blanks up to the place and a caret.
  public var caret: String

  /// How many columns of a long line stand before the caret.
  private static let lead = 40
  /// Where the next tab stop lies.
  private static let tab = 8

  /// Of lines longer than twice this, only so many bytes on each side of the place are looked at.
  private static let reach = 400

  /// The line of `place` in a book; O(width).
  ///
  /// Columns of a ``Place`` are bytes, those of a screen are not: tabs, letters of several bytes and letters of two columns
  /// are counted as they are shown.
  ///
  /// - Parameter width: how many columns there are to show it in.
  public init(at place: Place, in book: CheckedBook, width: Int = 100) {
    let source = book.source
    guard source.lines.indices.contains(place.line - 1) else {
      (line, caret) = ("", "^")
      return
    }
    let whole = source.lines[place.line - 1]
    let target = min(max(whole.lowerBound + place.column - 1, whole.lowerBound), whole.upperBound)
    let range = Self.surroundings(of: target, in: whole, source)
    if source.bytes[range].allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      (line, caret) = Self.plain(range, target: target, in: source, width: width)
      return
    }
    var shown: [(character: Character, width: Int)] = []
    var columns = 0
    var caretColumn: Int?
    var position = range.lowerBound
    for character in source.string(range) {
      if caretColumn == nil, position >= target { caretColumn = columns }
      position += character.utf8.count
      if character == "\t" {
        let blanks = Self.tab - columns % Self.tab
        for _ in 0..<blanks { shown.append((" ", 1)) }
        columns += blanks
      } else {
        shown.append((character, character.displayWidth))
        columns += character.displayWidth
      }
    }
    let wanted = caretColumn ?? columns
    guard columns > width else {
      line = String(shown.map(\.character))
      caret = String(repeating: " ", count: wanted) + "^"
      return
    }
    // An ellipsis stands at each end that is cut.
    let from = max(0, min(wanted - Self.lead, columns - width + 1))
    var text = from > 0 ? "\u{2026}" : ""
    var column = 0
    var used = from > 0 ? 1 : 0
    var indent = 0
    for (character, size) in shown {
      defer { column += size }
      guard column >= from else { continue }
      if column <= wanted { indent = used }
      if used + size >= width, column + size < columns {
        text += "\u{2026}"
        break
      }
      text.append(character)
      used += size
      if column + size <= wanted { indent = used }
    }
    line = text
    caret = String(repeating: " ", count: indent) + "^"
  }

  /// What is looked at of a line: all, or so many bytes on each side of the place, no letter of several bytes divided.
  private static func surroundings(of target: Int, in whole: Range<Int>, _ source: SourceText) -> Range<Int> {
    guard whole.count > 2 * reach else { return whole }
    var low = max(whole.lowerBound, target - reach)
    var high = min(whole.upperBound, target + reach)
    while low > whole.lowerBound, low < target, source.bytes[low] & 0xC0 == 0x80 { low += 1 }
    while high < whole.upperBound, high > target, source.bytes[high] & 0xC0 == 0x80 { high -= 1 }
    return low..<high
  }

  /// A line whose bytes are its columns.
  private static func plain(
    _ range: Range<Int>, target: Int, in source: SourceText, width: Int
  ) -> (line: String, caret: String) {
    let wanted = target - range.lowerBound
    guard range.count > width else {
      return (source.string(range), String(repeating: " ", count: wanted) + "^")
    }
    let from = max(0, min(wanted - lead, range.count - width + 1))
    let mark = from > 0 ? "\u{2026}" : ""
    let room = width - mark.count
    let start = range.lowerBound + from
    let isCut = range.count - from > room
    let text = source.string(start..<(isCut ? start + room - 1 : range.upperBound))
    return (
      mark + text + (isCut ? "\u{2026}" : ""), String(repeating: " ", count: wanted - from + mark.count) + "^"
    )
  }
}

extension Character {
  /// How many columns of a terminal a character takes: 0 for controls, 2 for wide letters of East Asia and pictures.
  var displayWidth: Int {
    guard let first = unicodeScalars.first else { return 0 }
    if first.isASCII { return first.value < 0x20 || first.value == 0x7F ? 0 : 1 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    // Unicode Standard Annex 11, wide and full-width blocks.
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}

extension StringProtocol {
  /// How many columns of a terminal a text without tabs takes; O(n).
  var displayWidth: Int {
    utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } ? utf8.count : reduce(0) { $0 + $1.displayWidth }
  }
}
