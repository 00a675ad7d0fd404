import Music

extension ChordRest {
  /// What is printed before it, its grace notes, and a `<note>` for every head.
  func tags(_ divisions: Divisions, voice: Int) -> [Tag] {
    var result = before
    result += graces.map { $0.tag(voice: voice) }
    guard !notes.isEmpty else { return result + [rest(divisions, voice: voice)] }
    for (index, note) in notes.enumerated() {
      var children = index > 0 ? [Tag("chord")] : []
      children += [note.pitchTag, Tag("duration", divisions.count(duration))]
      if note.endsTie { children.append(Tag("tie", ["type": "stop"])) }
      if note.startsTie { children.append(Tag("tie", ["type": "start"])) }
      children += shape(voice: voice, accidental: note.accidental)
      if index == 0 { children += beamTags(beams) }
      let notations = notationTags(of: note, isFirst: index == 0)
      if !notations.isEmpty { children.append(Tag("notations", [:], notations)) }
      if index == 0 { children += syllables.map(\.tag) }
      result.append(Tag("note", [:], children))
    }
    return result
  }

  private func rest(_ divisions: Divisions, voice: Int) -> Tag {
    var children = [
      Tag("rest").with("measure", isMeasureRest ? "yes" : nil), Tag("duration", divisions.count(duration)),
    ]
    children += shape(voice: voice, accidental: nil)
    let notations = tupletTags + markTags
    if !notations.isEmpty { children.append(Tag("notations", [:], notations)) }
    return Tag("note", [:], children).with("print-object", isVisible ? nil : "no")
  }

  private func shape(voice: Int, accidental: String?) -> [Tag] {
    var children = [Tag("voice", voice)]
    if let value { children += value.tags }
    if let accidental { children.append(Tag("accidental", text: accidental)) }
    if let ratio {
      children.append(
        Tag("time-modification", [:], [Tag("actual-notes", ratio.actual), Tag("normal-notes", ratio.normal)]))
    }
    return children
  }

  private func notationTags(of note: StaffNote, isFirst: Bool) -> [Tag] {
    var tags: [Tag] = []
    if note.endsTie { tags.append(Tag("tied", ["type": "stop"])) }
    if note.startsTie { tags.append(Tag("tied", ["type": "start"])) }
    guard isFirst else { return tags + marks.map(\.tag).filter { $0.name == "arpeggiate" } }
    tags += endsSlurs.map { Tag("slur", ["type": "stop", "number": String($0)]) }
    tags += startsSlurs.map { Tag("slur", ["type": "start", "number": String($0)]) }
    return tags + tupletTags + markTags
  }

  private var tupletTags: [Tag] {
    (startsTuplet ? [Tag("tuplet", ["type": "start", "number": "1"])] : [])
      + (endsTuplet ? [Tag("tuplet", ["type": "stop", "number": "1"])] : [])
  }

  private var markTags: [Tag] {
    let groups = ["ornaments", "technical", "articulations"].compactMap { group in
      let own = marks.filter { $0.group == group }.map(\.tag)
      return own.isEmpty ? nil : Tag(group, [:], own)
    }
    return groups + marks.filter { $0.group == nil }.map(\.tag)
  }
}

extension Grace {
  func tag(voice: Int) -> Tag {
    var children = [Tag("grace").with("slash", isSlashed ? "yes" : nil), note.pitchTag, Tag("voice", voice)]
    children += value.tags
    if let accidental = note.accidental { children.append(Tag("accidental", text: accidental)) }
    return Tag("note", [:], children + beamTags(beams))
  }
}

extension StaffNote {
  /// `<pitch>`; MusicXML counts octaves from the one below the bass staff, middle C being in the fourth.
  var pitchTag: Tag {
    var children = [Tag("step", text: String(step.letter))]
    if alteration != 0 { children.append(Tag("alter", alteration)) }
    return Tag("pitch", [:], children + [Tag("octave", max(0, min(9, octave + 4)))])
  }
}

extension NoteValue {
  var tags: [Tag] { [Tag("type", text: name)] + Array(repeating: Tag("dot"), count: dots) }
}

extension Accidental {
  /// MusicXML's name of it.
  var name: String {
    switch self {
    case .doubleFlat: "flat-flat"
    case .flat: "flat"
    case .natural: "natural"
    case .sharp: "sharp"
    case .doubleSharp: "double-sharp"
    }
  }
}

extension WrittenPitch {
  /// MusicXML's name of the accidental as written. A microtone has its own sign where there is one; it is to sound as
  /// Lilt plays it, as the nearest semitone.
  var accidentalName: String? {
    guard let accidental else { return nil }
    switch (accidental, microtone.map { Fraction(Int($0.over), Int($0.under)) }) {
    case (.sharp, Fraction(1, 2)): return "quarter-sharp"
    case (.flat, Fraction(1, 2)): return "quarter-flat"
    case (.sharp, Fraction(3, 2)): return "three-quarters-sharp"
    case (.flat, Fraction(3, 2)): return "three-quarters-flat"
    case (_, .some): return writtenAlteration.flatMap(Accidental.init(alteration:))?.name
    default: return accidental.name
    }
  }
}

extension Lyrics.Syllable {
  /// `<lyric>`: a syllable, or the line that goes on from one.
  var tag: Tag {
    guard !text.isEmpty else {
      return Tag("lyric", ["number": String(verse)], [Tag("extend", ["type": isHeld ? "continue" : "stop"])])
    }
    let syllabic =
      switch (continuesWord, leadsOn) {
      case (false, false): "single"
      case (false, true): "begin"
      case (true, true): "middle"
      case (true, false): "end"
      }
    var children = [Tag("syllabic", text: syllabic), Tag("text", text: Field.plainText(text))]
    if isHeld { children.append(Tag("extend", ["type": "start"])) }
    return Tag("lyric", ["number": String(verse)], children)
  }
}

private func beamTags(_ beams: [String]) -> [Tag] {
  beams.enumerated().map { Tag("beam", ["number": String($0 + 1)], text: $1) }
}
