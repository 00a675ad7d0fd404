import Music

/// A tune as parts of measures, before it is written down.
struct Engraving {
  var parts: [Part] = []

  /// Reads every voice, numbers the measures and gives all parts the same ones; O(n).
  init(_ tune: Tune) {
    let voices = tune.voices
    for (number, voice) in voices.enumerated() {
      // A name in the music counts as well: it is printed once, before the first measure.
      let names = tune.body.lazy.compactMap { element -> String? in
        guard case .field(let field) = element.kind, field.content == .voice(voice.name) else { return nil }
        return field.staff?.name
      }
      let name = tune.staff(ofVoice: voice.name).name ?? names.first ?? (voices.count > 1 ? voice.name : "")
      parts.append(
        Part(
          name: Field.plainText(name),
          measures: VoiceReading.measures(of: voice, in: tune, heading: number == 0 ? Self.heading(of: tune) : [])))
    }
    align()
  }

  /// What stands over the first note: the tempo, and the order of the parts.
  private static func heading(of tune: Tune) -> [Tag] {
    var tags: [Tag] = []
    if let tempo = tune.tempo, tempo.perMinute > 0 || !tempo.text.isEmpty { tags.append(tempo.tag) }
    if let order = tune.values(of: "P").first, !order.isEmpty { tags.append(words(order, placement: "above")) }
    return tags
  }

  /// MusicXML wants the same measures in every part: the first part's repeats, and bars of rest where a voice is short.
  private mutating func align() {
    let count = parts.map(\.measures.count).max() ?? 0
    for part in parts.indices {
      while parts[part].measures.count < count { parts[part].measures.append(Measure()) }
    }
    number(&parts[0].measures)
    for index in 0..<count {
      let length = parts.map { $0.measures[index].length }.max() ?? .zero
      let first = parts[0].measures[index]
      for part in parts.indices {
        parts[part].measures[index].number = first.number
        parts[part].measures[index].isImplicit = first.isImplicit
        parts[part].measures[index].left = first.left
        parts[part].measures[index].right = first.right
        if parts[part].measures[index].isEmpty, length > .zero {
          var rest = ChordRest(notes: [], onset: .zero, duration: length, value: nil)
          rest.isMeasureRest = true
          parts[part].measures[index].layers = [[rest]]
          parts[part].measures[index].length = length
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
