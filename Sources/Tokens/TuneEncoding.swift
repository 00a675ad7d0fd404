import Music

/// Why a tune cannot be written in tokens.
public struct UnencodableTune: Error, Hashable, Sendable, CustomStringConvertible {
  /// What stands in the way, a short phrase that can be counted over a collection.
  public var reason: String
  /// Where it stands in the tune's file.
  public var place: Place

  /// A reason at a place.
  public init(_ reason: String, at place: Place) {
    self.reason = reason
    self.place = place
  }

  /// `line:column: reason`.
  public var description: String { "\(place.line):\(place.column): \(reason)" }
}

/// A tune as the words a model reads, without the markers of its start and end.
public struct TokenSequence: Hashable, Sendable {
  /// The tokens in order: meter, key, type where one is named, body.
  public var tokens: [Token]

  /// A sequence of tokens.
  public init(_ tokens: [Token]) { self.tokens = tokens }

  /// The words, as they stand in a token file.
  public var words: [String] { tokens.map(\.word) }

  /// The sequence without a word of its type: what tells one tune from another.
  public var withoutType: TokenSequence {
    TokenSequence(
      tokens.filter { token in
        if case .rhythm = token { false } else { true }
      })
  }

  /// The type it names; nil where it names none.
  public var type: TuneType? {
    for token in tokens {
      if case .rhythm(let type) = token { return type }
    }
    return nil
  }

  /// The same, told to be of a type, behind its key.
  public func typed(_ type: TuneType) -> TokenSequence {
    var tokens = withoutType.tokens
    let key = tokens.firstIndex { if case .key = $0 { true } else { false } }
    tokens.insert(.rhythm(type), at: key.map { $0 + 1 } ?? tokens.count)
    return TokenSequence(tokens)
  }

  /// The octaves that a tune of one voice is moved by, beside the way of its tonic to C
  /// (``Tune/transposed(to:alteration:octaves:)``); nil for tunes that have no tokens.
  public static func octaves(encoding tune: Tune) -> Int? {
    (try? single(tune))?.transposed(to: .c)?.octavesToCentre
  }

  /// The tune with its one voice that sounds, the tonic known.
  private static func single(_ tune: Tune) throws(UnencodableTune) -> Tune {
    let start = Place(line: tune.line, column: 1)
    let sounding = tune.voices.filter { $0.elements.contains(where: \.sounds) }
    guard let voice = sounding.first else { throw UnencodableTune("no notes", at: start) }
    guard sounding.count == 1 else { throw UnencodableTune("several voices", at: start) }
    guard tune.key.tonic != nil else { throw UnencodableTune("a key without a tonic", at: start) }
    var single = tune
    single.body = voice.elements
    return single
  }

  /// The unit note length that lengths count, as in the published data.
  public static let unitLength = Fraction(1, 8)

  /// Writes a tune in tokens: tonic moved to C, lengths in quavers, what does not sound left out; O(n).
  ///
  /// Jumps (`D.C.`) and an order of parts have no words: the tune is written as ``Tune/withoutJumps()`` plays it.
  /// Meter `C|` and 2/2 become 4/4, as thesession.org and folk-rnn's data write reels. Multi-bar rests are written out.
  ///
  /// - Throws: ``UnencodableTune`` for music the scheme has no words for: several voices, keys without a tonic, ...
  public init(encoding tune: Tune) throws(UnencodableTune) {
    let start = Place(line: tune.line, column: 1)
    let single = try Self.single(tune)
    guard let atC = single.transposed(to: .c) else { throw UnencodableTune("a key without a tonic", at: start) }
    let octaves = atC.octavesToCentre
    guard let moved = octaves == 0 ? atC : single.transposed(to: .c, octaves: octaves) else {
      throw UnencodableTune("a key without a tonic", at: start)
    }
    let order = PlaybackOrder(of: moved.body)
    var writer = TokenWriter(tune: moved, impliedRepeats: order.impliedRepeats(in: moved.body))
    try writer.write()
    tokens = writer.tokens
    let outline = outline
    guard PlaybackOrder(of: outline).notes(of: outline) == order.notes(of: moved.body) else {
      throw UnencodableTune("repeats that the signs of the tokens cannot tell", at: start)
    }
  }
}

extension Tune {
  /// Octaves to move so that the mean pitch comes nearest to A flat above middle C, the mean of folk-rnn's data
  /// (68.9 over the tunes of `data_v2`).
  fileprivate var octavesToCentre: Int {
    var sum = 0
    var count = 0
    for element in body {
      switch element.kind {
      case .note(let note):
        sum += note.pitch.naturalMIDI
        count += 1
      case .chord(let chord):
        sum += chord.notes.map(\.pitch.naturalMIDI).reduce(0, +)
        count += chord.notes.count
      default: break
      }
    }
    guard count > 0 else { return 0 }
    // Halves go up, so that a tune in its place stays there.
    return Int(((68.5 - Double(sum) / Double(count)) / 12 + 0.5).rounded(.down))
  }
}

/// Writes the tokens of a tune that is at tonic C.
private struct TokenWriter {
  let tune: Tune
  var tokens: [Token] = []
  var meter: Meter?
  var unit: Fraction
  /// Where double bars stand that must become `|:`.
  let impliedRepeats: Set<Int>
  /// The key the last key token named.
  var key: Key?

  init(tune: Tune, impliedRepeats: Set<Int>) {
    self.tune = tune
    self.impliedRepeats = impliedRepeats
    meter = tune.meter.map(Self.normal)
    unit = tune.unitLength
  }

  static func normal(_ meter: Meter) -> Meter {
    meter.count == 2 && meter.unit == 2 ? Meter(4, 4) : Meter(meter.count, meter.unit)
  }

  mutating func write() throws(UnencodableTune) {
    key = tune.key.plain
    tokens = [.meter(meter), .key(tune.key.plain)]
    if let type = TuneType(naming: tune.rhythm) { tokens.append(.rhythm(type)) }
    let header = tokens.count
    for (index, element) in tune.body.enumerated() {
      switch element.kind {
      case .note(let note):
        tokens.append(.pitch(note.pitch))
        try append(length: note.length * unit, at: element.place)
        if note.isTied { tokens.append(.tie) }
      case .rest(let rest):
        try append(rest, at: element.place)
      case .chord(let chord):
        try append(chord, at: element.place)
      case .tuplet(let tuplet):
        append(tuplet)
      case .broken(let signs):
        append(broken: signs)
      case .bar(let line):
        append(line, startsRepeat: impliedRepeats.contains(index), header: header)
      case .field(let field):
        append(field)
      case .overlay:
        throw UnencodableTune("voice overlay (&)", at: element.place)
      default: break
      }
    }
    if case .bar? = tokens.last {} else { tokens.append(.bar(BarLine())) }
  }

  private mutating func append(length: Fraction, at place: Place) throws(UnencodableTune) {
    let units = length / TokenSequence.unitLength
    guard units > .zero else { throw UnencodableTune("a note of no length", at: place) }
    guard units.numerator <= 64, units.denominator <= 64 else {
      throw UnencodableTune("a note of unusual length", at: place)
    }
    if units != .one { tokens.append(.length(units, broken: 0)) }
  }

  private mutating func append(_ rest: Rest, at place: Place) throws(UnencodableTune) {
    guard rest.countsBars else {
      // A rest of no length is how some collections mark a place; it takes no time.
      if rest.length == .zero { return }
      tokens.append(.rest)
      return try append(length: rest.length * unit, at: place)
    }
    guard let bar = meter?.barLength, rest.length.isWhole, (1...32).contains(rest.length.numerator) else {
      throw UnencodableTune("a rest of many bars", at: place)
    }
    for number in 0..<rest.length.numerator {
      if number > 0 { tokens.append(.bar(BarLine())) }
      tokens.append(.rest)
      try append(length: bar, at: place)
    }
  }

  private mutating func append(_ chord: Chord, at place: Place) throws(UnencodableTune) {
    // Equal inner lengths move behind the bracket, where the scheme writes a chord's length.
    let inner = chord.notes[0].length
    let isEven = chord.notes.allSatisfy { $0.length == inner }
    tokens.append(.chordStart)
    for note in chord.notes {
      tokens.append(.pitch(note.pitch))
      if !isEven { try append(length: note.length * unit, at: place) }
      if note.isTied, !chord.isTied { tokens.append(.tie) }
    }
    tokens.append(.chordEnd)
    try append(length: isEven ? inner * chord.length * unit : chord.length * TokenSequence.unitLength, at: place)
    if chord.isTied { tokens.append(.tie) }
  }

  private mutating func append(_ tuplet: Tuplet) {
    var short = Tuplet(tuplet.count, time: tuplet.time, covered: tuplet.covered)
    if short.covered == short.count { short.covered = nil }
    // The source's meter decides what an unwritten time means; it is the token's meter too.
    if short.covered == nil, short.time == nil || short.factor(in: meter) == Tuplet(short.count).factor(in: meter) {
      short.time = nil
    } else if short.time == nil {
      let factor = short.factor(in: meter)
      short.time = (factor * Fraction(short.count)).numerator
    }
    tokens.append(.tuplet(short))
  }

  private mutating func append(broken signs: Int) {
    if case .length(let length, 0)? = tokens.last {
      tokens[tokens.count - 1] = .length(length, broken: signs)
    } else {
      tokens.append(.broken(signs))
    }
  }

  private mutating func append(_ field: Field) {
    switch field.content {
    case .unitLength(let new): unit = new
    case .meter(let new):
      let normal = new.map(Self.normal)
      guard normal != meter else { break }
      meter = normal
      tokens.append(.meter(normal))
    case .key(let new):
      guard new.tonic != nil, new.plain != key else { break }
      key = new.plain
      tokens.append(.key(new.plain))
    default: break
    }
  }

  private mutating func append(_ line: BarLine, startsRepeat: Bool, header: Int) {
    if line.repeatsBefore > 0 { put(BarLine(repeatsBefore: line.repeatsBefore), header: header) }
    if line.repeatsAfter > 0 || startsRepeat { put(BarLine(repeatsAfter: max(1, line.repeatsAfter)), header: header) }
    if !line.endings.isEmpty { put(BarLine(endings: line.endings), header: header) }
    if line.repeatsBefore == 0, line.repeatsAfter == 0, !startsRepeat, line.endings.isEmpty {
      put(BarLine(), header: header)
    }
  }

  /// Adds a bar line, merging it with one that stands directly before it.
  private mutating func put(_ line: BarLine, header: Int) {
    let isPlain = line.repeatsBefore == 0 && line.repeatsAfter == 0 && line.endings.isEmpty
    if case .bar(let previous)? = tokens.last {
      if isPlain { return }
      let previousIsPlain = previous.repeatsBefore == 0 && previous.repeatsAfter == 0 && previous.endings.isEmpty
      if previousIsPlain { tokens.removeLast() }
    } else if isPlain, tokens.count == header {
      // A bar line before the first note says nothing.
      return
    }
    tokens.append(.bar(line))
  }
}

extension BarLine {
  fileprivate init(repeatsBefore: Int = 0, repeatsAfter: Int = 0, endings: [Int] = []) {
    let notation = String(repeating: ":", count: repeatsBefore) + "|" + String(repeating: ":", count: repeatsAfter)
    self.init(notation, repeatsBefore: repeatsBefore, repeatsAfter: repeatsAfter, endings: endings)
  }
}

extension Key {
  /// The key without accidentals of its own, as `K:` tokens name it.
  public var plain: Key {
    guard let tonic else { return self }
    return Key(tonic, alteration: tonicAlteration, mode: mode)
  }
}
