import Music

extension Tune {
  /// The tune with chord symbols that fit its melody; itself where it has some already. O(n).
  ///
  /// The chords are found on the music as it is written, endings one after the other, and stand over the first voice,
  /// each before the note that it begins with. A chord that goes on over a bar line is not written again.
  public func harmonised() -> Tune {
    let plain = withoutMacros()
    guard !plain.body.contains(where: \.isChord) else { return self }
    let own = plain.indicesOfFirstVoice
    let chords = Harmoniser().chords(for: Score(performing: plain.playedStraight))
    guard !chords.isEmpty else { return self }
    let elements = own.map { plain.body[$0] }
    let rhythm = Rhythm(of: elements, meter: plain.meter, unitLength: plain.unitLength)
    var clock = Fraction.zero
    var next = 0
    var isOverlay = false
    var places: [(element: Int, symbol: String)] = []
    for (number, element) in elements.enumerated() where next < chords.count {
      switch element.kind {
      case .overlay: isOverlay = true
      case .bar(let line) where line.dividesBars: isOverlay = false
      case .note, .chord, .rest:
        guard !isOverlay else { continue }
        let duration = rhythm.duration(of: element, at: number) * 4
        if duration > .zero, chords[next].onset <= clock {
          while next + 1 < chords.count, chords[next + 1].onset <= clock { next += 1 }
          places.append((own[Tune.start(of: number, in: elements)], chords[next].value.notation))
          next += 1
        }
        clock += duration
      default: break
      }
    }
    var result = plain
    for place in places.reversed() { result.body.insert(Element(.quoted(place.symbol)), at: place.element) }
    return result
  }

  /// The place before a note's own signs: a symbol stands before them (ABC 2.1, section 4.20).
  private static func start(of number: Int, in elements: [Element]) -> Int {
    var start = number
    while start > 0 {
      switch elements[start - 1].kind {
      case .decoration, .graces, .slurStart, .tuplet: start -= 1
      default: return start
      }
    }
    return start
  }

  /// The elements of the body that ``voices`` gives to the first voice, fields about voices left out.
  private var indicesOfFirstVoice: [Int] {
    var first: String?
    var isFirst = true
    return body.indices.filter { index in
      if case .field(let field) = body[index].kind, case .voice(let name) = field.content {
        first = first ?? name
        isFirst = name == first
        return false
      }
      return isFirst
    }
  }

  /// The tune without repeats, endings, jumps and order of parts: every bar once, in the order written.
  private var playedStraight: Tune {
    var result = self
    result.header.removeAll { if case .parts = $0.content { true } else { false } }
    result.inherited.removeAll { if case .parts = $0.content { true } else { false } }
    for index in result.body.indices {
      switch result.body[index].kind {
      case .bar(let line):
        // An ending within a bar divides none.
        let sign = line.dividesBars ? (line.isDouble || line.endsPart && line.endings.isEmpty ? "||" : "|") : ""
        result.body[index].kind = .bar(BarLine(sign))
      case .decoration: result.body[index].kind = .spacer
      default: break
      }
    }
    return result
  }
}

extension Element {
  fileprivate var isChord: Bool {
    if case .quoted(let text) = kind { ChordSymbol(parsing: text) != nil } else { false }
  }
}
