/// How a token changes the bar. Each step answers nil where its token cannot stand; whether the bar has room for it is
/// told by ``BarState/cost(_:)``.
extension BarState {
  typealias Kind = GrammarVocabulary.Kind

  /// The bar once an open note is left without a length; the same where none is open.
  func settled(_ vocabulary: GrammarVocabulary) -> BarState? {
    switch item {
    case .none: return self
    case .chord: return nil
    case .note, .rest: return lasting(vocabulary.quaver)
    }
  }

  /// The open note with its length.
  func lasting(_ length: Int) -> BarState? {
    var result = self
    // A tie within tuplets and broken rhythm would be legal and is hardly ever meant.
    result.tieable = tuplet < 0 && broken == 0 ? place : Self.noPlace
    result.item = .none
    if broken > 0 {
      // Both notes of broken rhythm together last twice their length; the first counted for both.
      guard length == broken else { return nil }
      result.broken = 0
    } else if tuplet >= 0 {
      guard tupletLength == 0 || tupletLength == length else { return nil }
      if tupletLength == 0 { result.position += length * tupletTime }
      result.tupletLength = length
      result.tupletLeft -= 1
      if result.tupletLeft == 0 {
        result.tuplet = -1
        result.tupletLength = 0
      }
    } else {
      result.position += length
    }
    return result
  }

  /// The open note, so long, as the first of two in broken rhythm.
  func broken(_ length: Int) -> BarState? {
    guard item == .note, tuplet < 0, broken == 0 else { return nil }
    var result = self
    result.item = .none
    result.broken = length
    result.position += 2 * length
    return result
  }

  /// A pitch, as a note or as one of a chord; a settled bar, or an open chord.
  func taking(_ pitch: GrammarVocabulary.Pitch, _ pitches: PitchChoice) -> BarState? {
    let isGiven = tied != Self.noPlace
    if isGiven {
      guard pitch.place == Int(tied), pitch.accidental == nil else { return nil }
    } else {
      guard pitches.allows(pitch, altered: altered) else { return nil }
    }
    var result = self
    if let accidental = pitch.accidental { result.altered[pitch.letter] = Int8(accidental) }
    // A tied note sounds what the one before sounded.
    let isTonic = isGiven ? isTonic : pitch.letter == 0 && result.altered[0] == 0
    if item == .chord {
      let bit = GrammarVocabulary.bit(of: pitch.place)
      guard chord & bit == 0, chord.nonzeroBitCount < 4 else { return nil }
      guard !lacksLength else { return nil }
      if chord == 0 { result.isTonic = isTonic }
      result.lacksLength = chordLength > 0
      result.chord |= bit
      return result
    }
    result.begin(.note, isTonic: isTonic)
    result.place = Int8(pitch.place)
    return result
  }

  mutating func begin(_ item: Item, isTonic: Bool) {
    self.item = item
    self.isTonic = isTonic
    place = Self.noPlace
    tied = Self.noPlace
    tieable = Self.noPlace
  }

  func resting() -> BarState? {
    guard tied == Self.noPlace, item == .none else { return nil }
    var result = self
    result.begin(.rest, isTonic: isTonic)
    return result
  }

  func openingChord(_ pitches: PitchChoice) -> BarState? {
    // Players disagree on how long a chord in a tuplet is.
    guard tied == Self.noPlace, item == .none, tuplet < 0, pitches.hasChord else { return nil }
    var result = self
    result.begin(.chord, isTonic: isTonic)
    result.chord = 0
    result.chordLength = 0
    result.lacksLength = false
    return result
  }

  /// A length within a chord: all its notes have the same, or none has one.
  func chordLasting(_ length: Int) -> BarState? {
    guard item == .chord else { return nil }
    var result = self
    if lacksLength {
      guard length == chordLength else { return nil }
      result.lacksLength = false
    } else {
      guard chord.nonzeroBitCount == 1, chordLength == 0 else { return nil }
      result.chordLength = length
    }
    return result
  }

  func closingChord() -> BarState? {
    guard item == .chord, chord.nonzeroBitCount > 1, !lacksLength else { return nil }
    var result = self
    result.begin(.note, isTonic: isTonic)
    return chordLength > 0 ? result.lasting(chordLength) : result
  }

  func openingTuplet(_ number: Int, count: Int, time: Int) -> BarState? {
    guard tied == Self.noPlace, isComplete else { return nil }
    var result = self
    result.tuplet = number
    result.tupletTime = time
    result.tupletLeft = count
    result.tupletLength = 0
    result.tieable = Self.noPlace
    return result
  }

  func tying(_ vocabulary: GrammarVocabulary) -> BarState? {
    guard tieable != Self.noPlace, isComplete, vocabulary.plainPlaces & GrammarVocabulary.bit(of: Int(tieable)) != 0
    else { return nil }
    var result = self
    result.tied = tieable
    result.tieable = Self.noPlace
    return result
  }
}
