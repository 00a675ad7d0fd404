/// Where `D.C.` and `D.S.` lead in a voice, and where the music ends then (ABC 2.1, section 4.14).
///
/// The standard names the signs; how they are played is the practice of all printed music: the passage that is gone back
/// to is played without repeats, with the last of its endings, up to `fine`, or to the first `coda` sign and on from the
/// second. A sign holds at the bar line behind it, so that the note it stands over is still played. Where a `D.C.` finds
/// neither `fine` nor `coda`, the music goes on behind it.
public struct Jumps: Hashable, Sendable {
  /// One going back.
  struct Jump: Hashable {
    /// The element at which the music goes back.
    var from: Int
    /// What is played then, each once.
    var passages: [Range<Int>]
    /// The element at which the music goes on.
    var goesOn: Int
  }

  /// In the order of the voice.
  private(set) var jumps: [Jump] = []

  /// No jumps.
  public init() {}

  /// Finds the jumps in `elements`, a voice of `tune`; O(n + jumps · log n).
  public init(in elements: [Element], of tune: Tune) { self.init(in: elements, symbols: tune.symbols) }

  /// Finds the jumps in `elements`, where letters stand for `symbols`.
  init(in elements: [Element], symbols: [Character: String]) {
    var signs: [(index: Int, sign: Sign)] = []
    var symbols = symbols
    for (index, element) in elements.enumerated() {
      switch element.kind {
      case .decoration(let text):
        if let sign = Sign(text, symbols: symbols) { signs.append((index, sign)) }
      case .field(let field):
        // A letter that is defined within the music means it from there on.
        if case .symbol(let letter, let meaning) = field.content { symbols[letter] = meaning }
      default: break
      }
    }
    guard signs.contains(where: \.sign.leadsBack) else { return }
    let bars = Bars(of: elements)
    let segno = signs.first { $0.sign == .segno }?.index ?? 0
    var codas = signs.filter { $0.sign == .coda }.map(\.index)[...]
    // "Da coda" says where to leave; without it the first coda sign does.
    let leaving = signs.first { $0.sign == .daCoda }?.index ?? codas.first
    let leave = leaving.map { elements.leavesBefore($0) ? $0 : bars.end(at: $0) }
    let fine = { (target: Int) in signs.first { $0.sign == .fine && $0.index >= target }.map { bars.end(at: $0.index) }
    }
    let (fineOfAll, fineBehindSegno) = (fine(0), fine(segno))
    for (index, sign) in signs where sign.leadsBack {
      let from = bars.end(at: index)
      guard from > jumps.last?.goesOn ?? 0 else { continue }
      let isFromTop = sign == .capo || sign == .capoToCoda
      let target = isFromTop ? 0 : segno
      guard target < from else { continue }
      while let coda = codas.first, coda < from { codas.removeFirst() }
      if let fine = isFromTop ? fineOfAll : fineBehindSegno, sign == .capo || sign == .dalSegno {
        jumps.append(Jump(from: from, passages: [target..<fine], goesOn: elements.count))
      } else if let leaving, let leave, leaving >= target, leaving < from, let coda = codas.first {
        jumps.append(Jump(from: from, passages: [target..<max(target, leave)], goesOn: coda))
      } else {
        jumps.append(Jump(from: from, passages: [target..<from], goesOn: from))
      }
    }
  }

  /// Jumps told by bars rather than elements, to be made in another voice; nil for what lies at the end of the voice.
  struct ByBar {
    fileprivate var jumps: [(from: Int?, passages: [(from: Int?, to: Int?)], goesOn: Int?)]

    /// The same jumps at the same bars of `elements`; O(n + jumps).
    func jumps(in elements: [Element]) -> Jumps {
      let bars = Bars(of: elements)
      func place(_ bar: Int?) -> Int { bar.map(bars.start(ofBar:)) ?? elements.count }
      var result = Jumps()
      result.jumps = jumps.map { jump in
        Jump(
          from: place(jump.from), passages: jump.passages.map { place($0.from)..<place($0.to) },
          goesOn: place(jump.goesOn))
      }
      return result
    }
  }

  /// These jumps of the voice `elements` by bars; O(n + jumps · log n).
  func byBar(in elements: [Element]) -> ByBar {
    let bars = Bars(of: elements)
    func bar(_ index: Int) -> Int? { index >= elements.count ? nil : bars.number(before: index) }
    return ByBar(
      jumps: jumps.map { jump in
        (bar(jump.from), jump.passages.map { (bar($0.lowerBound), bar($0.upperBound)) }, bar(jump.goesOn))
      })
  }

  private enum Sign {
    case segno, coda, daCoda, fine, capo, dalSegno, capoToCoda, segnoToCoda

    var leadsBack: Bool { self == .capo || self == .dalSegno || self == .capoToCoda || self == .segnoToCoda }

    init?(_ text: String, symbols: [Character: String]) {
      // Nearly every sign is one of the short ones that lead nowhere.
      if text.utf8.count == 1, symbols.isEmpty, text != "S", text != "O" { return nil }
      switch Tune.meaning(of: text, symbols: symbols).lowercased().filter({ $0.isLetter || $0.isNumber }) {
      case "segno": self = .segno
      case "coda": self = .coda
      case "dacoda": self = .daCoda
      case "fine": self = .fine
      case "dc", "dacapo", "dcalfine", "dacapoalfine": self = .capo
      case "ds", "dalsegno", "dsalfine", "dalsegnoalfine": self = .dalSegno
      case "dcalcoda", "dacapoalcoda": self = .capoToCoda
      case "dsalcoda", "dalsegnoalcoda": self = .segnoToCoda
      default: return nil
      }
    }
  }
}

extension Tune {
  /// The tune played as it is written, from the beginning to the end with its repeats: without an order of parts and
  /// without the signs that lead back; O(n).
  public func withoutJumps() -> Tune {
    let symbols = symbols
    var result = self
    result.header.removeAll { if case .parts = $0.content { true } else { false } }
    result.inherited.removeAll { if case .parts = $0.content { true } else { false } }
    result.body.removeAll { element in
      guard case .decoration(let text) = element.kind else { return false }
      return Jumps.leads(text, symbols: symbols)
    }
    return result
  }
}

extension Jumps {
  fileprivate static func leads(_ text: String, symbols: [Character: String]) -> Bool {
    Sign(text, symbols: symbols) != nil
  }
}

extension Element {
  fileprivate var dividesBars: Bool { if case .bar(let line) = kind { line.dividesBars } else { false } }
}

/// Where the bar lines of a voice stand.
private struct Bars {
  /// The elements that are bar lines, in order.
  private let lines: [Int]
  private let count: Int

  init(of elements: [Element]) {
    lines = elements.indices.filter { elements[$0].dividesBars }
    count = elements.count
  }

  /// How many bar lines stand before `index`; O(log n).
  func number(before index: Int) -> Int {
    var (low, high) = (0, lines.count)
    while low < high {
      let middle = (low + high) / 2
      if lines[middle] < index { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The element behind the first bar line at or behind `index`; O(log n).
  func end(at index: Int) -> Int {
    let next = number(before: index)
    return next < lines.count ? lines[next] + 1 : count
  }

  /// The element behind `number` bar lines, the end where there are fewer.
  func start(ofBar number: Int) -> Int { number == 0 ? 0 : number <= lines.count ? lines[number - 1] + 1 : count }
}

extension [Element] {
  /// Whether a coda sign is left for the coda before the note it stands over, as that note begins a bar; else it is at
  /// the bar line behind it.
  fileprivate func leavesBefore(_ index: Int) -> Bool {
    let isOverNote = self[index...].first { $0.takesTime || $0.dividesBars }?.takesTime ?? false
    return isOverNote && self[..<index].last { $0.takesTime || $0.dividesBars }?.dividesBars ?? true
  }
}

extension Element {
  fileprivate var takesTime: Bool {
    switch kind {
    case .note, .chord, .rest: true
    default: false
    }
  }
}
