/// What a line of words or symbols passes by: the notes it belongs to and the bar lines between them.
///
/// ABC 2.1, sections 4.15 and 5: such a line belongs to the notes since the last line of its kind, or since the
/// beginning; lines that follow one another without music between them belong to the same notes. Every note and chord
/// takes a syllable or a symbol, rests, grace notes, spacers and overlays take none.
struct AlignedLines {
  /// A place a line passes by.
  enum Stop {
    case note(Int)
    case barLine
  }

  /// A line with what it passes by.
  struct Line {
    /// The element that holds the line.
    var index: Int
    /// Its text.
    var text: String
    /// 1 for the first line under its notes, 2 for the next.
    var number: Int
    /// The notes and bar lines above it.
    var stops: [Stop]
  }

  /// The lines in the order of the voice.
  private(set) var lines: [Line] = []

  /// Finds the lines with a letter (`w`, `s`) among `elements`, which are one voice; O(n · lines under the same notes).
  init(_ letter: Character, in elements: [Element]) {
    var stops: [Stop] = []
    var number = 0
    var isOverlay = false
    for (index, element) in elements.enumerated() {
      switch element.kind {
      case .field(let field) where field.letter == letter:
        number += 1
        lines.append(Line(index: index, text: field.value, number: number, stops: stops))
      case .note where !isOverlay, .chord where !isOverlay:
        if number > 0 { (stops, number) = ([], 0) }
        stops.append(.note(index))
      case .bar(let line) where line.dividesBars:
        isOverlay = false
        // One behind a line of words is behind its notes, one before the first note is behind no word.
        if number == 0, !stops.isEmpty { stops.append(.barLine) }
      case .overlay: isOverlay = true
      default: break
      }
    }
  }
}
