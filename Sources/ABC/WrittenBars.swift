import Music

/// A tune's bars as they stand in its text, so that some can be written anew and every other byte stays.
///
/// A bar here is what stands between two bar lines, pickups and what repeat signs part as well.
public struct WrittenBars: Sendable {
  /// A bar with music in it.
  public struct Bar: Hashable, Sendable {
    /// Its elements, by their number in the tune's body.
    public let elements: Range<Int>
    /// How long it lasts, in whole notes.
    public let duration: Fraction
    /// Why it cannot be written anew without touching others; nil where it can.
    public let obstacle: String?
    /// Where it stands in the text.
    fileprivate let bytes: Range<Int>
  }

  /// The tune.
  public let tune: Tune
  /// Its bars, in the order written.
  public let bars: [Bar]
  private let text: [UInt8]
  /// Where the line of `K:` begins.
  private let key: Int

  /// The bars of a tune of a file, counted from 0; nil where it has no such tune. O(n).
  ///
  /// A file in Latin-1 is taken over to UTF-8.
  public init?(of number: Int, in file: [UInt8]) {
    let source = SourceText(file)
    var found: (tune: Tune, lines: Range<Int>)?
    var index = 0
    Tunebook.read(source) { entry, lines in
      if index == number { found = (entry.tune, lines) }
      index += 1
    }
    guard let found, let first = found.lines.first, let last = found.lines.last else { return nil }
    let block = source.lines[first].lowerBound..<source.lines[last].upperBound
    tune = found.tune
    text = Array(source.bytes[block])
    func offset(_ place: Place) -> Int {
      source.lines[place.line - 1].lowerBound + place.column - 1 - block.lowerBound
    }
    bars = Self.bars(of: tune, text: text, offset: offset)
    let keyLine = found.lines.first { source.fieldLetter(source.lines[$0]) == UInt8(ascii: "K") } ?? first
    key = source.lines[keyLine].lowerBound - block.lowerBound
  }

  /// The text with some bars written anew, by number, lines of music `added` behind all, and `fields` before `K:`.
  ///
  /// - Precondition: there are such bars, and none of them has an obstacle.
  public func text(replacing bars: [Int: String], adding added: [String] = [], fields: [Field] = []) -> String {
    var result: [UInt8] = []
    var at = 0
    func copy(to next: Int) {
      result += text[at..<next]
      at = next
    }
    copy(to: key)
    for field in fields { result += Array((field.notation + "\n").utf8) }
    for (number, music) in bars.sorted(by: { $0.key < $1.key }) {
      precondition(self.bars[number].obstacle == nil, "bar \(number) cannot be written anew")
      copy(to: self.bars[number].bytes.lowerBound)
      result += Array(music.utf8)
      at = self.bars[number].bytes.upperBound
    }
    copy(to: text.count)
    for line in [""] + added {
      result += Array(line.utf8)
      if result.last != UInt8(ascii: "\n") { result.append(UInt8(ascii: "\n")) }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether the last bar is closed.
  public var endsWithBarLine: Bool {
    tune.body.last { element in
      if case .bar = element.kind { true } else { element.isMusic }
    }.map { if case .bar = $0.kind { true } else { false } } ?? false
  }

  /// The text of a bar.
  public func text(of bar: Int) -> String { String(decoding: text[bars[bar].bytes], as: UTF8.self) }
}

extension WrittenBars {
  private static func bars(of tune: Tune, text: [UInt8], offset: (Place) -> Int) -> [Bar] {
    let rhythm = Rhythm(of: tune.body, meter: tune.meter, unitLength: tune.unitLength)
    var bars: [Bar] = []
    var start: Int?
    func close(before index: Int) {
      defer { start = nil }
      guard let first = start, let last = tune.body[first..<index].lastIndex(where: \.isMusic) else { return }
      let elements = first..<last + 1
      let duration = elements.reduce(Fraction.zero) { $0 + rhythm.duration(of: tune.body[$1], at: $1) }
      guard duration > .zero else { return }
      let from = offset(tune.body[first].place)
      var to = last + 1 < tune.body.count ? offset(tune.body[last + 1].place) : text.count
      while to > from, [0x20, 0x09, 0x0A, 0x0D].contains(text[to - 1]) { to -= 1 }
      let tied = tune.body[..<first].last { $0.takesTime }?.isTied ?? false
      let obstacle = tied ? "a tie leads into it" : obstacle(in: tune.body[elements])
      bars.append(Bar(elements: elements, duration: duration, obstacle: obstacle, bytes: from..<max(from, to)))
    }
    for (index, element) in tune.body.enumerated() {
      if case .bar = element.kind {
        close(before: index)
      } else if start == nil, element.isMusic {
        start = index
      }
    }
    close(before: tune.body.count)
    return bars
  }

  private static func obstacle(in elements: ArraySlice<Element>) -> String? {
    var slurs = 0
    for element in elements {
      switch element.kind {
      case .lineEnd: return "it goes over the end of a line"
      case .comment: return "there is a comment in it"
      case .field: return "there is a field in it"
      case .overlay: return "two voices sound in it"
      case .macro: return "there is a macro in it"
      case .rest(let rest) where rest.countsBars: return "it is a rest of bars"
      case .slurStart: slurs += 1
      case .slurEnd: slurs -= 1
      default: break
      }
      if slurs < 0 { return "a slur leads into it" }
    }
    if slurs > 0 { return "a slur leads out of it" }
    if case .broken? = elements.last(where: { $0.isMusic })?.kind { return "broken rhythm leads out of it" }
    return nil
  }
}

extension Element {
  /// Whether it belongs to a bar, and is no bar line.
  fileprivate var isMusic: Bool {
    switch kind {
    case .bar, .space, .spacer, .lineEnd, .comment: false
    case .field(let field): field.isInline
    default: true
    }
  }

  fileprivate var takesTime: Bool {
    switch kind {
    case .note, .chord, .rest: true
    default: false
    }
  }

  fileprivate var isTied: Bool {
    switch kind {
    case .note(let note): note.isTied
    case .chord(let chord): chord.isTied || chord.notes.contains(where: \.isTied)
    default: false
    }
  }
}
