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

  /// Finds the jumps in `elements`, a voice of `tune`; O(n) and no more where there are none.
  public init(in elements: [Element], of tune: Tune) {
    var signs: [(index: Int, sign: Sign)] = []
    var symbols = tune.symbols
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
    let segno = signs.first { $0.sign == .segno }?.index
    let codas = signs.filter { $0.sign == .coda }.map(\.index)
    // "Da coda" says where to leave; without it the first coda sign does.
    let leaving = signs.first { $0.sign == .daCoda }?.index ?? codas.first
    for (index, sign) in signs {
      guard sign == .capo || sign == .dalSegno || sign == .capoToCoda || sign == .segnoToCoda else { continue }
      let from = elements.endOfBar(at: index)
      guard from > jumps.last?.goesOn ?? 0 else { continue }
      let target = sign == .capo || sign == .capoToCoda ? 0 : segno ?? 0
      guard target < from else { continue }
      let fine = signs.first { $0.sign == .fine && $0.index >= target }.map { elements.endOfBar(at: $0.index) }
      if let fine, sign == .capo || sign == .dalSegno {
        jumps.append(Jump(from: from, passages: [target..<fine], goesOn: elements.count))
      } else if let leaving, leaving >= target, leaving < from, let coda = codas.first(where: { $0 >= from }) {
        let leave = elements.leavingPlace(at: leaving)
        jumps.append(Jump(from: from, passages: [target..<max(target, leave)], goesOn: coda))
      } else {
        jumps.append(Jump(from: from, passages: [target..<from], goesOn: from))
      }
    }
  }

  /// The same jumps at the same bars of another voice.
  func carried(from elements: [Element], to others: [Element]) -> Jumps {
    guard !jumps.isEmpty else { return self }
    let bars = others.indices.filter { others[$0].dividesBars }
    func place(_ index: Int) -> Int {
      if index >= elements.count { return others.count }
      let passed = elements[..<index].count(where: \.dividesBars)
      return passed == 0 ? 0 : passed <= bars.count ? bars[passed - 1] + 1 : others.count
    }
    var result = Jumps()
    result.jumps = jumps.map { jump in
      Jump(
        from: place(jump.from), passages: jump.passages.map { place($0.lowerBound)..<place($0.upperBound) },
        goesOn: place(jump.goesOn))
    }
    return result
  }

  private enum Sign {
    case segno, coda, daCoda, fine, capo, dalSegno, capoToCoda, segnoToCoda

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

extension [Element] {
  /// The element behind the first bar line at or behind `index`.
  fileprivate func endOfBar(at index: Int) -> Int {
    (self[index...].firstIndex(where: \.dividesBars) ?? count - 1) + 1
  }

  /// Where a coda sign is left for the coda: before the note it stands over where that note begins a bar, else at the
  /// bar line behind it.
  fileprivate func leavingPlace(at index: Int) -> Int {
    let isOverNote = self[index...].first { $0.takesTime || $0.dividesBars }?.takesTime ?? false
    let beginsBar = self[..<index].last { $0.takesTime || $0.dividesBars }?.dividesBars ?? true
    return isOverNote && beginsBar ? index : endOfBar(at: index)
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
