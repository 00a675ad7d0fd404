import Music

/// A bar as it stands on the page: what opens it, its notes, and the bar line behind them.
struct Cell {
  /// Signs before its notes that open a part: `|:`.
  var opening = ""
  /// The notes, beamed.
  var notes = ""
  /// The bar line and the ending that opens behind it; empty where a line ends within a bar.
  var closing = ""
  /// A comment behind the line that ends here.
  var comment = ""
  /// How long it lasts in whole notes.
  var length = Fraction.zero
  var meter: Meter?
  /// Whether a part ends behind it.
  var endsPart = false
  /// Whether an ending opens behind it.
  var opensEnding = false

  /// Whether there is more than a pickup in it.
  var isBar: Bool { length * 2 > meter?.barLength ?? .one }
  /// Whether nothing is missing from it.
  var isFull: Bool { meter.map { length >= $0.barLength } ?? true }
}

/// Makes bars of signs, beaming the notes by the beat.
struct CellBuilder {
  private(set) var cells: [Cell] = []
  private var cell = Cell()
  /// The signs of the bar that is open.
  private var signs: [Sign] = []
  /// How much of the bar of each voice has gone by where a line ended within it.
  private var begun: [Int: Fraction] = [:]
  /// Whether signs that open a part and those that close one are written apart.
  private let dividesRepeats: Bool

  init(dividesRepeats: Bool) { self.dividesRepeats = dividesRepeats }

  mutating func add(_ sign: Sign) {
    switch sign.kind {
    case .bar(let line): add(line, sign.text, voice: sign.voice)
    case .comment:
      closeBar()
      if cells.isEmpty { cells.append(Cell()) }
      cells[cells.count - 1].comment = sign.text
    default: signs.append(sign)
    }
  }

  /// Ends a line that is kept.
  mutating func endLine() -> [Cell] {
    closeBar()
    if !cell.opening.isEmpty {
      cells.append(cell)
      cell = Cell()
    }
    defer { cells = [] }
    return cells
  }

  private mutating func add(_ line: BarLine, _ text: String, voice: Int) {
    guard signs.isEmpty else {
      if dividesRepeats, line.endings.isEmpty, line.repeatsAfter > 0, ["|:", "::", ":|:", ":||:"].contains(text) {
        // At the end of a line as people print it: `:|`, and `|:` where the next begins.
        closeBar(with: line.repeatsBefore > 0 ? ":|" : "|", endsPart: true)
        cell.opening = "|:"
        return
      }
      closeBar(with: text, endsPart: line.endsPart && line.endings.isEmpty)
      cells[cells.count - 1].opensEnding = !line.endings.isEmpty
      return
    }
    if line.dividesBars { begun[voice] = nil }
    // Bar lines without notes between.
    if cell.opening.isEmpty, !cells.isEmpty, !(line.repeatsAfter > 0 && line.endings.isEmpty) {
      let last = cells.count - 1
      if text == "|", cells[last].closing.hasSuffix("|") { return }
      if cells[last].closing == "|", line.dividesBars {
        cells[last].closing = text
      } else {
        cells[last].closing += (cells[last].closing.isEmpty ? "" : " ") + text
      }
      cells[last].endsPart = (cells[last].endsPart || line.endsPart) && line.endings.isEmpty
      cells[last].opensEnding = !line.endings.isEmpty
      return
    }
    if !cells.isEmpty, line.repeatsAfter > 0 { cells[cells.count - 1].endsPart = true }
    cell.opening += (cell.opening.isEmpty ? "" : " ") + text
  }

  private mutating func closeBar(with text: String = "", endsPart: Bool = false) {
    guard !signs.isEmpty || !text.isEmpty else { return }
    let voice = signs.first?.voice ?? 0
    cell.meter = signs.first { $0.duration > .zero }?.meter ?? signs.first?.meter ?? nil
    cell.length = Self.length(of: signs)
    let isPickup = cells.isEmpty && begun[voice] == nil || cells.last?.endsPart ?? false || !cell.opening.isEmpty
    var start = begun[voice] ?? .zero
    if let full = cell.meter?.barLength, isPickup, cell.length < full, start == .zero, !text.isEmpty {
      start = full - cell.length
    }
    cell.notes = Beaming(signs, from: start).text
    cell.closing = text
    cell.endsPart = endsPart
    begun[voice] = text.isEmpty ? start + cell.length : nil
    cells.append(cell)
    cell = Cell()
    signs = []
  }

  /// The longest of a bar's overlays.
  private static func length(of signs: [Sign]) -> Fraction {
    var longest = Fraction.zero
    var length = Fraction.zero
    for sign in signs {
      if case .overlay = sign.kind {
        longest = max(longest, length)
        length = .zero
      }
      length += sign.duration
    }
    return max(longest, length)
  }
}

/// The notes of a bar with blanks where beams end.
private struct Beaming {
  private(set) var text = ""
  private var position: Fraction
  private let start: Fraction
  /// Notes left of a tuplet, which is beamed as one and stands apart from what follows.
  private var tupletLeft = 0
  private var endedTuplet = false
  /// The beat that the last beam began in.
  private var beamedBeat = 0
  /// Whether a beam may end here: behind a note and what belongs to it.
  private var isBehindNote = false
  private var startsBeam = true

  init(_ signs: [Sign], from start: Fraction) {
    self.start = start
    position = start
    for sign in signs { add(sign) }
    while text.last == " " { text.removeLast() }
  }

  private mutating func add(_ sign: Sign) {
    switch sign.kind {
    case .note, .chord, .rest, .macro:
      endBeam(before: sign)
      if startsBeam { beamedBeat = beat(sign.meter) }
      text += sign.text
      position += sign.duration
      guard sign.duration > .zero else { return }
      endedTuplet = tupletLeft == 1
      tupletLeft = max(0, tupletLeft - 1)
      isBehindNote = true
      startsBeam = false
    case .tuplet(let tuplet):
      endBeam(before: sign)
      text += sign.text
      tupletLeft = tuplet.reach
      isBehindNote = false
    case .field:
      if !text.isEmpty, !text.hasSuffix(" "), !text.hasSuffix("]") { text += " " }
      text += sign.text
      isBehindNote = true
      endedTuplet = true
    case .graces, .decoration, .quoted, .slurStart:
      endBeam(before: sign)
      text += sign.text
      isBehindNote = false
    case .overlay:
      blank()
      text += sign.text + " "
      position = start
      isBehindNote = false
      startsBeam = true
      tupletLeft = 0
      endedTuplet = false
    case .space:
      // Something a reader passes over.
      blank()
      text += sign.text + " "
      isBehindNote = false
    default:
      text += sign.text
    }
  }

  private mutating func blank() {
    if !text.isEmpty, !text.hasSuffix(" ") { text += " " }
  }

  /// A blank where the beat changes, unless a sign binds the note to the last.
  private mutating func endBeam(before sign: Sign) {
    guard isBehindNote, tupletLeft == 0 else { return }
    let isFree = !(sign.meter?.hasEvenBeats ?? false)
    guard endedTuplet || (isFree ? sign.followsSpace : beat(sign.meter) != beamedBeat) else { return }
    blank()
    endedTuplet = false
    isBehindNote = false
    startsBeam = true
  }

  /// Which of the lengths that are beamed together the present position lies in.
  private func beat(_ meter: Meter?) -> Int {
    let beats = position / (meter?.beamLength ?? Fraction(1, 4))
    return beats.numerator / beats.denominator
  }
}
