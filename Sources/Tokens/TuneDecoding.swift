import Music

/// A word that is no token, or a token where it cannot stand.
public struct MisplacedToken: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which word, from 1.
  public var position: Int
  /// The word.
  public var word: String
  /// What is wrong with it.
  public var reason: String

  /// A word and what is wrong with it.
  public init(position: Int, word: String, reason: String) {
    self.position = position
    self.word = word
    self.reason = reason
  }

  /// `token 12 'q': no word of the scheme`.
  public var description: String { "token \(position) '\(word)': \(reason)" }
}

extension TokenSequence {
  /// Reads the words of a token file; markers of start and end (`<s>`, `</s>`) are passed over.
  public init(words: some Sequence<String>) throws(MisplacedToken) {
    tokens = []
    var position = 0
    for word in words {
      position += 1
      if word == "<s>" || word == "</s>" { continue }
      guard let token = Token(word) else {
        throw MisplacedToken(position: position, word: word, reason: "is no word of the token scheme")
      }
      tokens.append(token)
    }
  }
}

extension Tune {
  /// The tune that tokens spell, at tonic C with a unit note length of a quaver; O(n).
  ///
  /// - Throws: ``MisplacedToken`` where a token cannot stand: a length without a note, a chord that is not closed.
  public init(decoding sequence: TokenSequence) throws(MisplacedToken) {
    var reader = TokenReader()
    for (index, token) in sequence.tokens.enumerated() {
      guard reader.read(token) else {
        throw MisplacedToken(position: index + 1, word: token.word, reason: "cannot stand here")
      }
    }
    if reader.chord != nil, let opening = sequence.tokens.lastIndex(of: .chordStart) {
      throw MisplacedToken(position: opening + 1, word: "[", reason: "is not closed")
    }
    self = reader.tune
  }
}

/// Builds a tune token by token.
private struct TokenReader {
  var tune = Tune()
  var chord: Chord?
  var hasLength = false
  private var hasKey = false
  /// The last note or chord of the body, to which a tie belongs.
  private var tieable: Int?
  /// Whether there is a note, a chord or a rest for broken rhythm to act on.
  private var hasTime = false

  init() {
    tune.header = [Field("L", "1/8", content: .unitLength(TokenSequence.unitLength))]
  }

  /// Takes the next token; false where it cannot stand.
  mutating func read(_ token: Token) -> Bool {
    switch token {
    case .meter(let meter):
      let field = Field("M", meter?.notation ?? "none", content: .meter(meter))
      if tune.body.isEmpty, !hasKey { tune.header.insert(field, at: 0) } else { append(inline: field) }
    case .key(let key):
      let field = Field("K", key.notation, content: .key(key))
      if tune.body.isEmpty, !hasKey { tune.header.append(field) } else { append(inline: field) }
      hasKey = true
    case .rhythm(let type):
      guard tune.body.isEmpty else { return false }
      let field = Field("R", type.rhythm)
      if hasKey { tune.header.insert(field, at: tune.header.count - 1) } else { tune.header.append(field) }
    case .pitch(let pitch):
      if chord != nil {
        hasLength = false
        chord!.notes.append(Note(pitch))
      } else {
        append(timed: .note(Note(pitch)))
      }
    case .length(let length, let broken):
      guard !hasLength, set(length) else { return false }
      hasLength = true
      if broken != 0 {
        guard chord == nil else { return false }
        tune.body.append(Element(.broken(broken)))
      }
    case .broken(let signs):
      guard chord == nil, hasTime else { return false }
      tune.body.append(Element(.broken(signs)))
    case .tie: return tie()
    case .rest:
      guard chord == nil else { return false }
      append(timed: .rest(Rest()))
    case .chordStart:
      guard chord == nil else { return false }
      chord = Chord([])
    case .chordEnd:
      guard let open = chord, !open.notes.isEmpty else { return false }
      chord = nil
      append(timed: .chord(open))
    case .tuplet(let tuplet):
      guard chord == nil else { return false }
      tune.body.append(Element(.tuplet(tuplet)))
    case .bar(let line):
      guard chord == nil else { return false }
      tune.body.append(Element(.bar(line)))
    }
    return true
  }

  /// Adds a note, a chord or a rest.
  private mutating func append(timed kind: Element.Kind) {
    hasLength = false
    hasTime = true
    let element = Element(kind)
    if element.sounds { tieable = tune.body.count }
    tune.body.append(element)
  }

  private mutating func append(inline field: Field) {
    var field = field
    field.isInline = true
    tune.body.append(Element(.field(field)))
  }

  private mutating func set(_ length: Fraction) -> Bool {
    if chord != nil {
      guard let last = chord!.notes.indices.last else { return false }
      chord!.notes[last].length = length
      return true
    }
    guard let last = tune.body.indices.last else { return false }
    switch tune.body[last].kind {
    case .note(var note):
      note.length = length
      tune.body[last].kind = .note(note)
    case .rest(var rest):
      rest.length = length
      tune.body[last].kind = .rest(rest)
    case .chord(var chord):
      chord.length = length
      tune.body[last].kind = .chord(chord)
    default: return false
    }
    return true
  }

  private mutating func tie() -> Bool {
    if chord != nil {
      guard let last = chord!.notes.indices.last else { return false }
      chord!.notes[last].isTied = true
      return true
    }
    // Published v3 data writes a tie behind broken rhythm as well (`c > - c`).
    guard let index = tieable else { return false }
    tune.body[index].tie()
    return true
  }
}
