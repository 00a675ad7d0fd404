import Quality
import Ranking
import Testing

@Suite struct AimTests {
  /// A hundred and one tunes that repeat from none to all of their bars; three of four are AABB, two of three end on C.
  private static func norms() throws -> Norms {
    let features = try Sheets.features(Sheets.plain)
    let tunes = (0..<120).map { number in
      var tune = Observation(of: features)
      tune.measures = [.repeated: Double(number) / 119]
      tune.form = number % 4 == 0 ? "AB" : "AABB"
      tune.endsOnTonic = number % 3 != 0
      return tune
    }
    return try #require(Norms(of: tunes))
  }

  private static func aim(repeated: Double = 0.5, form: Double = 0, ending: Double = 0) -> Aim {
    Aim(places: [.repeated: repeated], form: form, ending: ending)
  }

  /// Straight lines between the five known places, and on beyond them.
  @Test func placesBetweenQuantilesAreInterpolated() throws {
    let usual = try #require(Quantiles(of: (0...100).map(Double.init)))
    for (place, value) in [(0.05, 5.0), (0.15, 15), (0.5, 50), (0.6, 60), (0.95, 95), (0, 0), (1, 100)] {
      #expect(abs(usual.value(at: place) - value) < 1e-9)
    }
    // From 5 to 95 are twelve times 7.5, or four times 22.5.
    #expect(abs(usual.distance(of: 95, from: 0.5, parts: 12, grain: 1) - 6) < 1e-9)
    #expect(abs(usual.distance(of: 95, from: 0.5, parts: 4, grain: 1) - 2) < 1e-9)
    // A quarter of the way is taken for 45 at least.
    #expect(abs(usual.distance(of: 95, from: 0.5, parts: 4, grain: 45) - 1) < 1e-9)
    #expect(usual.distance(of: 60, from: 0.6, parts: 4, grain: 1) < 1e-9)
  }

  @Test func distanceFromTheAimCounts() throws {
    // Half of eight bars come back.
    let features = try Sheets.features(
      "CDEF GABc|dcBA GFED|E2G2 c2e2|g2e2 c2G2|CDEF GABc|dcBA GFED|E2G2 c2e2|g2e2 c2G2|")
    func penalty(_ place: Double) throws -> Double {
      try #require(Score(of: features, norms: Self.norms(), aim: Self.aim(repeated: place)).penalty(of: .repetition))
    }
    let penalties = try [0.05, 0.425, 0.5, 0.575, 0.95].map(penalty)
    // A twelfth of nine tenths is 0.075; 0.45 would be six of them, of which three are counted.
    for (found, expected) in zip(penalties, [Score.most, 1, 0, 1, Score.most]) {
      #expect(abs(found - expected) < 1e-9)
    }
    let score = Score(of: features, norms: try Self.norms(), aim: Self.aim(repeated: 0.75))
    #expect(score.parts.first?.reason == "4 of 8 bars repeat an earlier one; it was to be 6")
  }

  /// The commonest form has the lowest places; an unlisted form meets an aim beyond all listed ones only.
  @Test func formsAndEndingsAreMetOrMissed() throws {
    let norms = try Self.norms()
    let features = try Sheets.features("|:CDEF GABc:|:dcBA G2C2:|")
    #expect(features.form == "AABB" && features.endsOnTonic == true)
    func penalties(_ form: Double, _ ending: Double) -> [Double?] {
      let score = Score(of: features, norms: norms, aim: Self.aim(form: form, ending: ending))
      return [score.penalty(of: .form), score.penalty(of: .cadence)]
    }
    #expect(penalties(0.7, 0.6) == [0, 0])
    #expect(penalties(0.8, 0.7) == [Score.missedForm, Score.missedEnding])
    let other = try Sheets.features("CDEF GABc|dcBA GFED|")
    #expect(other.form == "A" && other.endsOnTonic == false)
    let score = Score(of: other, norms: .general, aim: Self.aim(form: 0.7, ending: 0.9))
    #expect(score.penalty(of: .form) == 0 && score.penalty(of: .cadence) == 0, "\(score.parts)")
  }

  /// Aims of a run fall evenly: of 2,000 as many below each tenth as there should be, within four standard deviations, and
  /// neighbours in number or seed have nothing in common.
  @Test func aimsAreSpreadEvenly() {
    let aims = (1...2000).map { Aim(seed: 1, tune: $0) }
    for values in [aims.map(\.form), aims.map(\.ending), aims.compactMap { $0.places[.repeated] }] {
      #expect(values.count == 2000)
      for tenth in 1..<10 {
        let share = Double(values.count { $0 < Double(tenth) / 10 }) / 2000
        #expect(abs(share - Double(tenth) / 10) < 0.045)
      }
    }
    #expect(Aim(seed: 1, tune: 2) == Aim(seed: 1, tune: 2))
    #expect(Set([Aim(seed: 1, tune: 2), Aim(seed: 2, tune: 1), Aim(seed: 1, tune: 3)]).count == 3)
  }

  /// Of candidates that repeat nothing, half or all, a jury that aims keeps each kind; one that does not, the usual kind.
  @Test func aRunIsAsVariedAsItsNorms() throws {
    let bars = ["CDEF GABc", "dcBA GFED", "E2G2 c2e2", "g2e2 c2G2"]
    let kinds = [
      bars + ["F2A2 c2A2", "B2d2 g2d2", "A2c2 e2c2", "G2E2 C4"], bars + bars, Array(repeating: bars[0], count: 8),
    ]
    var jury = Jury(norms: try Self.norms(), mostShared: nil, candidates: 3)
    let compose = { (numbers: [Int]) in
      try numbers.map { try Sheets.composition(kinds[$0 >> 32].joined(separator: "|") + "|") }
    }
    func repeats(_ kept: [Selection]) -> Set<Int> {
      Set(kept.map { Set($0.composition.sequence.words.split(separator: "|").map(Array.init)).count })
    }
    #expect(repeats(try jury.choose(30, compose: compose)).count == 1)
    jury.aimSeed = 1
    #expect(repeats(try jury.choose(30, compose: compose)).count == 3)
  }
}
