extension Tune {
  /// The tune with an accidental written wherever players or programs might differ without one; O(n).
  ///
  /// Some readers let an accidental hold in its own octave only, some in all (ABC 2.1 section 11.3 lets a file choose).
  /// Where the same step was altered in another octave of the bar, the accidental is written again, and both read the same.
  public func withCourtesyAccidentals() -> Tune {
    var result = self
    var scope = AccidentalScope(key: key)
    var altered: [Step: Set<Int>] = [:]

    func explicit(_ note: Note, tied: Bool) -> Note {
      var note = note
      let alteration = scope.alteration(of: note.pitch)
      if tied { scope.tie(note.pitch, alteration: alteration) }
      let octaves = altered[note.pitch.step] ?? []
      if note.pitch.accidental == nil, !octaves.isEmpty, !octaves.contains(note.pitch.octave) {
        note.pitch.accidental = Accidental(alteration: alteration)
      }
      if note.pitch.accidental != nil { altered[note.pitch.step, default: []].insert(note.pitch.octave) }
      return note
    }

    for index in result.body.indices {
      switch result.body[index].kind {
      case .note(let note):
        result.body[index].kind = .note(explicit(note, tied: note.isTied))
        scope.endNote()
      case .chord(var chord):
        chord.notes = chord.notes.map { explicit($0, tied: $0.isTied || chord.isTied) }
        result.body[index].kind = .chord(chord)
        scope.endNote()
      case .rest(let rest) where rest.length > .zero: scope.endNote()
      case .overlay: scope.beginOverlay()
      case .bar(let line) where line.dividesBars:
        scope.crossBarLine()
        altered = [:]
      case .field(let field):
        if case .key(let key) = field.content { scope.key = key }
      default: break
      }
    }
    return result
  }
}
