import Music
import Originality
import Ranking
import Sampling
import Testing

@Suite struct JuryTests {
  /// The pairs of tune and candidate that numbers stand for.
  private static func places(_ numbers: [Int]) -> [[Int]] { numbers.map { [$0 & 0xFFFF_FFFF, $0 >> 32] } }

  @Test func numbersKeepCandidatesApart() {
    let numbers = (1...50).flatMap { tune in (0..<50).map { Jury.number(tune: tune, candidate: $0) } }
    #expect(Set(numbers).count == 2500)
    // The first candidate is the tune that a run without any has.
    #expect(Jury.number(tune: 7, candidate: 0) == 7)
  }

  /// A copy that would score best is refused; the sixth bar of it is changed, and it stands a fifth higher.
  @Test func aPlantedCopyIsRefused() throws {
    let index = Sheets.index(of: [("The Original", try Sheets.tune(Sheets.plain))])
    let copy = "GABc defg|agfe dcBA|G2B2 d2g2|b2g2 d2B2|c'bag ^fgag|d3e d2c2|c2ec B2dB|A2^FA G4|"
    let jury = Jury(index: index, candidates: 3)
    let kept = try jury.choose(1) { numbers in
      try numbers.map { $0 == 1 ? try Sheets.composition(copy) : try Sheets.wandering($0) }
    }
    let first = try #require(kept.first)
    #expect(first.refused == 1 && first.candidates == 3 && !first.isCopy)
    #expect(first.likeness.bars <= 4)
  }

  /// Four copies, then as many again, of which one is none.
  @Test func whereAllAreCopiesMoreAreComposed() throws {
    let index = Sheets.index(of: [("The Original", try Sheets.tune(Sheets.plain))])
    var asked: [[[Int]]] = []
    let kept = try Jury(index: index, candidates: 4).choose(1) { numbers in
      asked.append(Self.places(numbers))
      return try numbers.map { $0 >> 32 == 6 ? try Sheets.wandering($0) : try Sheets.composition(Sheets.plain) }
    }
    #expect(asked == [[[1, 0], [1, 1], [1, 2], [1, 3]], [[1, 4], [1, 5], [1, 6], [1, 7]]])
    #expect(kept.first?.refused == 7 && kept.first?.candidates == 8 && kept.first?.isCopy == false)
  }

  /// All that ever comes is copied: the rounds end, and the one that shares least is kept and said to be a copy.
  @Test func theLeastCopiedIsToldSo() throws {
    let index = Sheets.index(of: [("The Original", try Sheets.tune(Sheets.plain))])
    let shorter = "CDEF GABc|dcBA GFED|C2E2 G2c2|e2c2 G2E2|fedc Bcdc|G3A G2E2|g8|B,8|"
    var rounds = 0
    let kept = try Jury(index: index, candidates: 2, rounds: 3).choose(1) { numbers in
      rounds += 1
      return try numbers.map { try Sheets.composition($0 >> 32 == 5 ? shorter : Sheets.plain) }
    }
    let first = try #require(kept.first)
    #expect(rounds == 4 && first.candidates == 8 && first.refused == 8 && first.isCopy)
    #expect(first.likeness.bars >= 6 && first.likeness.bars < 8)
    #expect(first.likeness.text.hasSuffix("bars shared with The Original"))
  }

  /// The second tune comes out as the first did and is drawn again; its name is the run's.
  @Test func theRunDoesNotRepeatItself() throws {
    let kept = try Jury(candidates: 1).choose(2, title: { "Reel \($0)" }) { numbers in
      try numbers.map { $0 == 2 ? try Sheets.wandering(1) : try Sheets.wandering($0) }
    }
    #expect(kept.map(\.refused) == [0, 1] && kept.map(\.isCopy) == [false, false])
    #expect(kept.map(\.composition.number) == [1, 2])
    let told = Jury(candidates: 1).judge([try Sheets.wandering(1), try Sheets.wandering(1)], title: { "Reel \($0)" })
    #expect(told[1].isCopy && told[1].likeness.nearest?.title == "Reel 1" && told[1].likeness.isOfRun)
  }

  @Test func whereNothingIsComparedCopiesStay() throws {
    let index = Sheets.index(of: [("The Original", try Sheets.tune(Sheets.plain))])
    let jury = Jury(index: index, mostShared: nil, candidates: 2)
    let kept = try jury.choose(2) { numbers in try numbers.map { _ in try Sheets.composition(Sheets.plain) } }
    #expect(kept.allSatisfy { $0.refused == 0 && !$0.isCopy && $0.likeness == Likeness() })
  }

  /// One of three is expected as real tunes are, one more and one less.
  @Test func theTypicalIsKept() throws {
    let tunes = try (0...100).map { Observation(of: try Sheets.features(Sheets.plain), natsPerToken: Double($0) / 50) }
    let jury = Jury(norms: try #require(Norms(of: tunes)), mostShared: nil, candidates: 3)
    let nats = [0.02, 1, 1.98]
    let kept = try jury.choose(1) { numbers in
      try numbers.map { try Sheets.composition(Sheets.plain, nats: nats[$0 >> 32]) }
    }
    let chosen = try #require(kept.first).composition
    #expect(abs(-chosen.logLikelihood / Double(chosen.tokensChosen) - 1) < 1e-9)
  }

  /// What makes no tune is kept only where there is nothing else.
  @Test func noTuneComesLast() throws {
    let broken = Composition(words: ["M:4/4", "/2"], tokensChosen: 2, logLikelihood: -1, maskedShare: 0, number: 1)
    let kept = try Jury(candidates: 2).choose(1) { numbers in
      try numbers.map { $0 == 1 ? broken : try Sheets.wandering($0) }
    }
    #expect(kept.first?.score != nil)
    let none = Jury(candidates: 2).choose(1) { numbers in numbers.map { _ in broken } }
    #expect(none.first?.score == nil && none.first?.composition.words == ["M:4/4", "/2"])
  }

  /// The third tune is the same whether three or three hundred are asked for, over the bound of a chunk.
  @Test func aTuneDoesNotDependOnTheCount() throws {
    let jury = Jury(mostShared: nil, candidates: 8)
    let compose = { (numbers: [Int]) in try numbers.map(Sheets.wandering) }
    let few = try jury.choose(3, compose: compose)
    let many = try jury.choose(140, compose: compose)
    #expect(many.count == 140 && many.map(\.composition.number) == Array(1...140))
    #expect(few.map(\.composition.words) == many.prefix(3).map(\.composition.words))
    #expect(Set(many.map(\.composition.words)).count == 140)
  }
}
