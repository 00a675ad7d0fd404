import Music

/// Ties that lead to another note, and slurs that are opened or closed alone.
struct TiesAndSlurs {
  private let elements: [Element]
  private(set) var problems: [Problem] = []

  /// Looks through a voice; O(n).
  init(of elements: [Element], key: Key) {
    self.elements = elements
    checkTies(key)
    checkSlurs()
  }

  /// The notes of an element that are tied to the next, or all where `all`.
  private static func notes(_ kind: Element.Kind, tiedOnly: Bool) -> [Note] {
    switch kind {
    case .note(let note): !tiedOnly || note.isTied ? [note] : []
    case .chord(let chord): !tiedOnly || chord.isTied ? chord.notes : chord.notes.filter(\.isTied)
    default: []
    }
  }

  private mutating func checkTies(_ key: Key) {
    var waiting: (index: Int, notes: [Note], whole: Bool)?
    for index in elements.indices {
      switch elements[index].kind {
      case .note, .chord:
        if let tie = waiting { check(tie, to: index, key) }
        let tied = Self.notes(elements[index].kind, tiedOnly: true)
        guard !tied.isEmpty else {
          waiting = nil
          continue
        }
        var whole = true
        if case .chord(let chord) = elements[index].kind { whole = chord.isTied }
        waiting = (index, tied, whole)
      case .rest(let rest) where rest.length > .zero:
        if let tie = waiting {
          report(tie.index, "this tie leads to a rest", mend: "remove the - behind the note")
        }
        waiting = nil
      case .bar(let line) where line.endsPart || !line.endings.isEmpty:
        // Over a repeat or into an ending a tie leads to whatever is played next.
        waiting = nil
      case .overlay: waiting = nil
      default: break
      }
    }
  }

  private mutating func check(_ tie: (index: Int, notes: [Note], whole: Bool), to index: Int, _ key: Key) {
    let next = Self.notes(elements[index].kind, tiedOnly: false)
    let meets = tie.notes.filter { note in next.contains { Self.sameSound(note.pitch, $0.pitch, key) } }
    // A tie behind a chord binds what the two have in common.
    guard tie.whole ? meets.isEmpty : meets.count < tie.notes.count else { return }
    let (from, to) = (tie.notes[0].pitch.notation, next[0].pitch.notation)
    report(tie.index, "this tie leads from \(from) to another note, \(to)", mend: "write a slur: (\(from)\(to))")
  }

  /// Whether two written pitches may be one sound: the same place, or neighbours that an accidental makes equal.
  private static func sameSound(_ first: WrittenPitch, _ second: WrittenPitch, _ key: Key) -> Bool {
    if first.staffPosition == second.staffPosition {
      return second.accidental == nil || first.accidental == nil || first.accidental == second.accidental
    }
    guard first.accidental != nil || second.accidental != nil else { return false }
    let sound = { (pitch: WrittenPitch) in
      pitch.naturalMIDI + (pitch.accidental?.alteration ?? key.alteration(of: pitch.step))
    }
    return sound(first) == sound(second)
  }

  private mutating func checkSlurs() {
    var open: [Int] = []
    // Slurs open where the first ending begins are closed in each of them.
    var beforeEndings: [Int] = []
    for index in elements.indices {
      switch elements[index].kind {
      case .slurStart: open.append(index)
      case .slurEnd:
        if open.popLast() == nil {
          problems.append(
            Problem(
              .slur, at: elements[index].place, "this ) closes no slur",
              mend: "write ( where the slur begins, or remove the )"))
        }
      case .bar(let line) where !line.endings.isEmpty:
        if line.endings.contains(1) { beforeEndings = open } else if open.isEmpty { open = beforeEndings }
      default: break
      }
    }
    for index in open {
      problems.append(
        Problem(
          .slur, at: elements[index].place, "this slur is never closed",
          mend: "write ) behind its last note, or remove the ("))
    }
  }

  private mutating func report(_ index: Int, _ message: String, mend: String) {
    problems.append(Problem(.tiePitch, at: elements[index].place, message, mend: mend))
  }
}
