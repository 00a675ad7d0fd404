import Music

/// Which pitch tokens are in range, by what the key and the bar make of each letter; exact, see ``AccidentalScope``.
struct PitchChoice: Sendable {
  /// Numbers of the tokens with an accidental of their own, and of those without by letter and alteration.
  let marked: [Int]
  private let plain: [[Int]]
  /// Of these, the ones that sound the tonic.
  let markedTonic: [Int]
  /// A token without accidental by its place, from four octaves below middle C on; -1 for none.
  private let byPlace: [Int]
  /// Whether a pitch can be written whatever the bar's accidentals are, and whether two at once can.
  let hasNote: Bool
  let hasChord: Bool
  /// Whether a C can be written in every bar.
  let hasTonic: Bool
  let kinds: [GrammarVocabulary.Kind]
  private let range: ClosedRange<Int>
  private let keepsC: Bool

  /// - Parameter endsOnTonic: whether the C must stay at hand in every bar.
  init(_ vocabulary: GrammarVocabulary, range asked: ClosedRange<Int>?, endsOnTonic: Bool) {
    let range = asked ?? -1_000...1_000
    self.range = range
    kinds = vocabulary.kinds
    var written: [(number: Int, pitch: GrammarVocabulary.Pitch)] = []
    for (number, kind) in kinds.enumerated() { if case .pitch(let pitch) = kind { written.append((number, pitch)) } }
    let naturalC = written.contains {
      $0.pitch.letter == 0 && $0.pitch.accidental == 0 && range.contains($0.pitch.natural)
    }
    // Where no sign can take it back, a C that is altered would be altered to the end of its bar.
    let keepsC = endsOnTonic && !naturalC
    self.keepsC = keepsC
    func isAllowed(_ pitch: GrammarVocabulary.Pitch, _ alteration: Int) -> Bool {
      range.contains(pitch.natural + alteration) && !(keepsC && pitch.letter == 0 && alteration != 0)
    }
    let marked = written.filter { $0.pitch.accidental.map { [pitch = $0.pitch] in isAllowed(pitch, $0) } ?? false }
    self.marked = marked.map(\.number)
    markedTonic = marked.filter { $0.pitch.letter == 0 && $0.pitch.accidental == 0 }.map(\.number)
    var plain = [[Int]](repeating: [], count: 35)
    var byPlace = [Int](repeating: -1, count: 64)
    for (number, pitch) in written where pitch.accidental == nil {
      byPlace[pitch.place + 32] = number
      for alteration in -2...2 where isAllowed(pitch, alteration) {
        plain[pitch.letter * 5 + alteration + 2].append(number)
      }
    }
    self.plain = plain
    self.byPlace = byPlace
    let safe = (0..<7).filter { letter in
      if marked.contains(where: { $0.pitch.letter == letter }) { return true }
      let alterations =
        vocabulary.signatures.map { Int($0.alterations[letter]) }
        + written.filter { $0.pitch.letter == letter }.compactMap(\.pitch.accidental)
      return Set(alterations).allSatisfy { !plain[letter * 5 + $0 + 2].isEmpty || keepsC && letter == 0 && $0 != 0 }
    }
    hasNote = !safe.isEmpty
    hasTonic = naturalC || !plain[2].isEmpty
    hasChord =
      kinds.contains(.chordEnd) && (endsOnTonic ? hasTonic && safe.contains { $0 != 0 } : safe.count > 1)
  }

  /// Whether a pitch may be written, given what the bar alters its letter by.
  func allows(_ pitch: GrammarVocabulary.Pitch, altered: SIMD8<Int8>) -> Bool {
    let alteration = pitch.accidental ?? Int(altered[pitch.letter])
    return range.contains(pitch.natural + alteration) && !(keepsC && pitch.letter == 0 && alteration != 0)
  }

  /// The tokens without accidental of a letter that the bar alters so.
  func plain(letter: Int, alteration: Int) -> [Int] { plain[letter * 5 + alteration + 2] }

  /// The token without accidental at a place; nil where there is none.
  func plain(at place: Int) -> Int? {
    let number = byPlace[place + 32]
    return number < 0 ? nil : number
  }
}
