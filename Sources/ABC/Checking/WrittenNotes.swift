import Music

/// The notes of a voice in the order written, each with what it sounds; a chord is its first note.
struct WrittenNotes: Sendable {
  /// A note and where it stands.
  struct Note: Sendable {
    var index: Int
    var step: Step
    /// Semitones the step is altered by, by key or accidental.
    var alteration: Int
    /// What the key in force alters the step by.
    var alterationByKey: Int
    /// Whether an accidental stands before the note itself.
    var isMarked: Bool
    /// The MIDI note number, which may pass 0...127.
    var pitch: Int
    var duration: Fraction
  }

  private(set) var notes: [Note] = []

  /// Reads a voice that begins in `key`; O(n).
  init(of elements: [Element], rhythm: Rhythm, key: Key) {
    var signature = Self.alterations(of: key)
    var inBar = signature
    notes.reserveCapacity(elements.count / 2)
    for index in elements.indices {
      let note: Music.Note
      switch elements[index].kind {
      case .note(let single): note = single
      case .chord(let chord):
        for inner in chord.notes.dropFirst() {
          if let accidental = inner.pitch.accidental { inBar[inner.pitch.step.rawValue] = accidental.alteration }
        }
        guard let first = chord.notes.first else { continue }
        note = first
      case .graces(let graces, _):
        for grace in graces {
          if let accidental = grace.pitch.accidental { inBar[grace.pitch.step.rawValue] = accidental.alteration }
        }
        continue
      case .bar(let line):
        if line.dividesBars { inBar = signature }
        continue
      case .field(let field):
        if case .key(let key) = field.content {
          signature = Self.alterations(of: key)
          inBar = signature
        }
        continue
      default: continue
      }
      let step = note.pitch.step.rawValue
      if let accidental = note.pitch.accidental { inBar[step] = accidental.alteration }
      notes.append(
        Note(
          index: index, step: note.pitch.step, alteration: inBar[step], alterationByKey: signature[step],
          isMarked: note.pitch.accidental != nil, pitch: note.pitch.naturalMIDI + inBar[step],
          duration: rhythm.duration(of: elements[index], at: index)))
    }
  }

  private static func alterations(of key: Key) -> [Int] { Step.allCases.map(key.alteration) }
}
