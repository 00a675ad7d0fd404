import Music
import Originality
import Quality
import Ranking
import Testing

@Suite struct ScoreTests {
  /// Norms with room on both sides: a hundred and one tunes whose measures go evenly from nothing to twice the middle.
  private static func norms(endsOnTonic share: Double = 0.95) throws -> Norms {
    let features = try Sheets.features(Sheets.plain)
    let tunes = (0...100).map { number in
      var tune = Observation(of: features)
      let part = Double(number) / 100
      tune.measures = [
        .nats: 2 * part, .repeated: part, .varied: part, .range: 24 * part, .leaps: part, .notes: 12 * part,
      ]
      tune.endsOnTonic = part < share
      tune.form = number % 20 == 0 ? "ABCD" : "A"
      return tune
    }
    return try #require(Norms(of: tunes))
  }

  /// Half of the bars come back, as in the middle of the norms; the last note is the tonic, but for one bar.
  @Test func repetitionIsCountedInBars() throws {
    let norms = try Self.norms()
    let half = try Sheets.features("CDEF GABc|dcBA GFED|CDEF GABc|dcBA GFED|")
    let none = try Sheets.features(Sheets.plain)
    #expect(Score(of: half, norms: norms).penalty(of: .repetition) == 0)
    let score = Score(of: none, norms: norms)
    // None of eight: 25 hundredths below the middle half, whose side is 20 wide to the twentieth.
    #expect(abs((score.penalty(of: .repetition) ?? 0) - 1.25) < 1e-9)
    #expect(
      score.parts.first { $0.aspect == .repetition }?.reason
        == "0 of 8 bars repeat an earlier one; such tunes have 2 to 6")
  }

  /// The likeliest is as far from real tunes as the strangest.
  @Test func theLikeliestIsNotTheBest() throws {
    let (norms, features) = (try Self.norms(), try Sheets.features(Sheets.plain))
    func penalty(_ nats: Double) -> Double? {
      Score(of: features, natsPerToken: nats, norms: norms).penalty(of: .likelihood)
    }
    #expect(penalty(1) == 0)
    #expect(abs((penalty(0.1) ?? 0) - 1) < 1e-9 && abs((penalty(1.9) ?? 0) - 1) < 1e-9)
    #expect(penalty(50) == Score.most)
  }

  @Test func anEndingOffTheTonicCostsWhatItIsRare() throws {
    // Of 101 six end elsewhere: five times as many on the tonic would cost 1, and 95 are ln(95 / 6) / ln 5 of that.
    let norms = try Self.norms()
    let off = Score(of: try Sheets.features("CDEF GABc|dcBA GFED|"), norms: norms).penalty(of: .cadence) ?? 0
    #expect(abs(off - 1.7163) < 0.001)
    #expect(Score(of: try Sheets.features(Sheets.plain), norms: norms).penalty(of: .cadence) == 0)
    // Where three of four end elsewhere it costs nothing.
    let free = try Self.norms(endsOnTonic: 0.25)
    #expect(Score(of: try Sheets.features("CDEF GABc|dcBA GFED|"), norms: free).penalty(of: .cadence) == 0)
  }

  @Test func aFormCostsWhatItIsRare() throws {
    let norms = try Self.norms()
    #expect(Score(of: try Sheets.features(Sheets.plain), norms: norms).penalty(of: .form) == 0)
    // No tune of the norms is played as AABB: as rare as the rarest that is listed, 1 in 200.
    let rare = Score(of: try Sheets.features("|:CDEF GABc:|:dcBA G2C2:|"), norms: norms)
    let penalty = try #require(rare.penalty(of: .form))
    #expect(abs(penalty - 2.43) < 0.01, "\(rare.parts)")
  }

  /// To share little is no fault, to share a lot is.
  @Test func sharedBarsCountFromAbove() throws {
    let tune = try Sheets.tune(Sheets.plain)
    let features = TuneFeatures(of: tune)
    let index = Sheets.index(of: [("The Original", tune)])
    let usual = try #require(Quantiles(of: (0...100).map { Double($0) / 20 }))
    let copy = Score(
      of: features, likeness: Likeness(collection: index.resemblance(of: tune)), usualRuns: usual,
      norms: .general)
    #expect(copy.penalty(of: .originality) == Score.most)
    #expect(copy.parts.last?.reason == "8 bars shared with The Original; three of four real tunes share at most 3.8")
    let other = try Sheets.tune("G,8|c'8|B,2B,2B,2B,2|a2a2a2a2|")
    let free = Score(
      of: TuneFeatures(of: other), likeness: Likeness(collection: index.resemblance(of: other)), usualRuns: usual,
      norms: .general)
    #expect(free.penalty(of: .originality) == 0)
  }

  /// General rules say nothing of likelihood, and leave alone what no norms are of.
  @Test func withoutNormsGeneralRulesDecide() throws {
    let score = Score(of: try Sheets.features(Sheets.plain), natsPerToken: 9, norms: .general)
    #expect(score.parts.map(\.aspect) == [.repetition, .variation, .form, .cadence, .range, .leaps])
    #expect(score.total == score.parts.reduce(0) { $0 + $1.penalty })
  }
}
