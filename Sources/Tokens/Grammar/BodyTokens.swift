/// The tokens between bar lines by what they do, so that one question answers for all that do the same.
struct BodyTokens: Sendable {
  private(set) var rests: [Int] = []
  private(set) var chordStarts: [Int] = []
  private(set) var chordEnds: [Int] = []
  private(set) var ties: [Int] = []
  /// Tokens by the length they give, and by the length they give with broken rhythm.
  private(set) var lengths: [(length: Int, numbers: [Int])] = []
  private(set) var broken: [(length: Int, numbers: [Int])] = []
  /// Tokens of tuplets, and which tuplet each is.
  private(set) var tuplets: [(tuplet: Int, number: Int)] = []

  init(_ vocabulary: GrammarVocabulary) {
    func add(_ number: Int, _ length: Int, to groups: inout [(length: Int, numbers: [Int])]) {
      if let index = groups.firstIndex(where: { $0.length == length }) {
        groups[index].numbers.append(number)
      } else {
        groups.append((length, [number]))
      }
    }
    for (number, kind) in vocabulary.kinds.enumerated() {
      switch kind {
      case .rest: rests.append(number)
      case .chordStart: chordStarts.append(number)
      case .chordEnd: chordEnds.append(number)
      case .tie: ties.append(number)
      case .length(let length): add(number, length, to: &lengths)
      case .broken(let length): add(number, length, to: &broken)
      case .tuplet(let tuplet): tuplets.append((tuplet, number))
      default: break
      }
    }
  }
}

/// What of a vocabulary the rules of a bar look up.
final class TokenTables: Sendable {
  let vocabulary: GrammarVocabulary
  let pitches: PitchChoice
  let body: BodyTokens

  init(_ vocabulary: Vocabulary, range: ClosedRange<Int>?, endsOnTonic: Bool) {
    self.vocabulary = GrammarVocabulary(vocabulary)
    pitches = PitchChoice(self.vocabulary, range: range, endsOnTonic: endsOnTonic)
    body = BodyTokens(self.vocabulary)
  }
}

/// Marks the tokens between bar lines that may follow.
struct BodyMask {
  let tables: TokenTables
  let fill: BarFill
  let isCompound: Bool
  /// How many tokens may follow the one that is chosen.
  let budget: Int

  private var pitches: PitchChoice { tables.pitches }
  private var body: BodyTokens { tables.body }

  private func fits(_ bar: BarState?) -> Bool { bar.map { $0.cost(fill) <= budget } ?? false }

  /// - Parameters:
  ///   - bar: the bar being written.
  ///   - settled: the same with no note open; nil where the open note cannot be left without a length.
  ///   - mask: all false, where tokens are marked.
  func mark(after bar: BarState, settled: BarState?, in mask: inout [Bool]) {
    if bar.item == .chord { return markChord(bar, in: &mask) }
    if bar.item != .none { markLengths(bar, in: &mask) }
    guard let settled else { return }
    if settled.tied != BarState.noPlace {
      var note = settled
      note.begin(.note, isTonic: settled.isTonic)
      if fits(note), let number = pitches.plain(at: Int(settled.tied)) { mask[number] = true }
      return
    }
    if settled.tuplet < 0, settled.broken == 0 {
      // Between notes that stand alone, the cost of every kind of note is that of an open one.
      markNotes(
        settled, any: settled.open(isTonic: true, fill), other: settled.open(isTonic: false, fill),
        rest: settled.open(isTonic: settled.isTonic, fill), in: &mask)
      for (tuplet, number) in tables.body.tuplets where settled.tupletFill(tuplet, fill) <= budget {
        mask[number] = true
      }
      if settled.tieable != BarState.noPlace, !tables.body.ties.isEmpty, fits(settled.tying(tables.vocabulary)) {
        mark(tables.body.ties, in: &mask)
      }
      return
    }
    var note = settled
    note.begin(.note, isTonic: true)
    let any = note.cost(fill)
    note.isTonic = false
    let other = note.cost(fill)
    markNotes(settled, any: any, other: other, rest: settled.isTonic ? any : other, in: &mask)
  }

  /// Notes, rests and chords, from what an open note costs that is the tonic, that is not, and that is a rest.
  private func markNotes(_ settled: BarState, any: Int, other: Int, rest: Int, in mask: inout [Bool]) {
    if any <= budget { markPitches(altered: settled.altered, onlyTonic: other > budget, in: &mask) }
    if rest <= budget { mark(tables.body.rests, in: &mask) }
    // A chord takes two notes and a bracket before it is what a note is at once.
    if any + 3 <= budget, tables.pitches.hasChord, settled.tuplet < 0 { mark(tables.body.chordStarts, in: &mask) }
  }

  private func markLengths(_ bar: BarState, in mask: inout [Bool]) {
    guard bar.tuplet < 0, bar.broken == 0 else {
      for group in tables.body.lengths where fits(bar.lasting(group.length)) { mark(group.numbers, in: &mask) }
      return
    }
    for group in tables.body.lengths
    where bar.closing(isTonic: bar.isTonic, behind: group.length, fill) <= budget { mark(group.numbers, in: &mask) }
    guard bar.item == .note else { return }
    for group in tables.body.broken {
      let second = 1 + fill.exactly[group.length]
      if second + bar.closing(isTonic: true, behind: 2 * group.length, fill) <= budget {
        mark(group.numbers, in: &mask)
      }
    }
  }

  private func markPitches(altered: SIMD8<Int8>, onlyTonic: Bool, in mask: inout [Bool]) {
    if onlyTonic {
      mark(pitches.markedTonic, in: &mask)
      if altered[0] == 0 { mark(pitches.plain(letter: 0, alteration: 0), in: &mask) }
      return
    }
    mark(pitches.marked, in: &mask)
    for letter in 0..<7 { mark(pitches.plain(letter: letter, alteration: Int(altered[letter])), in: &mask) }
  }

  private func markChord(_ bar: BarState, in mask: inout [Bool]) {
    let count = bar.chord.nonzeroBitCount
    if count > 1, fits(bar.closingChord()) { mark(body.chordEnds, in: &mask) }
    for group in body.lengths where fits(bar.chordLasting(group.length)) { mark(group.numbers, in: &mask) }
    guard count < 4, !bar.lacksLength else { return }
    var next = bar
    // Any place serves to count the notes.
    next.chord = bar.chord | lowestFree(bar.chord)
    if count == 0 { next.isTonic = true }
    next.lacksLength = bar.chordLength > 0
    guard fits(next) else { return }
    if count == 0 { next.isTonic = false }
    markPitches(altered: bar.altered, onlyTonic: count == 0 && !fits(next), in: &mask)
    guard count > 0 else { return }
    // No two notes of a chord stand in one place.
    for number in pitches.kinds.indices where mask[number] {
      if case .pitch(let pitch) = pitches.kinds[number], bar.chord & GrammarVocabulary.bit(of: pitch.place) != 0 {
        mask[number] = false
      }
    }
  }

  private func lowestFree(_ places: UInt64) -> UInt64 { ~places & (places &+ 1) }

  private func mark(_ numbers: [Int], in mask: inout [Bool]) { for number in numbers { mask[number] = true } }
}

extension TuneGrammar {
  /// Marks the tokens that may follow.
  ///
  /// - Parameters:
  ///   - state: what was written so far.
  ///   - mask: vocabulary-sized; set to true where a token is allowed, else to false.
  /// - Complexity: O(vocabulary), some hundred nanoseconds: tokens that do the same to a bar are asked for together.
  public func allow(after state: State, into mask: inout [Bool]) {
    precondition(mask.count == vocabulary.kinds.count, "a mask has one place a token")
    for index in mask.indices { mask[index] = false }
    guard !state.isFinished else { return }
    guard state.hasKey else {
      for number in state.meter < 0 ? meterTokens : keyTokens { mask[number] = true }
      return
    }
    let meter = meters[state.meter]
    if state.tokenCount == 2, state.bar.cost(meter.fill) <= form.tokenLimit - 3 {
      for number in typeTokens { mask[number] = true }
    }
    let settled = state.bar.settled(tables.vocabulary)
    BodyMask(
      tables: tables, fill: meter.fill, isCompound: meter.isCompound,
      budget: form.tokenLimit - state.tokenCount - 1
    ).mark(after: state.bar, settled: settled, in: &mask)
    guard let settled, settled.isComplete else { return }
    for (number, line) in lineTokens where written(line, after: state, settled: settled) != nil {
      mask[number] = true
    }
  }
}
