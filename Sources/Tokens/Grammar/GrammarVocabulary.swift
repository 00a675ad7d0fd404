import Music

/// A vocabulary as the grammar sees it: what each token is, lengths in grains.
///
/// A grain is the shortest of quaver, semiquaver and demisemiquaver that has a token; all other lengths the grammar
/// writes are whole numbers of it. A tuplet lasts its notes' length times a whole number, and the two notes of broken rhythm
/// last twice the length that is written, so that bars are added up exactly in integers.
struct GrammarVocabulary: Sendable {
  enum Kind: Hashable, Sendable {
    case start, end
    case meter(Int)
    case key(Int)
    case type
    case pitch(Pitch)
    case rest
    case chordStart, chordEnd
    /// A length in grains.
    case length(Int)
    /// Broken rhythm with the length it is fused to, or a quaver.
    case broken(Int)
    case tuplet(Int)
    case line(FormEdge.Line)
    case tie
    /// What the grammar never writes.
    case never
  }

  /// A pitch as it is written.
  struct Pitch: Hashable, Sendable {
    /// The letter, 0 for C.
    var letter: Int
    /// The place on the staff, 0 for middle C.
    var place: Int
    /// The MIDI note number of the natural note.
    var natural: Int
    /// What its accidental alters it by; nil without one.
    var accidental: Int?
  }

  struct Tuplet: Hashable, Sendable {
    var count: Int
    /// The written time; nil where it hangs on the meter.
    var time: Int?

    /// In the time of how many of its notes it is played (ABC 2.1, section 4.13).
    func time(isCompound: Bool) -> Int { time ?? (isCompound ? 3 : 2) }
  }

  let kinds: [Kind]
  private(set) var meters: [Meter] = []
  /// What the keys alter each letter by.
  private(set) var signatures: [(mode: Mode, alterations: SIMD8<Int8>)] = []
  private(set) var tuplets: [Tuplet] = []
  /// Lengths a note may have, the quaver included.
  let lengths: [Int]
  /// A quaver in grains.
  let quaver: Int
  /// Which places have a token without accidental, to which a tie can lead: a bit a place, see ``bit(of:)``.
  let plainPlaces: UInt64

  /// Places from four octaves below middle C to four above are told apart.
  static let places = -32..<32
  /// A place as a bit.
  static func bit(of place: Int) -> UInt64 { 1 << UInt64(place + 32) }

  init(_ vocabulary: Vocabulary) {
    let words = vocabulary.tokens.map { Token($0) }
    let plain = Set(
      words.compactMap { word -> Fraction? in
        if case .length(let length, 0)? = word { return length }
        return nil
      })
    let grain = [Fraction(1, 4), Fraction(1, 2)].first { plain.contains($0) } ?? .one
    quaver = (Fraction.one / grain).numerator
    var lengths: Set<Int> = [quaver]
    for length in plain where length.isMultiple(of: grain) { lengths.insert((length / grain).numerator) }
    self.lengths = lengths.sorted()
    var kinds: [Kind] = []
    for (token, word) in zip(vocabulary.tokens, words) {
      var kind = Kind.never
      switch word {
      case nil: kind = token == Vocabulary.start ? .start : token == Vocabulary.end ? .end : .never
      case .meter(let meter?):
        meters.append(meter)
        kind = .meter(meters.count - 1)
      case .key(let key) where key.tonic == .c && key.tonicAlteration == 0:
        var alterations = SIMD8<Int8>()
        for (step, alteration) in key.signature { alterations[step.rawValue] = Int8(clamping: alteration) }
        signatures.append((key.mode, alterations))
        kind = .key(signatures.count - 1)
      case .pitch(let pitch) where Self.places.contains(pitch.staffPosition):
        kind = .pitch(
          Pitch(
            letter: pitch.step.rawValue, place: pitch.staffPosition, natural: pitch.naturalMIDI,
            accidental: pitch.accidental?.alteration))
      case .rhythm: kind = .type
      case .rest: kind = .rest
      case .chordStart: kind = .chordStart
      case .chordEnd: kind = .chordEnd
      case .length(let length, let broken) where length.isMultiple(of: grain) && abs(broken) <= 3:
        let grains = (length / grain).numerator
        if broken == 0 { kind = .length(grains) } else if lengths.contains(grains) { kind = .broken(grains) }
      case .broken(let signs) where abs(signs) <= 3: kind = .broken(quaver)
      case .tuplet(let tuplet):
        guard let known = Tuplet(tuplet) else { break }
        tuplets.append(known)
        kind = .tuplet(tuplets.count - 1)
      case .bar(let line): kind = FormEdge.Line(line).map(Kind.line) ?? .never
      case .tie: kind = .tie
      default: break
      }
      kinds.append(kind)
    }
    self.kinds = kinds
    plainPlaces = kinds.reduce(0) { bits, kind in
      if case .pitch(let pitch) = kind, pitch.accidental == nil { return bits | Self.bit(of: pitch.place) }
      return bits
    }
  }

  /// A full bar in grains; nil where it is none or too few or many of them.
  func barLength(of meter: Meter) -> Int? {
    let grains = meter.barLength * Fraction(8 * quaver)
    guard grains.isWhole, (4...1024).contains(grains.numerator) else { return nil }
    return grains.numerator
  }
}

extension GrammarVocabulary.Tuplet {
  /// Tuplets of two to nine notes that cover as many as they count.
  fileprivate init?(_ tuplet: Tuplet) {
    guard tuplet.covered ?? tuplet.count == tuplet.count, (2...9).contains(tuplet.count) else { return nil }
    count = tuplet.count
    switch tuplet.count {
    case 2, 4, 8: time = tuplet.time ?? 3
    case 3, 6: time = tuplet.time ?? 2
    default: time = tuplet.time
    }
    // Players disagree on the time of `(5`, `(7` and `(9` in 3/4, so that they are written with their time only.
    guard let time, (1...9).contains(time) else { return nil }
  }
}

extension FormEdge.Line {
  /// A bar line of one stroke.
  init?(_ line: BarLine) {
    switch line.tokenNotation {
    case "|": self = .bar
    case ":|": self = .repeatEnd
    case "|:": self = .repeatStart
    case "|1": self = .firstEnding
    case "|2": self = .secondEnding
    default: return nil
    }
  }
}
