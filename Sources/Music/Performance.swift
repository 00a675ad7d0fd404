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
    let opening = Opening(of: tune)
    let voices = tune.voices
    let jumps = voices.map { Jumps(in: $0.elements, symbols: opening.symbols) }
    // Signs that lead back are printed over one voice and meant for all.
    let leading = jumps.firstIndex { !$0.jumps.isEmpty }
    let shared = leading.map { jumps[$0].byBar(in: voices[$0].elements) }
    for (number, voice) in voices.enumerated() where !opening.muted.contains(voice.name) {
      // Where the limit is reached, nothing is gone back to any more.
      let own =
        limit == 0 ? Jumps() : jumps[number].jumps.isEmpty ? shared?.jumps(in: voice.elements) : jumps[number]
      let order = PlaybackOrder(of: voice.elements, parts: opening.parts, jumps: own ?? Jumps(), limit: limit)
      limit = max(0, limit - order.length)
      programs[number] = opening.program(of: voice)
      var player = VoicePlayer(voice, from: opening, number: number)
      player.play(order, into: &self)
    }
    sort()
  }
}

/// Plays one voice into a score. All times are in quarter beats.
private struct VoicePlayer {
  /// What playing an element does. Worked out once in the order written: passages are played again and again, and
  /// looking at the notation each time took twice as long.
  enum Action {
    case none
    /// Sounds some of ``sounds`` and moves on; a rest sounds none of them.
    case sound(Range<Int>, lasting: Fraction)
    case barLine
    case overlay(bars: Int)
    /// A chord symbol, or a field that concerns every voice.
    case sign
  }
  /// One note of an element: MIDI pitch, length, tied or not.
  typealias Sound = (pitch: Int, duration: Fraction, tied: Bool)

  let elements: [Element]
  let symbols: SymbolLines
  let number: Int
  /// The notes of all elements.
  var sounds: [Sound] = []
  /// What each element does.
  var actions: [Action] = []

  /// The words under the notes; nil where there are none.
  var lyrics: Lyrics?
  /// The parts, which the first voice tells of and whoever sings goes by.
  var parts: WrittenParts?
  /// Which time the present part is played.
  var time = 1
  /// Whether a part begins with the next note.
  var isBeforePart = false
  /// How often the music was played from an element on.
  var timesPlayed: [Int: Int] = [:]
  /// The number of the music that begins at an element.
  var musicNumbers: [Int: Int] = [:]

  /// How many bars an overlay may go back.
  static let barsKept = 16

  var clock = Fraction.zero
  /// The starts of the present bar and of those before it, the last one last: as far as an overlay may go back.
  var barStarts = [Fraction.zero]
  var barEnd = Fraction.zero
  /// The starts of bars that an overlay of several bars has yet to come to.
  var comingStarts: ArraySlice<Fraction> = []
  /// Notes that wait for the note they are tied to: pitch to index in the score.
  var waiting: [Int: Int] = [:]

  init(_ voice: Tune.Voice, from opening: Opening, number: Int) {
    elements = voice.elements
    self.number = number
    symbols = SymbolLines(of: elements)
    let rhythm = Rhythm(of: elements, meter: opening.meter, unitLength: opening.unitLength)
    actions.reserveCapacity(elements.count)
    sounds.reserveCapacity(elements.count)
    var scope = AccidentalScope(key: opening.key)
    scope.reach = opening.reach
    var staff = opening.staves.staff(ofVoice: voice.name)
    for index in elements.indices {
      let scale = rhythm.scales[index] * 4
      let first = sounds.count
      var action = Action.none
      switch elements[index].kind {
      case .note(let note):
        add(note, tied: note.isTied, scale: scale, shift: staff.soundingShift, in: &scope)
        scope.endNote()
        action = .sound(first..<sounds.count, lasting: sounds[first].duration)
      case .chord(let chord):
        for note in chord.notes {
          add(
            note, tied: note.isTied || chord.isTied, scale: chord.length * scale, shift: staff.soundingShift,
            in: &scope)
        }
        scope.endNote()
        action = .sound(first..<sounds.count, lasting: first < sounds.count ? sounds[first].duration : .zero)
      case .rest(let rest):
        if rest.length > .zero { scope.endNote() }
        action = .sound(first..<first, lasting: rest.length * scale)
      case .overlay(let bars):
        scope.beginOverlay()
        action = .overlay(bars: bars)
      case .graces(let notes, _):
        for note in notes { _ = scope.alteration(of: note.pitch) }
      case .bar(let line) where line.dividesBars:
        scope.crossBarLine()
        action = .barLine
      case .quoted(let text) where number == 0 && text.isChordSymbol: action = .sign
      case .field(let field):
        if field.letter == "w", lyrics == nil { lyrics = Lyrics(of: elements) }
        if case .key(let key) = field.content { scope.key = key }
        if let change = field.staff { staff = staff.updated(by: change) }
        if case .directive(let directive) = field.content {
          if let reach = AccidentalReach(directive) { scope.reach = reach }
          if let semitones = directive.transposition { staff.transposition = semitones }
        }
        if number == 0 { action = .sign }
      default: break
      }
      actions.append(action)
    }
    guard number == 0 || lyrics != nil else { return }
    parts = WrittenParts(of: elements, bar: (opening.meter?.barLength ?? .zero) * 4) { index in
      if case .sound(_, let duration) = actions[index] { duration } else { .zero }
    }
  }

  private mutating func add(
    _ note: Note, tied: Bool, scale: Fraction, shift: Int, in scope: inout AccidentalScope
  ) {
    let alteration = scope.alteration(of: note.pitch)
    if tied { scope.tie(note.pitch, alteration: alteration) }
    // Octave marks can be written past the ends of MIDI.
    let pitch = max(0, min(127, note.pitch.naturalMIDI + alteration + shift))
    sounds.append((pitch, note.length == .one ? scale : note.length * scale, tied))
  }

  mutating func play(_ order: PlaybackOrder, into score: inout Score) {
    for stretch in order.stretches {
      guard let parts else {
        for index in stretch { play(index, into: &score) }
        continue
      }
      for piece in parts.pieces(of: stretch) {
        begin(piece, of: parts, into: &score)
        for index in piece { play(index, into: &score) }
      }
    }
    clock = max(clock, barEnd)
    score.duration = max(score.duration, clock)
  }

  /// Takes note of a passage that begins, unless nothing sounds in it.
  private mutating func begin(_ piece: Range<Int>, of parts: WrittenParts, into score: inout Score) {
    let sounds = piece.contains { if case .sound(_, let duration) = actions[$0] { duration > .zero } else { false } }
    let part = parts.part(at: piece.lowerBound)
    // Between the mark of a part and its music a repeat may open.
    if part.begins { isBeforePart = true }
    guard sounds else { return }
    let count = (timesPlayed[piece.lowerBound] ?? 0) + 1
    timesPlayed[piece.lowerBound] = count
    let music = musicNumbers[piece.lowerBound] ?? musicNumbers.count
    musicNumbers[piece.lowerBound] = music
    // An ending belongs to the time that it ends, whichever time it is played itself.
    let isStart = isBeforePart || count > 1
    isBeforePart = false
    if isStart { time = count }
    guard number == 0 else { return }
    score.passages.append(
      Score.Passage(
        onset: clock, part: part.name, beginsPart: isStart, music: music, time: time))
  }

  /// Sings what stands under an element: the verse of the present time, or the last there is.
  private func sing(_ index: Int, into score: inout Score) {
    guard let verses = lyrics?.syllables[index],
      let syllable = verses.last(where: { $0.verse <= time }) ?? verses.first, !syllable.text.isEmpty
    else { return }
    score.lyrics.append(
      Score.Lyric(
        onset: clock, text: Field.plainText(syllable.text), leadsOn: syllable.leadsOn, voice: number))
  }

  private mutating func play(_ index: Int, into score: inout Score) {
    switch actions[index] {
    case .none: break
    case .sound(let range, let duration):
      if number == 0, let chord = symbols.chord(at: index) {
        score.chordSymbols.append(Score.Change(onset: clock, value: chord))
      }
      if lyrics != nil { sing(index, into: &score) }
      for sound in range where sounds[sound].duration > .zero { play(sounds[sound], into: &score) }
      clock += duration
    case .barLine:
      if let next = comingStarts.popFirst() {
        clock = max(clock, next)
        barStarts.append(clock)
        break
      }
      clock = max(clock, barEnd)
      if let start = barStarts.last, clock > start {
        if number == 0 { score.barLines.append(clock) }
        barStarts.append(clock)
        if barStarts.count > 2 * Self.barsKept { barStarts.removeFirst(Self.barsKept) }
      }
      barEnd = clock
    case .overlay(let bars):
      barEnd = max(barEnd, clock)
      // Each sign goes back over one bar line; behind one, it is that one.
      let isBehindBarLine = clock == barStarts.last && comingStarts.isEmpty
      let start = max(0, barStarts.count - max(1, bars) - (isBehindBarLine ? 1 : 0))
      clock = barStarts[start]
      comingStarts = barStarts[(start + 1)...] + comingStarts
      barStarts.removeSubrange((start + 1)...)
    case .sign: note(elements[index], in: &score)
    }
  }

  /// Takes a chord symbol, a key, a meter or a tempo into the score.
  private func note(_ element: Element, in score: inout Score) {
    switch element.kind {
    case .quoted(let text): score.chordSymbols.append(Score.Change(onset: clock, value: text))
    case .field(let field):
      switch field.content {
      case .key(let key): Self.note(key, at: clock, in: &score.keys)
      case .meter(let meter?): Self.note(meter, at: clock, in: &score.meters)
      case .tempo(let tempo):
        if let quarters = tempo.quartersPerMinute { Self.note(quarters, at: clock, in: &score.tempi) }
      default: break
      }
    default: break
    }
  }

  private mutating func play(_ sound: Sound, into score: inout Score) {
    // Ties are rare, and asking the dictionary is not free.
    if !waiting.isEmpty, let index = waiting.removeValue(forKey: sound.pitch),
      score.notes[index].onset + score.notes[index].duration == clock
    {
      score.notes[index].duration += sound.duration
      if sound.tied { waiting[sound.pitch] = index }
      return
    }
    if sound.tied { waiting[sound.pitch] = score.notes.count }
    score.notes.append(Score.Note(onset: clock, pitch: sound.pitch, duration: sound.duration, voice: number))
  }

  private static func note<Value>(_ value: Value, at onset: Fraction, in changes: inout [Score.Change<Value>]) {
    if changes.last?.value == value { return }
    if changes.last?.onset == onset { changes.removeLast() }
    changes.append(Score.Change(onset: onset, value: value))
  }
}
