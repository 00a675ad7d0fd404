import Music

extension Tune {
  /// The tune spaced as people write it: notes beamed by the beat, bars apart, parts on lines of their own, a double or
  /// repeat bar line at the end of each; O(n).
  ///
  /// What sounds stays the same. Blanks and line ends of the tune as it was are replaced.
  ///
  /// - Parameter barsPerLine: how many full bars go on a line; pickups are not counted.
  public func laidOut(barsPerLine: Int = 4) -> Tune {
    var result = withoutMacros()
    var layout = Layout(result, barsPerLine: barsPerLine)
    result.body = layout.run()
    return result
  }
}

private struct Layout {
  let elements: [Element]
  let rhythm: Rhythm
  let barsPerLine: Int
  /// The last note or chord, -1 where there is none.
  let lastSounding: Int
  var output: [Element] = []
  /// Whether a note was written.
  var hasMusic = false
  /// Whole notes since the bar line.
  var position = Fraction.zero
  var bars = 0
  var isInEnding = false
  /// Notes left of a tuplet, which is beamed as one and stands apart from what follows.
  var tupletLeft = 0
  var endedTuplet = false
  /// The beat that the last beam began in.
  var beamedBeat = 0

  init(_ tune: Tune, barsPerLine: Int) {
    elements = tune.body.filter {
      switch $0.kind {
      case .space, .lineEnd, .spacer: false
      default: true
      }
    }
    lastSounding =
      elements.lastIndex {
        if case .note = $0.kind { true } else if case .chord = $0.kind { true } else { false }
      } ?? -1
    rhythm = Rhythm(of: elements, meter: tune.meter, unitLength: tune.unitLength)
    self.barsPerLine = barsPerLine
  }

  mutating func run() -> [Element] {
    var index = 0
    while index < elements.count {
      let element = elements[index]
      switch element.kind {
      case .bar:
        index = writeBarLine(at: index)
        continue
      case .note, .chord, .rest:
        writeGap(before: index)
        if startsBeam { beamedBeat = beat(at: index) }
        output.append(element)
        if case .note = element.kind { hasMusic = true }
        position += rhythm.duration(of: element, at: index)
        endedTuplet = tupletLeft == 1
        tupletLeft = max(0, tupletLeft - 1)
      case .tuplet(let tuplet):
        writeGap(before: index)
        output.append(element)
        tupletLeft = tuplet.reach
      case .field(let field) where field.isInline:
        put(.space)
        output.append(element)
      case .graces, .decoration, .quoted, .slurStart:
        writeGap(before: index)
        output.append(element)
      default: output.append(element)
      }
      index += 1
    }
    finish()
    return output
  }

  /// Whether the next note is the first of a beam.
  private var startsBeam: Bool {
    switch output.last?.kind {
    case nil, .space?, .lineEnd?, .bar?, .tuplet?: true
    default: false
    }
  }

  /// A blank where a beam ends, unless a sign binds the next note to the last.
  private mutating func writeGap(before index: Int) {
    guard position > .zero, let last = output.last else { return }
    switch last.kind {
    case .note, .chord, .rest, .slurEnd: break
    default: return
    }
    guard tupletLeft == 0 else { return }
    let beat = beat(at: index)
    if endedTuplet || beat != beamedBeat { put(.space) }
  }

  /// Which of the lengths that are beamed together the present position lies in.
  private func beat(at index: Int) -> Int {
    let beats = position / (rhythm.meter(at: index)?.beamLength ?? Fraction(1, 4))
    return beats.numerator / beats.denominator
  }

  private mutating func put(_ kind: Element.Kind) {
    switch output.last?.kind {
    case nil, .space?, .lineEnd?: return
    default: output.append(Element(kind))
    }
  }

  /// Writes a run of bar lines as one, and the end of the line where one is due.
  private mutating func writeBarLine(at start: Int) -> Int {
    var end = start
    var before = 0
    var after = 0
    var endings: [Int] = []
    var isDouble = false
    while end < elements.count, case .bar(let line) = elements[end].kind {
      before = max(before, line.repeatsBefore)
      after = max(after, line.repeatsAfter)
      endings += line.endings
      isDouble = isDouble || line.isDouble
      end += 1
    }
    let meter = rhythm.meter(at: start)
    let barLength = meter?.barLength ?? .one
    if position * 2 > barLength { bars += 1 }
    let isLast = end > lastSounding

    if before > 0 {
      put(.space)
      output.append(Element(.bar(Self.line(before: before, endings: endings))))
      isInEnding = !endings.isEmpty
      if endings.isEmpty || after > 0 {
        endLine(unless: isLast)
      } else {
        output.append(Element(.space))
      }
      if after > 0 { open(after, endings: []) }
    } else if after > 0 {
      if hasMusic, bars > 0 || isInEnding {
        put(.space)
        output.append(Element(.bar(BarLine("||"))))
        endLine(unless: isLast)
      }
      open(after, endings: endings)
    } else if isLast {
      put(.space)
      output.append(Element(.bar(BarLine(endings.isEmpty ? "|]" : "|", endings: endings))))
    } else {
      put(.space)
      output.append(Element(.bar(BarLine(isDouble ? "||" : "|", endings: endings))))
      if !endings.isEmpty { isInEnding = true }
      if isDouble || bars >= barsPerLine && endings.isEmpty && !isInEnding {
        endLine(unless: false)
      } else {
        output.append(Element(.space))
      }
    }
    position = .zero
    return end
  }

  private static func line(before: Int, endings: [Int]) -> BarLine {
    BarLine(String(repeating: ":", count: before) + "|", repeatsBefore: before, endings: endings)
  }

  private mutating func open(_ after: Int, endings: [Int]) {
    output.append(
      Element(.bar(BarLine("|" + String(repeating: ":", count: after), repeatsAfter: after, endings: endings))))
    output.append(Element(.space))
    isInEnding = false
  }

  private mutating func endLine(unless isLast: Bool) {
    bars = 0
    isInEnding = false
    if !isLast { output.append(Element(.lineEnd(continued: false))) }
  }

  /// Ends the last line, without blanks before its end.
  private mutating func finish() {
    while case .space? = output.last?.kind { output.removeLast() }
    output.append(Element(.lineEnd(continued: false)))
  }
}
