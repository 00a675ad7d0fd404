import Music

extension TuneGrammar {
  /// What was written so far, as far as it bounds what may follow.
  public struct State: Hashable, Sendable {
    /// Whether the tune has ended.
    public private(set) var isFinished = false
    // The header.
    private var hasMeter = false
    private var hasKey = false
    private var hasType = false

    // The bar: all in ticks.
    var barTicks = 0
    var position = 0
    /// How long the bar must be when it closes; in the first bar, how long it may be.
    var due = 0
    var isFirstBar = true
    /// Whether the bar is the pickup of a later part.
    var isPickup = false
    var hasBody = false

    // What is not finished within the bar.
    /// A note, rest or chord whose length may still follow.
    var note: OpenNote?
    /// The places on the staff of the notes of a chord that is open.
    var chord: [Int]?
    var tuplet: OpenTuplet?
    /// The length that the second note of broken rhythm must have.
    var brokenLength: Int?
    /// The place on the staff of the note just written with its length, which a tie may follow.
    var tieable: Int?
    /// The place on the staff the next note must have, being tied to.
    var tied: Int?

    // The form.
    var longestPart = 0
    var part = Part()
    var bars = 0
    /// Whether the last token was `:|`, so that a new part begins here.
    var isBetweenParts = false
    /// Whether the last bar line may be, or must be, the tune's last.
    var canEnd = false
    var mustEnd = false

    struct OpenNote: Hashable, Sendable {
      /// The place on the staff of a single note; nil for rests and chords.
      var place: Int?
      var isRest: Bool
    }

    struct OpenTuplet: Hashable, Sendable {
      var count: Int
      var time: Int
      var left: Int
      /// The length all its notes have, once the first is known.
      var length: Int?
    }

    enum Ending: Hashable, Sendable { case none, first, awaitingSecond, second }

    /// The part being written.
    struct Part: Hashable, Sendable {
      var bars = 0
      /// The length of its pickup, which its last bar leaves out; 0 where it begins with a full bar.
      var pickup = 0
      /// Whether `|:` opened it, so that `:|` must close it.
      var isOpen = false
      var ending = Ending.none
      /// Bars of the first ending, and those written of the present one.
      var endingLength = 0
      var endingBars = 0
    }
  }
}

extension TuneGrammar.State {
  typealias Kind = GrammarVocabulary.Kind

  /// How long the last bar of the part is.
  var closingLength: Int { part.pickup > 0 ? barTicks - part.pickup : barTicks }
  var room: Int { due - position }

  /// The state once a note that is open has been left a quaver long; nil where it cannot be.
  func closed() -> Self? {
    guard note != nil else { return self }
    guard fits(GrammarVocabulary.quaver) else { return nil }
    var result = self
    result.close(length: GrammarVocabulary.quaver)
    return result
  }

  /// Whether a token may follow; `closed` is ``closed()``, worked out once for all tokens.
  func allows(_ kind: Kind, closed: Self?, in grammar: TuneGrammar) -> Bool {
    if isFinished { return false }
    guard hasMeter, hasKey else {
      let grain = grammar.vocabulary.grain
      switch kind {
      case .meter(let ticks, _): return !hasMeter && ticks >= grain * 4 && ticks % grain == 0
      case .key: return hasMeter
      default: return false
      }
    }
    if case .rhythm = kind { return !hasType && !hasBody }
    if let chord {
      switch kind {
      case .pitch(let pitch): return chord.count < 4 && !chord.contains(pitch.staffPosition)
      case .chordEnd: return chord.count > 1
      default: return false
      }
    }
    guard let note else { return allowsBetweenNotes(kind, in: grammar) }
    switch kind {
    case .length(let ticks, false): return fits(ticks)
    case .length(let ticks, true): return !note.isRest && canBreak(ticks)
    case .broken: return !note.isRest && canBreak(GrammarVocabulary.quaver)
    default:
      // Any other token leaves the note a quaver long.
      return closed?.allowsBetweenNotes(kind, in: grammar) ?? false
    }
  }

  /// Whether the open note may be `ticks` long.
  private func fits(_ ticks: Int) -> Bool {
    if let brokenLength { return ticks == brokenLength }
    if let tuplet { return tuplet.length.map { $0 == ticks } ?? (ticks * tuplet.time <= room) }
    return ticks <= room
  }

  /// Whether the open note, `ticks` long, may be the first of two in broken rhythm.
  private func canBreak(_ ticks: Int) -> Bool {
    brokenLength == nil && tuplet == nil && 2 * ticks <= room
  }

  /// A tie needs a note to lead to: in this bar, or past a plain bar line behind which the part goes on.
  private func canTie(in grammar: TuneGrammar) -> Bool {
    guard let tieable, grammar.vocabulary.plainPlaces.contains(tieable) else { return false }
    return room > 0 || allowsBar(in: grammar) && !isEndOfPart && !isFirstBar && !mustEndWithThisBar(in: grammar)
  }

  private func allowsBetweenNotes(_ kind: Kind, in grammar: TuneGrammar) -> Bool {
    switch kind {
    case .pitch(let pitch):
      if let tied { return pitch.staffPosition == tied && pitch.accidental == nil && canStartNote(in: grammar) }
      return canStartNote(in: grammar)
    case .rest: return tied == nil && canStartNote(in: grammar)
    case .chordStart: return tied == nil && canStartNote(in: grammar)
    case .tuplet(_, let time):
      return tied == nil && tuplet == nil && brokenLength == nil && canStartNote(in: grammar)
        && time * grammar.vocabulary.grain <= room
    case .bar: return isBarComplete && allowsBar(in: grammar)
    case .repeatEnd: return tied == nil && isBarComplete && allowsRepeatEnd(in: grammar)
    case .repeatStart: return tied == nil && allowsRepeatStart(in: grammar)
    case .firstEnding: return tied == nil && isBarComplete && allowsFirstEnding(in: grammar)
    case .secondEnding: return part.ending == .awaitingSecond
    case .end: return allowsEnd(in: grammar)
    case .tie: return canTie(in: grammar)
    // A length or a broken-rhythm sign belongs to the note before it, which is open until something else comes.
    default: return false
    }
  }

  private func canStartNote(in grammar: TuneGrammar) -> Bool {
    guard !mustEnd, part.ending != .awaitingSecond, !(isBetweenParts && isTuneFull(in: grammar)) else { return false }
    if brokenLength != nil || tuplet != nil { return true }
    return room >= grammar.vocabulary.grain
  }

  private var isBarComplete: Bool { position > 0 && brokenLength == nil && tuplet == nil }

  mutating func take(_ kind: Kind, in grammar: TuneGrammar) {
    canEnd = false
    if note != nil {
      switch kind {
      case .length(let ticks, false): return close(length: ticks)
      case .length(let ticks, true): return breakRhythm(ticks)
      case .broken: return breakRhythm(GrammarVocabulary.quaver)
      default: close(length: GrammarVocabulary.quaver)
      }
    }
    if case .tie = kind { tied = tieable }
    tieable = nil
    switch kind {
    case .meter(let ticks, let isThree):
      hasMeter = true
      longestPart = isThree ? grammar.form.longestPartInThree : grammar.form.longestPart
      barTicks = ticks
      due = ticks
    case .key: hasKey = true
    case .rhythm: hasType = true
    case .pitch(let pitch):
      if chord != nil {
        chord!.append(pitch.staffPosition)
      } else {
        begin(OpenNote(place: pitch.staffPosition, isRest: false))
      }
    case .rest: begin(OpenNote(place: nil, isRest: true))
    case .chordStart:
      chord = []
      isBetweenParts = false
    case .chordEnd:
      chord = nil
      begin(OpenNote(place: nil, isRest: false))
    case .tuplet(let count, let time):
      tuplet = OpenTuplet(count: count, time: time, left: count)
      isBetweenParts = false
    case .bar, .repeatEnd, .repeatStart, .firstEnding, .secondEnding: takeBarLine(kind, in: grammar)
    case .end: isFinished = true
    default: break
    }
    hasBody = hasBody || hasKey && kind != .key && kind != .rhythm
  }

  private mutating func begin(_ open: OpenNote) {
    note = open
    tied = nil
    isBetweenParts = false
  }

  /// Ends the open note with its length, which the bar has room for.
  private mutating func close(length: Int) {
    // A tie within tuplets and broken rhythm would be legal and is hardly ever meant.
    tieable = tuplet == nil && brokenLength == nil ? note?.place : nil
    note = nil
    if brokenLength != nil {
      // Both notes of broken rhythm together last twice their length; the first counted for both.
      brokenLength = nil
    } else if var open = tuplet {
      if open.length == nil {
        open.length = length
        position += length * open.time
      }
      open.left -= 1
      tuplet = open.left > 0 ? open : nil
    } else {
      position += length
    }
  }

  private mutating func breakRhythm(_ length: Int) {
    note = nil
    brokenLength = length
    position += 2 * length
  }
}
