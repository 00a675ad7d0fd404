extension Score {
  /// The notes a tune sounds: repeats followed, keys and accidentals applied, ties joined; O(notes played · log).
  ///
  /// Grace notes take no time and are left to the performer. Never fails: what a tune leaves open (a tuplet cut short, an
  /// ending without a partner) is played as far as it goes.
  public init(performing tune: Tune) {
    self.init()
    title = tune.title
    rhythm = tune.rhythm
    composer = tune.composer
    if let meter = tune.meter { meters.append(Change(onset: .zero, value: meter)) }
    keys.append(Change(onset: .zero, value: tune.key))
    if let tempo = tune.tempo?.quartersPerMinute { tempi.append(Change(onset: .zero, value: tempo)) }
    var limit = PlaybackOrder.limit
    for (number, voice) in tune.voices.enumerated() {
      let order = PlaybackOrder(of: voice.elements, limit: limit)
      limit = max(0, limit - order.length)
      var player = VoicePlayer(voice.elements, of: tune, number: number)
      player.play(order, into: &self)
    }
    sort()
  }
}

/// Plays one voice into a score.
private struct VoicePlayer {
  let elements: [Element]
  let rhythm: Rhythm
  let number: Int
  /// The notes each element sounds, worked out in the order written: MIDI pitch, length in whole notes, tied or not.
  var sounding: [[(pitch: Int, duration: Fraction, tied: Bool)]]

  var clock = Fraction.zero
  var barStart = Fraction.zero
  var barEnd = Fraction.zero
  /// Notes that wait for the note they are tied to: pitch to index in the score.
  var waiting: [Int: Int] = [:]

  init(_ elements: [Element], of tune: Tune, number: Int) {
    self.elements = elements
    self.number = number
    rhythm = Rhythm(of: elements, meter: tune.meter, unitLength: tune.unitLength)
    sounding = Array(repeating: [], count: elements.count)
    var scope = AccidentalScope(key: tune.key)
    for index in elements.indices {
      let scale = rhythm.scales[index]
      switch elements[index].kind {
      case .note(let note):
        sounding[index] = [Self.sound(note, tied: note.isTied, scale: scale, in: &scope)]
        scope.endNote()
      case .chord(let chord):
        sounding[index] = chord.notes.map {
          Self.sound($0, tied: $0.isTied || chord.isTied, scale: chord.length * scale, in: &scope)
        }
        scope.endNote()
      case .rest(let rest) where rest.length > .zero: scope.endNote()
      case .overlay: scope.beginOverlay()
      case .graces(let notes, _):
        for note in notes { _ = scope.alteration(of: note.pitch) }
      case .bar(let line) where line.dividesBars:
        scope.crossBarLine()
      case .field(let field):
        if case .key(let key) = field.content { scope.key = key }
      default: break
      }
    }
  }

  private static func sound(
    _ note: Note, tied: Bool, scale: Fraction, in scope: inout AccidentalScope
  ) -> (Int, Fraction, Bool) {
    let alteration = scope.alteration(of: note.pitch)
    if tied { scope.tie(note.pitch, alteration: alteration) }
    // Octave marks can be written past the ends of MIDI.
    return (max(0, min(127, note.pitch.naturalMIDI + alteration)), note.length * scale, tied)
  }

  mutating func play(_ order: PlaybackOrder, into score: inout Score) {
    for stretch in order.stretches {
      for index in stretch { play(index, into: &score) }
    }
    clock = max(clock, barEnd)
    score.duration = max(score.duration, clock * 4)
  }

  private mutating func play(_ index: Int, into score: inout Score) {
    switch elements[index].kind {
    case .note, .chord, .rest:
      for note in sounding[index] where note.duration > .zero {
        add(note, at: clock * 4, to: &score)
      }
      clock += rhythm.duration(of: elements[index], at: index)
    case .bar(let line) where line.dividesBars:
      clock = max(clock, barEnd)
      if number == 0, clock > barStart { score.barLines.append(clock * 4) }
      barStart = clock
      barEnd = clock
    case .overlay:
      barEnd = max(barEnd, clock)
      clock = barStart
    case .quoted(let text) where number == 0 && !text.isEmpty && !"^_<>@".contains(text.first!):
      score.chordSymbols.append(Score.Change(onset: clock * 4, value: text))
    case .field(let field) where number == 0:
      switch field.content {
      case .key(let key): Self.note(key, at: clock * 4, in: &score.keys)
      case .meter(let meter?): Self.note(meter, at: clock * 4, in: &score.meters)
      case .tempo(let tempo):
        if let quarters = tempo.quartersPerMinute { Self.note(quarters, at: clock * 4, in: &score.tempi) }
      default: break
      }
    default: break
    }
  }

  private mutating func add(
    _ note: (pitch: Int, duration: Fraction, tied: Bool), at onset: Fraction, to score: inout Score
  ) {
    let duration = note.duration * 4
    if let index = waiting.removeValue(forKey: note.pitch),
      score.notes[index].onset + score.notes[index].duration == onset
    {
      score.notes[index].duration += duration
      if note.tied { waiting[note.pitch] = index }
      return
    }
    if note.tied { waiting[note.pitch] = score.notes.count }
    score.notes.append(Score.Note(onset: onset, pitch: note.pitch, duration: duration, voice: number))
  }

  private static func note<Value>(_ value: Value, at onset: Fraction, in changes: inout [Score.Change<Value>]) {
    if changes.last?.value == value { return }
    if changes.last?.onset == onset { changes.removeLast() }
    changes.append(Score.Change(onset: onset, value: value))
  }
}
