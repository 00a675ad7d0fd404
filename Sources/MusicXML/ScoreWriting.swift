import Music

extension Engraving {
  /// `<part-list>`: a part a voice, its name printed where there are several.
  func partList(_ instrument: MusicXMLDocument.Instrument) -> Tag {
    Tag(
      "part-list", [:],
      parts.indices.map { index in
        let id = "P\(index + 1)"
        let name = parts[index].name
        let isPrinted = parts.count > 1 || !name.isEmpty
        return Tag(
          "score-part", ["id": id],
          [
            Tag("part-name", text: name.isEmpty ? instrument.name : name).with("print-object", isPrinted ? nil : "no"),
            Tag("score-instrument", ["id": "\(id)-I1"], [Tag("instrument-name", text: instrument.name)]),
            Tag(
              "midi-instrument", ["id": "\(id)-I1"],
              [Tag("midi-channel", 1 + index % 9), Tag("midi-program", instrument.program + 1)]),
          ])
      })
  }

  /// `<part>` after `<part>`.
  var partTags: [Tag] {
    let divisions = Divisions(of: parts)
    return parts.indices.map { index in
      Tag(
        "part", ["id": "P\(index + 1)"],
        parts[index].measures.enumerated().map { number, measure in
          measure.tag(divisions, isFirst: number == 0, printsSystems: index == 0)
        })
    }
  }
}

/// How many parts a crotchet has, so that every duration is a whole number of them.
struct Divisions {
  let perQuarter: Int

  /// More than this many are of no use to readers that count in 32 bits; lengths that need them are rounded.
  private static let limit = 1_000_000

  init(of parts: [Part]) {
    var multiple = 1
    for stem in parts.lazy.flatMap({ $0.measures }).flatMap({ $0.layers }).joined() {
      for time in [stem.duration * 4, stem.onset * 4] where multiple % time.denominator != 0 {
        var (a, b) = (multiple, time.denominator)
        while b != 0 { (a, b) = (b, a % b) }
        let (product, overflows) = (multiple / a).multipliedReportingOverflow(by: time.denominator)
        if !overflows, product <= Self.limit { multiple = product }
      }
    }
    perQuarter = multiple
  }

  /// A length in whole notes as a number of divisions, 1 at least.
  func count(_ length: Fraction) -> Int {
    let count = length * 4 * Fraction(perQuarter)
    if count.isWhole { return min(max(1, count.numerator), Int(Int32.max)) }
    return max(1, Int(min(count.double.rounded(), Double(Int32.max))))
  }
}

extension Measure {
  /// `<measure>` with all its voices.
  func tag(_ divisions: Divisions, isFirst: Bool, printsSystems: Bool) -> Tag {
    var children: [Tag] = []
    if startsSystem, printsSystems { children.append(Tag("print", ["new-system": "yes"])) }
    if let sign = left.tag(isRight: false) { children.append(sign) }
    if let attributes = attributes.tag(divisions: isFirst ? divisions.perQuarter : nil) { children.append(attributes) }
    var position = 0
    for (index, stems) in layers.enumerated() where !stems.isEmpty {
      if position > 0 { children.append(Tag("backup", [:], [Tag("duration", position)])) }
      position = 0
      var time = Fraction.zero
      for stem in stems {
        if stem.onset > time {
          let gap = divisions.count(stem.onset - time)
          children.append(Tag("forward", [:], [Tag("duration", gap)]))
          position += gap
        }
        children += stem.tags(divisions, voice: index + 1)
        position += divisions.count(stem.duration)
        time = stem.end
      }
    }
    children += behind
    if let sign = right.tag(isRight: true) { children.append(sign) }
    return Tag("measure", ["number": number], children).with("implicit", isImplicit ? "yes" : nil)
  }
}

extension BarSign {
  /// `<barline>`; nil for a single stroke without meaning.
  func tag(isRight: Bool) -> Tag? {
    var children: [Tag] = []
    if let style { children.append(Tag("bar-style", text: style)) }
    if hasFermata { children.append(Tag("fermata")) }
    if !endings.isEmpty {
      let numbers = endings.map(String.init).joined(separator: ",")
      children.append(
        isRight
          ? Tag("ending", ["number": numbers, "type": endingType])
          : Tag("ending", ["number": numbers, "type": "start"], text: label))
    }
    if let repeats {
      let sign = Tag("repeat", ["direction": isRight ? "backward" : "forward"])
      children.append(sign.with("times", isRight && repeats > 2 ? String(repeats) : nil))
    }
    return children.isEmpty ? nil : Tag("barline", ["location": isRight ? "right" : "left"], children)
  }
}
