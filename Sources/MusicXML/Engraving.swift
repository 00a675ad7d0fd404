import Music

/// A tune as staves of measures, before it is written down.
struct Engraving {
  var staves: [Staff] = []

  /// Reads every voice, numbers the measures and gives all staves the same ones; O(n).
  init(_ tune: Tune) {
    let voices = tune.voices
    let properties = Self.properties(of: tune)
    var general = Clef.treble
    for field in tune.inherited + tune.header where field.letter == "K" {
      general = Clef(reading: field.value) ?? general
    }
    for (number, voice) in voices.enumerated() {
      let own = properties[voice.name]
      staves.append(
        Staff(
          name: own?.name ?? (voices.count > 1 ? voice.name : ""),
          measures: StaffReading.measures(
            of: voice.elements, in: tune, clef: own?.clef ?? general,
            heading: number == 0 ? Self.heading(of: tune) : [])))
    }
    align()
  }

  /// Name and clef of each voice, from its `V:` fields wherever they stand.
  private static func properties(of tune: Tune) -> [String: (name: String?, clef: Clef?)] {
    var result: [String: (name: String?, clef: Clef?)] = [:]
    let inBody = tune.body.lazy.compactMap { element -> Field? in
      if case .field(let field) = element.kind { field } else { nil }
    }
    for field in tune.inherited + tune.header + inBody {
      guard case .voice(let id) = field.content else { continue }
      var own = result[id] ?? (nil, nil)
      let words = fieldWords(field.value).dropFirst()
      for word in words where word.hasPrefix("name=") || word.hasPrefix("nm=") {
        own.name = String(word.drop { $0 != "=" }.dropFirst().filter { $0 != "\"" })
      }
      // A clef in the body takes effect where it stands; the first one is the voice's.
      own.clef = own.clef ?? Clef(reading: words.joined(separator: " "))
      result[id] = own
    }
    return result
  }

  /// What stands over the first note: the tempo, and the order of the parts.
  private static func heading(of tune: Tune) -> [Tag] {
    var tags: [Tag] = []
    if let tempo = tune.tempo, tempo.perMinute > 0 || !tempo.text.isEmpty { tags.append(tempo.tag) }
    if let order = tune.values(of: "P").first, !order.isEmpty { tags.append(words(order, placement: "above")) }
    return tags
  }

  /// MusicXML wants the same measures in every part: the first staff's repeats, and bars of rest where a voice is short.
  private mutating func align() {
    let count = staves.map(\.measures.count).max() ?? 0
    for staff in staves.indices {
      while staves[staff].measures.count < count { staves[staff].measures.append(Measure()) }
    }
    number(&staves[0].measures)
    for index in 0..<count {
      let length = staves.map { $0.measures[index].length }.max() ?? .zero
      let first = staves[0].measures[index]
      for staff in staves.indices {
        staves[staff].measures[index].number = first.number
        staves[staff].measures[index].isImplicit = first.isImplicit
        staves[staff].measures[index].left = first.left
        staves[staff].measures[index].right = first.right
        if staves[staff].measures[index].isEmpty, length > .zero {
          var rest = ChordRest(notes: [], onset: .zero, duration: length, value: nil)
          rest.isMeasureRest = true
          staves[staff].measures[index].layers = [[rest]]
          staves[staff].measures[index].length = length
        }
      }
    }
  }

  /// Numbers bars as musicians count them: pickups and what completes a bar begun before do not count.
  private func number(_ measures: inout [Measure]) {
    var bars = 0
    var uncounted = 0
    /// What the bar being counted holds so far; nil where it is whole.
    var filled: Fraction?
    for index in measures.indices {
      let length = measures[index].length
      let isShort = measures[index].fullLength.map { length < $0 } ?? false
      let full = measures[index].fullLength ?? length
      let previous = index > 0 ? measures[index - 1].right : BarSign()
      let beginsPart = measures[index].left.repeats != nil || previous.repeats != nil || previous.style != nil
      let beginsEnding = !measures[index].left.endings.isEmpty && previous.style != "none"
      if index == 0, isShort, measures.count > 1 {
        measures[index].isImplicit = true
        measures[index].number = "0"
        continue
      }
      if isShort, let begun = filled, begun + length <= full, !beginsEnding {
        filled = begun + length == full ? nil : begun + length
      } else if isShort, filled == nil, beginsPart, length * 2 <= full, index > 0, !beginsEnding {
        filled = nil
      } else {
        bars += 1
        measures[index].number = String(bars)
        filled = isShort ? length : nil
        continue
      }
      uncounted += 1
      measures[index].isImplicit = true
      measures[index].number = "X\(uncounted)"
    }
  }
}
