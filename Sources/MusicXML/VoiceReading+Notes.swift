import Music

/// Where a stem stands: its measure, its voice there, its place in the voice.
struct StemAddress: Hashable {
  var measure: Int
  var layer: Int
  var index: Int
}

/// A tuplet whose notes are not all there yet.
struct OpenTuplet {
  var left: Int
  var ratio: Ratio
  var first: StemAddress?
  var last: StemAddress?
  /// The time its notes have taken, for lengths such as `2/3` that make a tuplet without being called one.
  var sum = Fraction.zero

  init(_ tuplet: Tuplet, in meter: Meter?) {
    left = tuplet.reach
    let count = max(tuplet.count, 1)
    ratio = Ratio(actual: count, normal: (tuplet.factor(in: meter) * Fraction(count)).numerator)
  }

  /// The tuplet that a length with a third, a fifth and so on needs.
  init(of part: Int) {
    left = .max
    var normal = 1
    while normal * 2 < part { normal *= 2 }
    ratio = Ratio(actual: part, normal: normal)
  }

  /// Whether it was written as lengths, not as `(3`.
  var isImplied: Bool { left > 64 * 64 }
}

extension VoiceReading {
  mutating func add(_ notes: [Note], isTied: Bool, scale: Fraction, at index: Int) {
    let duration = (notes.first?.length ?? .zero) * scale
    let onset = measureStart + position
    var heads: [StaffNote] = []
    var tied: [Int] = []
    var arrived: Set<Int> = []
    for note in notes {
      let alteration = scope.alteration(of: note.pitch)
      let leads = note.isTied || isTied
      if leads { scope.tie(note.pitch, alteration: alteration) }
      let midi = note.pitch.naturalMIDI + 12 * octaveShift + alteration
      // One of two notes in unison is the one the tie leads to.
      let arrives = duration > .zero && ties.waits(midi, at: onset) && arrived.insert(midi).inserted
      var head = staffNote(note.pitch, alteration: alteration, isTied: arrives)
      let length = note.length * scale
      guard length == duration else {
        if length > .zero { unevenNotes.append(UnevenNote(note: head, onset: position, duration: length)) }
        continue
      }
      head.endsTie = arrives
      if leads { tied.append(heads.count) }
      heads.append(head)
    }
    scope.endNote()
    defer { countTuplet() }
    guard duration > .zero, !heads.isEmpty else { return }
    let slur = joinTies(heads)
    let stems = place(heads, duration: duration, syllables: lyrics.syllables[index])
    if let slur { change(stems.lowerBound) { $0.endsSlurs.append(slur) } }
    for head in tied { ties.wait(heads[head].midi, from: stems.upperBound, head: head, until: measureStart + position) }
    ties.loose = tied.isEmpty ? nil : stems.upperBound
  }

  mutating func addRest(_ rest: Rest, at index: Int) {
    guard rest.length > .zero else { return }
    scope.endNote()
    ties.loose = nil
    let duration = rest.length * rhythm.scales[index]
    let isVisible = rest.kind == .rest || rest.kind == .bars
    // So many bars are a misprint; they are written as one rest, so that no line of text becomes a library.
    let isSane = rest.length.numerator <= 512 && measures.count < 100_000
    if rest.countsBars, rest.length.isWhole, layer == 0, measure.isEmpty, tuplet == nil, isSane {
      let count = rest.length.numerator
      if count > 1, isVisible { pending.attributes.restMeasures = count }
      for bar in 1...count {
        place([], duration: duration / Fraction(count), isVisible: isVisible, isMeasure: true)
        if bar < count { endMeasure() }
      }
    } else {
      let fillsBar = position == .zero && tuplet == nil && duration == meter?.barLength
      place([], duration: duration, isVisible: isVisible, isMeasure: fillsBar)
    }
    countTuplet()
  }

  /// Puts a note, a chord or a rest in its place, as several tied ones where no single head is that long.
  ///
  /// - Returns: the first and the last stem.
  @discardableResult
  private mutating func place(
    _ heads: [StaffNote], duration: Fraction, syllables: [Lyrics.Syllable] = [], isVisible: Bool = true,
    isMeasure: Bool = false
  ) -> ClosedStems {
    if measure.isEmpty { measure.fullLength = meter?.barLength }
    imply(duration)
    let ratio = isMeasure ? nil : tuplet?.ratio
    let factor = ratio?.factor ?? .one
    let beat = meter.flatMap { $0.isCompound ? $0.beat : nil }
    let values = isMeasure ? nil : NoteValue.values(for: duration / factor, beat: ratio == nil ? beat : nil)
    var stems: [ChordRest] = []
    for value in values.map({ $0.map(Optional.some) }) ?? [nil] {
      var stem = ChordRest(
        notes: heads, onset: position, duration: value.map { $0.length * factor } ?? duration, value: value,
        ratio: ratio)
      stem.isVisible = isVisible
      stem.isMeasureRest = isMeasure
      stem.breaksBeam = stems.isEmpty && pending.hasSpace && !pending.isBroken
      position += stem.duration
      stems.append(stem)
    }
    for index in stems.indices.dropFirst() {
      for head in heads.indices {
        stems[index - 1].notes[head].startsTie = true
        stems[index].notes[head].endsTie = true
        stems[index].notes[head].accidental = nil
      }
    }
    let first = StemAddress(measure: measures.count, layer: layer, index: measure.layers[layer].count)
    let last = StemAddress(measure: first.measure, layer: layer, index: first.index + stems.count - 1)
    stems[0].syllables = syllables
    takePending(into: &stems[0], at: first)
    measure.layers[layer] += stems
    if var open = tuplet, !isMeasure {
      open.first = open.first ?? first
      open.last = last
      open.sum += duration
      tuplet = open
    }
    self.last = last
    if !heads.isEmpty { lastNotes = last }
    return ClosedStems(lowerBound: first, upperBound: last)
  }

  /// The first and the last stem of a note.
  struct ClosedStems {
    var lowerBound: StemAddress
    var upperBound: StemAddress
  }

  private mutating func takePending(into stem: inout ChordRest, at address: StemAddress) {
    if layer == 0, measure.layers[0].isEmpty {
      measure.attributes.take(pending.attributes)
      if pending.startsSystem { measure.startsSystem = !measures.isEmpty }
    } else if let attributes = pending.attributes.tag() {
      stem.before.append(attributes)
    }
    stem.before += pending.directions + pending.closings
    if stem.notes.isEmpty {
      stem.marks = pending.marks.filter { $0.tag.name == "fermata" }
    } else {
      stem.marks = pending.marks
      stem.graces = pending.graces
      for _ in 0..<pending.slurs { slurs.open(at: address) }
    }
    let slursLeft = stem.notes.isEmpty ? pending.slurs : 0
    pending = Pending()
    pending.hasSpace = false
    pending.slurs = slursLeft
  }

  /// Opens a tuplet for a length that has a third or the like in it, and is in no tuplet, or closes it.
  private mutating func imply(_ duration: Fraction) {
    var part = duration.denominator
    while part % 2 == 0 { part /= 2 }
    if let open = tuplet {
      guard open.isImplied, open.ratio.actual != part || open.sum.denominator & (open.sum.denominator - 1) == 0
      else { return }
      closeTuplet(for: true)
    }
    if (3...63).contains(part) { tuplet = OpenTuplet(of: part) }
  }

  private mutating func countTuplet() {
    guard var open = tuplet, !open.isImplied else { return }
    open.left -= 1
    tuplet = open
    if open.left <= 0 { closeTuplet(for: true) }
  }

  /// Draws the bracket of a tuplet around the notes that were placed; another one for those behind a bar line.
  mutating func closeTuplet(for good: Bool) {
    guard let open = tuplet else { return }
    if let first = open.first, let last = open.last, first != last || !open.isImplied {
      change(first) { $0.startsTuplet = true }
      change(last) { $0.endsTuplet = true }
    }
    tuplet?.first = nil
    tuplet?.last = nil
    if good || open.isImplied { tuplet = nil }
  }

  /// Changes a stem that was placed.
  mutating func change(_ address: StemAddress, _ body: (inout ChordRest) -> Void) {
    if address.measure < measures.count {
      body(&measures[address.measure].layers[address.layer][address.index])
    } else {
      body(&measure.layers[address.layer][address.index])
    }
  }
}

extension Attributes {
  /// Takes up what changes.
  mutating func take(_ other: Attributes) {
    key = other.key ?? key
    if let new = other.meter { meter = .some(new) }
    clef = other.clef ?? clef
    transposition = other.transposition ?? transposition
    restMeasures = other.restMeasures ?? restMeasures
  }
}
