import Music
import Testing
import Tokens

/// What is asked of the form of a tune: parts, bars, range, last note, limit of tokens.
@Suite struct GrammarFormTests {
  private func form(_ pattern: String, bars: Int? = nil, partLength: Int? = nil) throws -> TuneGrammar.Form {
    var form = TuneGrammar.Form()
    form.pattern = try TuneGrammar.Pattern(pattern)
    form.bars = bars
    form.partLength = partLength
    return form
  }

  private func walk(_ form: TuneGrammar.Form, seed: Int) throws -> GrammarWalk {
    try GrammarWalk(
      TuneGrammar(validating: GrammarWalk.vocabulary, form: form), seed: UInt64(seed), favoursBars: seed % 2 == 0)
  }

  /// Parts that are played once show no seam between them; a repeat shows.
  @Test(
    arguments: [
      ("AABB", nil, [8, 8]), ("aabbcc", nil, [8, 8, 8]), ("AABB", 32, [16, 16]), ("AA", 4, [4]),
      ("AB", 24, [24]), ("ABAC", nil, [32]), ("ABB", 24, [8 + 8 - 8, 8, 8]), ("AABA", 12, [4, 8]),
    ] as [(String, Int?, [Int])])
  func aPatternIsWrittenToTheBar(pattern: String, bars: Int?, expected: [Int]) throws {
    for seed in 0..<3 {
      let walk = try walk(form(pattern, bars: bars), seed: seed)
      let found = try walk.bars()
      #expect(found.reduce(0, +) == (bars ?? expected.reduce(0, +)))
      if pattern != "ABB" { #expect(found == expected, "\(walk.words.joined(separator: " "))") }
      #expect(try walk.problems().isEmpty)
      #expect(try walk.playsWholeBars())
    }
  }

  @Test(arguments: [8, 12, 16, 24, 32, 40])
  func theBarsAskedForAreWritten(bars: Int) throws {
    var form = TuneGrammar.Form()
    form.bars = bars
    for seed in 0..<3 { #expect(try walk(form, seed: seed).bars().reduce(0, +) == bars) }
  }

  @Test func partsOfAnyLengthCanBeAskedFor() throws {
    var form = TuneGrammar.Form()
    form.partLength = 7
    for seed in 0..<3 { #expect(try walk(form, seed: seed).bars().allSatisfy { $0 % 7 == 0 }) }
  }

  /// A walk through ABAC: the state tells where each part's first bar stands, so that it can be written again.
  @Test func theStateTellsWhichPartIsWritten() throws {
    let form = try form("ABAC", partLength: 4)
    #expect(form.pattern?.parts.map(\.isCopyOf) == [nil, nil, 0, nil])
    #expect(form.pattern?.parts.map(\.isRepeated) == [false, false, false, false])
    let walk = try walk(form, seed: 5)
    var starts: [Int: Int] = [:]
    for state in walk.states.dropFirst(2) where !state.isFinished { starts[state.part] = state.partStart }
    #expect(starts.keys.sorted() == [0, 1, 2, 3])
    #expect(starts[0] == 2)
    for part in 1...3 {
      let start = try #require(starts[part])
      // Behind four bar lines of the part before, one more where a pickup has its own.
      let lines = walk.words[(starts[part - 1] ?? 0)..<start].count { $0 == "|" }
      #expect(walk.words[start - 1] == "|" && (part == 1 ? 4...5 : 4...4).contains(lines))
      #expect(walk.states[start].isAtPartStart)
    }
  }

  @Test(arguments: [60...74, 57...84, 62...74])
  func soundingPitchesKeepTheRange(range: ClosedRange<Int>) throws {
    var form = TuneGrammar.Form()
    form.range = range
    for seed in 0..<8 {
      let notes = Score(performing: try walk(form, seed: seed).tune()).notes
      #expect(notes.allSatisfy { range.contains($0.pitch) })
      // The edges are met, so that nothing is lost by caution: 500 draws of some fifty tokens miss one rarely.
      if seed == 0 { #expect(notes.contains { $0.pitch <= range.lowerBound + 1 }) }
    }
  }

  @Test(arguments: 0..<20)
  func theLastNoteIsTheTonic(seed: Int) throws {
    var form = TuneGrammar.Form()
    form.endsOnTonic = true
    form.partsEndOnTonic = seed % 3 == 0
    if seed % 2 == 0 { form.tokenLimit = 160 }
    let score = Score(performing: try walk(form, seed: seed).tune())
    let last = try #require(score.notes.map(\.onset).max())
    #expect(score.notes.contains { $0.onset == last && $0.pitch % 12 == 0 })
  }

  /// Sixteen bars take 3 tokens each at least, `c 8 |`, and four more bound them: M, K, and </s>.
  @Test func theLimitOfTokensIsKeptAndTold() throws {
    var form = TuneGrammar.Form()
    form.bars = 16
    form.meters = [Meter(4, 4)]
    form.tokenLimit = 16 * 3 + 3
    for seed in 0..<5 { #expect(try walk(form, seed: seed).words.count == 16 * 3 + 2) }
    form.tokenLimit -= 1
    #expect(throws: ImpossibleForm("no tune of this form fits into 50 tokens", mend: "allow 51 tokens at least")) {
      try TuneGrammar(validating: GrammarWalk.vocabulary, form: form)
    }
  }

  @Test func impossibleFormsAreTold() throws {
    for letters in ["", "A1", "AAAB", String(repeating: "AB", count: 13)] {
      #expect(throws: ImpossibleForm.self, "\(letters)") { try TuneGrammar.Pattern(letters) }
    }
    func reason(_ form: TuneGrammar.Form) -> String? {
      do {
        _ = try TuneGrammar(validating: GrammarWalk.vocabulary, form: form)
        return nil
      } catch { return "\(error)" }
    }
    #expect(
      reason(try form("AABBCC", bars: 32)) == "32 bars cannot be divided equally among 3 parts; ask for 30 or 33 bars")
    #expect(reason(try form("AABB", bars: 16, partLength: 16))?.contains("ask for 32 bars") == true)
    var odd = TuneGrammar.Form()
    odd.bars = 18
    #expect(reason(odd)?.contains("ask for 20 bars") == true)
    var narrow = TuneGrammar.Form()
    narrow.range = 60...71
    #expect(reason(narrow) == "a range of 12 semitones is less than an octave; allow 60 to 72 at least")
    var high = TuneGrammar.Form()
    high.range = 100...120
    high.endsOnTonic = true
    #expect(reason(high) != nil)
    var meter = TuneGrammar.Form()
    meter.meters = [Meter(5, 4)]
    #expect(reason(meter)?.contains("ask for one of") == true)
    var mode = TuneGrammar.Form()
    mode.modes = []
    #expect(reason(mode)?.contains("none of the modes") == true)
    var endless = TuneGrammar.Form()
    endless.longestPart = 0
    #expect(reason(endless) != nil)
  }

  /// `|:` may divide a bar where the part behind it begins with the rest of that bar, but not the tune's first bar: three of
  /// its four quavers would be read as a pickup, and the fourth as a bar of 2/4 that lacks three (as abc2midi complains).
  @Test func theFirstBarIsNotDivided() throws {
    var form = TuneGrammar.Form()
    form.partMultiple = 1
    form.shortestTune = 1
    let grammar = try TuneGrammar(validating: GrammarWalk.vocabulary, form: form)
    func mayFollow(_ words: String) throws -> Bool {
      var state = grammar.start()
      let ids = try GrammarWalk.vocabulary.encode(words.split(separator: " ").map(String.init))
      for id in ids { try #require(grammar.advance(&state, by: id)) }
      return grammar.allows(try #require(GrammarWalk.vocabulary.id(of: "|:")), after: state)
    }
    #expect(try !mayFollow("M:2/4 K:Cmaj C 3"))
    #expect(try mayFollow("M:2/4 K:Cmaj C 4"))
    #expect(try mayFollow("M:2/4 K:Cmaj C 4 | C 3"))
    // A quaver is a pickup, played before the repeat.
    #expect(try mayFollow("M:2/4 K:Cmaj C"))
  }

  /// The vocabulary has bar lines for neither repeats nor endings, so that AABB cannot be written.
  @Test func aVocabularyWithoutRepeatsHasNoRepeatedParts() throws {
    let vocabulary = Vocabulary(tokens: ["M:4/4", "K:Cmaj", "C", "D", "8", "|"])
    #expect(throws: ImpossibleForm.self) { try TuneGrammar(validating: vocabulary, form: form("AABB")) }
    #expect(throws: Never.self) { try TuneGrammar(validating: vocabulary, form: form("AB")) }
  }
}
