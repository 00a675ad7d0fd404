extension Tune {
  /// How far the tune's tonic lies from another one: places on the staff and semitones, upwards to the nearest above.
  private func interval(to tonic: Step, alteration: Int) -> (steps: Int, semitones: Int)? {
    guard let own = key.tonic else { return nil }
    let steps = tonic.rawValue - own.rawValue
    let semitones = tonic.semitones + alteration - own.semitones - key.tonicAlteration
    return (steps, semitones)
  }

  /// The same tune with another tonic, the mode kept, every note spelled for its new key; O(n).
  ///
  /// Every sounding pitch moves by the same number of semitones. Signatures become the plain ones of tonic and mode:
  /// accidentals that a key added (`K:D =c`) are written before the notes instead.
  ///
  /// - Parameters:
  ///   - tonic: the new tonic's letter.
  ///   - alteration: semitones the new tonic is raised, -1 for B flat.
  ///   - octaves: whole octaves to move besides; with 0 the tonic stays in its octave of C to B.
  /// - Returns: nil where the tune's key has no tonic.
  public func transposed(to tonic: Step, alteration: Int = 0, octaves: Int = 0) -> Tune? {
    guard let interval = interval(to: tonic, alteration: alteration) else { return nil }
    var respelling = Respelling(
      key: key, reach: accidentalReach, steps: interval.steps + 7 * octaves,
      semitones: interval.semitones + 12 * octaves)
    var result = withoutMacros()
    result.header = header.map { respelling.field($0) }
    result.inherited = inherited.map { respelling.field($0) }
    // Accidentals and keys of one voice are nothing to another: each is taken up where it was left.
    var others: [String: Respelling] = [:]
    var voice: String?
    var fresh = respelling
    result.body = result.body.map { element in
      guard case .field(let field) = element.kind, case .voice(let name) = field.content else {
        return respelling.element(element)
      }
      if let voice {
        others[voice] = respelling
        respelling = others[name] ?? fresh
      } else {
        fresh = respelling.restarted
      }
      voice = name
      return element
    }
    return result
  }
}

/// Moves notes and keys of a tune, keeping what sounds.
private struct Respelling {
  let steps: Int
  let semitones: Int
  var source: AccidentalScope
  var target: AccidentalScope
  /// The target as a reader sees it to whom every ending begins a bar and every accidental holds in all octaves, as
  /// tokens write it: where an accidental holds behind `[1` within a bar, it is written out again.
  var divided: AccidentalScope

  init(key: Key, reach: AccidentalReach, steps: Int, semitones: Int) {
    self.steps = steps
    self.semitones = semitones
    source = AccidentalScope(key: key)
    target = AccidentalScope(key: Self.move(key, steps: steps, semitones: semitones) ?? .cMajor)
    divided = target
    source.reach = reach
    target.reach = reach
  }

  /// The same interval and keys at the start of another voice.
  var restarted: Respelling {
    var result = self
    result.source.restart()
    result.target.restart()
    result.divided.restart()
    return result
  }

  static func move(_ key: Key, steps: Int, semitones: Int) -> Key? {
    guard let tonic = key.tonic else { return nil }
    var moved = WrittenPitch(tonic).moved(steps: steps)
    let sounding = 60 + tonic.semitones + key.tonicAlteration + semitones
    // G double sharp and its like: the neighbour of the same sound has a signature people read.
    while abs(sounding - moved.naturalMIDI) > 1 {
      moved = moved.moved(steps: (sounding - moved.naturalMIDI).signum())
    }
    return Key(moved.step, alteration: sounding - moved.naturalMIDI, mode: key.mode)
  }

  mutating func field(_ field: Field) -> Field {
    guard case .key(let key) = field.content, let moved = Self.move(key, steps: steps, semitones: semitones) else {
      return field
    }
    return field.changing(to: moved)
  }

  mutating func element(_ element: Element) -> Element {
    var result = element
    switch element.kind {
    case .note(let note):
      result.kind = .note(moved(note, tied: note.isTied))
      endNote()
    case .chord(var chord):
      chord.notes = chord.notes.map { moved($0, tied: $0.isTied || chord.isTied) }
      result.kind = .chord(chord)
      endNote()
    case .rest(let rest) where rest.length > .zero: endNote()
    case .overlay:
      source.beginOverlay()
      target.beginOverlay()
      divided.beginOverlay()
    case .graces(let notes, let slashed):
      // What a grace note alters is written out again for the notes behind it, so that graces can be left out.
      let outside = (target, divided)
      result.kind = .graces(notes.map { moved($0, tied: false) }, slashed: slashed)
      (target, divided) = outside
    case .bar(let line):
      divided.crossBarLine()
      guard line.dividesBars else { break }
      source.crossBarLine()
      target.crossBarLine()
    case .field(let field):
      if case .directive(let directive) = field.content, let reach = AccidentalReach(directive) {
        source.reach = reach
        target.reach = reach
      }
      guard case .key(let key) = field.content else { break }
      source.key = key
      // A key without a tonic cannot move: the one in force stays, and what sounds otherwise is written out.
      let moved = Self.move(key, steps: steps, semitones: semitones) ?? target.key
      target.key = moved
      divided.key = moved
      result.kind = .field(field.changing(to: moved))
    default: break
    }
    return result
  }

  private mutating func endNote() {
    source.endNote()
    target.endNote()
    divided.endNote()
  }

  private mutating func moved(_ note: Note, tied: Bool) -> Note {
    let alteration = source.alteration(of: note.pitch)
    if tied { source.tie(note.pitch, alteration: alteration) }

    let sounding = note.pitch.naturalMIDI + alteration + semitones
    var pitch = WrittenPitch(note.pitch.step, octave: note.pitch.octave).moved(steps: steps)
    for _ in 0..<2 where abs(sounding - pitch.naturalMIDI) > 2 {
      pitch = pitch.moved(steps: (sounding - pitch.naturalMIDI).signum())
    }
    let needed = sounding - pitch.naturalMIDI
    if target.alteration(of: pitch) != needed || divided.alteration(of: pitch) != needed {
      pitch.accidental = Accidental(alteration: needed)
      _ = target.alteration(of: pitch)
      _ = divided.alteration(of: pitch)
    }
    if tied {
      target.tie(pitch, alteration: needed)
      divided.tie(pitch, alteration: needed)
    }
    return Note(pitch, length: note.length, isTied: note.isTied)
  }
}

extension Key {
  /// The key as people write it in a `K:` field: `D`, `Am`, `Edor`.
  public var notation: String {
    guard let tonic else { return "none" }
    let sign = tonicAlteration > 0 ? "#" : tonicAlteration < 0 ? "b" : ""
    let suffix =
      switch mode {
      case .major: ""
      case .minor: "m"
      default: mode.rawValue
      }
    return "\(tonic.letter)\(sign)\(suffix)"
  }
}

extension Field {
  /// A `K:` field with another key, what it says of the staff kept.
  fileprivate func changing(to key: Key) -> Field {
    let value = [key.notation, staff?.notation ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    return Field("K", value, content: .key(key), staff: staff, isInline: isInline)
  }
}
