import Music

/// Reads one voice of a tune into measures.
///
/// Times are whole notes. What stands between notes waits in `pending` for the note, the measure or the end it belongs to.
struct VoiceReading {
  let tune: Tune
  let elements: [Element]
  let rhythm: Rhythm
  let lyrics: Lyrics
  let repeats: RepeatSigns
  let codas: Int
  let hasFine: Bool

  var measures: [Measure] = []
  var measure = Measure()
  /// The voice of the measure that is being read: 0, or more behind `&`.
  var layer = 0
  /// Whole notes since the start of the measure.
  var position = Fraction.zero
  /// Whole notes before the measure.
  var measureStart = Fraction.zero
  var pending = Pending()
  var scope: AccidentalScope
  /// The alterations a reader of the staff knows of, by place; the key's where there is none.
  var shown: [Int: Int] = [:]
  var ties = TieReading()
  var slurs = SlurReading()
  var tuplet: OpenTuplet?
  var key: Key
  var meter: Meter?
  var staff: Staff
  /// The clef in force; nil for one that is not known, which is written as a treble clef.
  var clef: Clef? { staff.clef.flatMap(Clef.init) }
  /// The numbers of the ending that is open.
  var ending: [Int] = []
  var openWedge = false
  var codasSeen = 0
  var unevenNotes: [UnevenNote] = []
  /// Voices of the measure that began in an earlier one (`&&`), and which one that is.
  var longOverlays: [(layer: Int, first: Int)] = []
  /// The last stem of the layer that is being read.
  var last: StemAddress?
  /// The last one with notes, at which a slur can end.
  var lastNotes: StemAddress?

  /// What waits for its note.
  struct Pending {
    var attributes = Attributes()
    var directions: [Tag] = []
    /// What belongs behind the last note where a bar line comes first.
    var closings: [Tag] = []
    var graces: [Grace] = []
    var marks: [Mark] = []
    var slurs = 0
    var hasSpace = true
    var isBroken = false
    var startsSystem = false
  }

  /// A note of a chord that does not last as long as the first one.
  struct UnevenNote {
    var note: StaffNote
    var onset: Fraction
    var duration: Fraction
  }

  /// The measures of a voice of `tune`, one at least; O(n).
  ///
  /// - Parameter heading: what is printed over the first note.
  static func measures(of voice: Tune.Voice, in tune: Tune, heading: [Tag]) -> [Measure] {
    var reading = VoiceReading(voice, of: tune)
    reading.pending.directions = heading
    reading.read()
    return reading.measures
  }

  private init(_ voice: Tune.Voice, of tune: Tune) {
    self.tune = tune
    elements = voice.elements
    staff = tune.staff(ofVoice: voice.name)
    key = tune.key
    meter = tune.meter
    scope = AccidentalScope(key: tune.key)
    scope.reach = tune.accidentalReach
    rhythm = Rhythm(of: elements, meter: tune.meter, unitLength: tune.unitLength)
    lyrics = Lyrics(of: elements)
    repeats = RepeatSigns(of: elements)
    let signs = elements.compactMap { if case .decoration(let sign) = $0.kind { tune.meaning(of: sign) } else { nil } }
    codas = signs.count { $0 == "coda" }
    hasFine = signs.contains("fine")
    measure.attributes = Attributes(key: key, meter: .some(meter), clef: clef ?? .treble)
    if let transposition = staff.transposition, transposition != 0 { measure.attributes.transposition = transposition }
  }

  private mutating func read() {
    if repeats.starts.contains(0) { measure.left = BarSign(style: "heavy-light", repeats: 2) }
    for index in elements.indices { read(elements[index].kind, at: index) }
    if !measure.isEmpty { endMeasure() }
    if !ending.isEmpty { closeEnding(as: "discontinue") }
    if measures.isEmpty { endMeasure() }
    measures[measures.count - 1].behind += pending.directions + pending.closings
    if openWedge { measures[measures.count - 1].behind.append(wedge("stop")) }
  }

  private mutating func read(_ kind: Element.Kind, at index: Int) {
    switch kind {
    case .note(let note): add([note], isTied: note.isTied, scale: rhythm.scales[index], at: index)
    case .chord(let chord):
      add(chord.notes, isTied: chord.isTied, scale: chord.length * rhythm.scales[index], at: index)
    case .rest(let rest): addRest(rest, at: index)
    case .graces(let notes, let slashed): addGraces(notes, slashed: slashed)
    case .tuplet(let written):
      closeTuplet(for: true)
      tuplet = OpenTuplet(written, in: rhythm.meter(at: index))
    case .broken: pending.isBroken = true
    case .bar(let line): cross(line, at: index)
    case .decoration(let name): decorate(name)
    case .quoted(let text): pending.directions += quotation(Field.plainText(text))
    case .slurStart: pending.slurs += 1
    case .slurEnd: endSlur()
    case .field(let field): apply(field)
    case .overlay(let bars): beginLayer(bars: bars)
    case .space: pending.hasSpace = true
    case .lineEnd(let continued):
      pending.hasSpace = true
      if !continued { pending.startsSystem = true }
    default: break
    }
  }

  private mutating func beginLayer(bars: Int) {
    guard !measure.isEmpty || bars > 1 && !measures.isEmpty else { return }
    closeTuplet(for: false)
    scope.beginOverlay()
    // The other voice shows its own accidentals: it is read by itself.
    shown = [:]
    layer += 1
    measure.layers.append([])
    if bars > 1 { longOverlays.append((layer, max(0, measures.count + 1 - bars))) }
    position = .zero
    pending.hasSpace = true
    last = nil
    lastNotes = nil
  }

  private mutating func addGraces(_ notes: [Note], slashed: Bool) {
    // One grace note is drawn as a quaver, several as semiquavers.
    let unit = Fraction(1, notes.count == 1 ? 8 : 16)
    var graces = notes.map { note in
      let alteration = scope.alteration(of: note.pitch)
      return Grace(
        note: staffNote(note.pitch, alteration: alteration), value: NoteValue(nearest: unit * note.length),
        isSlashed: slashed)
    }
    let signs = beams(of: graces.map { Stem(flags: $0.value.flags, breaks: false, length: $0.value.length) })
    for index in graces.indices { graces[index].beams = signs[index] }
    pending.graces += graces
  }

  private mutating func decorate(_ name: String) {
    switch Decoration(tune.meaning(of: name)) {
    case .mark(let mark)?: pending.marks.append(mark)
    case .opening(let tag)?: pending.directions.append(tag)
    case .going(let going)?: pending.closings.append(going.tag(endsAtFine: hasFine))
    case .coda?:
      codasSeen += 1
      if codas > 1, codasSeen < codas {
        // The sign alone would be taken for the coda's beginning.
        pending.closings.append(
          words("To Coda", placement: "above", style: "bold", sound: Tag("sound", ["tocoda": "coda"])))
      } else {
        pending.directions.append(
          direction([Tag("coda")], placement: "above", sound: Tag("sound", ["coda": "coda"])))
      }
    case .wedge(let type)?:
      guard openWedge == (type == "stop") else { return }
      openWedge.toggle()
      if type == "stop" { pending.closings.append(wedge(type)) } else { pending.directions.append(wedge(type)) }
    case .trillLine(let isStart)?:
      pending.marks.append(
        Mark(group: "ornaments", tag: Tag("wavy-line", ["type": isStart ? "start" : "stop", "number": "1"])))
    case nil: break
    }
  }

  private func wedge(_ type: String) -> Tag {
    direction([Tag("wedge", ["type": type, "number": "1"])], placement: "below")
  }

  private mutating func apply(_ field: Field) {
    if let change = field.staff { move(to: staff.updated(by: change)) }
    switch field.content {
    case .key(let new):
      scope.key = new
      guard new != key else { break }
      key = new
      shown = [:]
      pending.attributes.key = new
    case .meter(let new):
      guard new != meter else { break }
      meter = new
      pending.attributes.meter = .some(new)
    case .tempo(let tempo):
      if tempo.perMinute > 0 || !tempo.text.isEmpty { pending.directions.append(tempo.tag) }
    case .part(let name):
      guard !name.isEmpty else { break }
      pending.directions.append(direction([Tag("rehearsal", text: Field.plainText(name))], placement: "above"))
    case .directive(let directive):
      if let reach = AccidentalReach(directive) { scope.reach = reach }
      if let semitones = directive.transposition {
        var new = staff
        new.transposition = semitones
        move(to: new)
      }
    default:
      guard field.letter == "T", !field.value.isEmpty else { break }
      pending.directions.append(words(Field.plainText(field.value), placement: "above", style: "bold"))
    }
  }

  private mutating func move(to new: Staff) {
    let old = staff
    staff = new
    if let clef, clef != Clef(old.clef ?? "treble") { pending.attributes.clef = clef }
    let transposition = new.transposition ?? 0
    if transposition != old.transposition ?? 0 { pending.attributes.transposition = transposition }
  }

  /// MusicXML names notes where they sound under a clef with an 8; `octave=` moves them on the page.
  var octaveShift: Int { (staff.octave ?? 0) + (clef?.octaves ?? 0) }

  /// A head for a pitch, with the accidental that players need to see.
  mutating func staffNote(_ pitch: WrittenPitch, alteration: Int, isTied: Bool = false) -> StaffNote {
    var note = StaffNote(step: pitch.step, octave: pitch.octave + octaveShift, alteration: alteration)
    note.accidental = pitch.accidentalName
    if note.accidental == nil, !isTied, alteration != shown[pitch.staffPosition] ?? key.alteration(of: pitch.step) {
      // ABC lets an accidental hold in every octave of the bar, and through an ending within it; a staff does not.
      note.accidental = Accidental(alteration: alteration)?.name
    }
    if note.accidental != nil { shown[pitch.staffPosition] = alteration }
    return note
  }
}
