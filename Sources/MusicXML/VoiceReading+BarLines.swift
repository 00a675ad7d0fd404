import Music

extension VoiceReading {
  /// Ends a measure, and says what its bar line means; bar lines without music between them are one.
  mutating func cross(_ line: BarLine, at index: Int) {
    if measure.isEmpty { unevenNotes = [] } else { endMeasure() }
    if line.dividesBars { scope.crossBarLine() }
    pending.hasSpace = true
    let jumps = repeats.jumps[index] ?? 0
    let closes = line.endsPart || !line.endings.isEmpty || jumps > 0
    if !ending.isEmpty, closes {
      let isClosed = jumps > 0 || line.repeatsBefore > 0 || !line.endings.isEmpty || style(of: line) == "light-heavy"
      closeEnding(as: isClosed ? "stop" : "discontinue")
      // A tie before a repeat does not lead to the ending written next.
      if jumps > 0 { ties.clear() }
    }
    if let end = measures.indices.last {
      var sign = measures[end].right
      sign.style = sign.isDrawn ? Self.stronger(sign.style, style(of: line)) : style(of: line)
      sign.isDrawn = true
      if jumps > 0 {
        sign.repeats = max(sign.repeats ?? 0, jumps + 1)
        sign.style = "light-heavy"
      }
      if pending.marks.contains(where: { $0.tag.name == "fermata" }) { sign.hasFermata = true }
      measures[end].right = sign
      measures[end].behind += pending.closings
      pending.closings = []
    }
    pending.marks = []
    if line.repeatsAfter > 0 || repeats.starts.contains(index + 1) {
      measure.left.repeats = 2
      measure.left.style = "heavy-light"
    }
    guard !line.endings.isEmpty else { return }
    let label = line.endings.map(String.init).joined(separator: ",") + "."
    if repeats.starts.contains(index + 1) {
      // An ending that is the beginning of the next repeated part cannot be both: its number is printed as words.
      pending.directions.insert(words(label, placement: "above", style: "bold"), at: 0)
    } else {
      ending = repeats.passes[index]?.sorted() ?? Array(Set(line.endings)).sorted()
      measure.left.endings = ending
      measure.left.label = label
    }
  }

  /// MusicXML's name of a bar line's strokes; nil for a single one.
  private func style(of line: BarLine) -> String? {
    if line.repeatsBefore > 0 { return "light-heavy" }
    switch line.notation {
    case "": return "none"
    case "|": return nil
    case "[|]", "[]": return "none"
    case let signs where signs.hasPrefix("[|"): return "heavy-light"
    case let signs where signs.hasSuffix("]"): return "light-heavy"
    default: return line.isDouble ? "light-light" : nil
    }
  }

  private static func stronger(_ one: String?, _ other: String?) -> String? {
    let order = ["none", nil, "heavy-light", "light-light", "light-heavy"]
    let rank = { (style: String?) in order.firstIndex(of: style) ?? 1 }
    return rank(one) >= rank(other) ? one : other
  }

  mutating func closeEnding(as type: String) {
    if let end = measures.indices.last, measure.left.endings.isEmpty {
      measures[end].right.endings = ending
      measures[end].right.endingType = type
    }
    ending = []
    measure.left.endings = []
  }

  /// Puts the measure away and begins another.
  mutating func endMeasure() {
    closeTuplet(for: false)
    spreadOverlays()
    placeUnevenNotes()
    measure.length = measure.layers.compactMap { $0.last?.end }.max() ?? .zero
    for index in measure.layers.indices { beam(&measure.layers[index]) }
    keepWholeRestsAlone()
    measures.append(measure)
    measureStart += measure.length
    measure = Measure()
    position = .zero
    layer = 0
    shown = [:]
    pending.hasSpace = true
  }

  /// Notes of chords that last longer or shorter than their first note go to voices of their own, up to the bar line.
  private mutating func placeUnevenNotes() {
    let end = measure.layers[0].last?.end ?? .zero
    let own = measure.layers.count
    for uneven in unevenNotes {
      let duration = min(uneven.duration, end - uneven.onset)
      guard duration > .zero else { continue }
      var target = own
      while target < measure.layers.count, let last = measure.layers[target].last,
        last.onset == uneven.onset ? last.duration != duration : last.end > uneven.onset
      { target += 1 }
      if target == measure.layers.count { measure.layers.append([]) }
      if let last = measure.layers[target].indices.last, measure.layers[target][last].onset == uneven.onset {
        measure.layers[target][last].notes.append(uneven.note)
      } else {
        measure.layers[target].append(
          ChordRest(notes: [uneven.note], onset: uneven.onset, duration: duration, value: NoteValue(duration)))
      }
    }
    unevenNotes = []
  }

  /// Cuts overlays that go back several bars at the bar lines, and puts each piece into its own measure.
  private mutating func spreadOverlays() {
    for (layer, first) in longOverlays {
      var stems = Array(measure.layers[layer].reversed())
      measure.layers[layer] = []
      var start = Fraction.zero
      for index in first..<measures.count {
        let end = start + measures[index].length
        var own: [ChordRest] = []
        while var stem = stems.last, stem.onset < end {
          stems.removeLast()
          if stem.end > end { stems.append(stem.cutting(at: end)) }
          stem.onset = stem.onset - start
          own.append(stem)
        }
        beam(&own)
        measures[index].layers.append(own)
        start = end
      }
      measure.layers[layer] = stems.reversed().map { stem in
        var stem = stem
        stem.onset = stem.onset - start
        return stem
      }
    }
    guard !longOverlays.isEmpty else { return }
    longOverlays = []
    // Signs that wait for an end know notes by their places, which are others now.
    ties.clear()
    slurs = SlurReading()
    last = nil
    lastNotes = nil
  }

  private func beam(_ layer: inout [ChordRest]) {
    let signs = beams(
      of: layer.map { stem in
        Stem(
          flags: stem.notes.isEmpty ? 0 : stem.value?.flags ?? 0, breaks: stem.breaksBeam,
          length: stem.value?.length ?? stem.duration)
      })
    for index in layer.indices { layer[index].beams = signs[index] }
  }

  /// A rest of a whole bar with something behind it after all is written with its own value.
  private mutating func keepWholeRestsAlone() {
    for layer in measure.layers.indices where measure.layers[layer].count > 1 {
      for index in measure.layers[layer].indices where measure.layers[layer][index].isMeasureRest {
        measure.layers[layer][index].isMeasureRest = false
        measure.layers[layer][index].value = NoteValue(measure.layers[layer][index].duration)
      }
    }
  }
}
