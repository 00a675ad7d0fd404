import Foundation
import Quality
import Ranking
import Testing

@Suite struct NormsTests {
  /// 0, 1, ... 100: by the definition each percentile is its own number.
  @Test func quantilesOfAHundredAndOneNumbers() throws {
    let quantiles = try #require(Quantiles(of: (0...100).map(Double.init).shuffled()))
    #expect(quantiles.values == [5, 25, 50, 75, 95])
    #expect(quantiles.rarity(of: 25, grain: 1) == 0 && quantiles.rarity(of: 75, grain: 1) == 0)
    #expect(quantiles.rarity(of: 95, grain: 1) == 1 && quantiles.rarity(of: 5, grain: 1) == 1)
    #expect(quantiles.rarity(of: -15, grain: 1) == 2)
    #expect(Quantiles(of: [Double]()) == nil)
  }

  /// Where all tunes agree, a difference smaller than the grain counts for less than 1.
  @Test func agreementIsNotHeldAgainstAHair() throws {
    let quantiles = try #require(Quantiles(of: Array(repeating: 16.0, count: 50)))
    #expect(quantiles.rarity(of: 17, grain: 2) == 0.5)
  }

  @Test func metersWithThirtyTunesHaveNormsOfTheirOwn() throws {
    var reel = Observation(of: try Sheets.features(Sheets.plain))
    reel.measures[.range] = 20
    var jig = reel
    jig.meter = "6/8"
    jig.measures[.range] = 10
    let norms = try #require(
      Norms(of: Array(repeating: reel, count: 30) + Array(repeating: jig, count: 29), model: "abc"))
    #expect(Array(norms.meters.keys) == ["4/4"])
    #expect(norms.quantiles(of: .range, meter: "4/4")?.median == 20)
    // Too few of its own: a jig is compared with all, where 30 of 59 have 20.
    #expect(norms.quantiles(of: .range, meter: "6/8")?.values == [10, 10, 20, 20, 20])
    #expect(norms.all.tunes == 59 && norms.all.endsOnTonic == 1)
    #expect(norms.quantiles(of: .nats, meter: "4/4") == nil)
    #expect(Norms(of: []) == nil)
  }

  @Test func aFileIsReadAsItWasWritten() throws {
    let tunes = try (0..<40).map { number in
      Observation(of: try Sheets.features(Sheets.plain), natsPerToken: 1 + Double(number) / 100)
    }
    let norms = try #require(Norms(of: tunes, model: "0123"))
    let read = try Norms(json: norms.json)
    // What was rounded once is not rounded again.
    #expect(read.json == norms.json)
    #expect(read.all.tunes == 40 && read.model == "0123" && read.quantiles(of: .nats, meter: "4/4") != nil)
    #expect(read.withoutModel.quantiles(of: .nats, meter: "4/4") == nil && read.withoutModel.model == nil)
  }

  /// Each is one change to a file that can be read; the error names the place.
  @Test(arguments: [
    ("", "is no JSON"), ("[]", "is of another kind"), ("{}", "'norms' is missing"),
    (#"{"norms":2}"#, "'norms' is layout 2"),
    (group(tunes: "0"), "is of 0 tunes"), (group(tunes: "\"x\""), "'all.tunes' is of another kind"),
    (group(range: "[1,2,3,4]"), "'all.measures.range' is not five ascending numbers"),
    (group(range: "[5,4,3,2,1]"), "is not five ascending numbers"),
    (group(range: "[-9,1,2,3,4]"), "'range' is not within"), (group(range: "[1,2,3,4,1e300]"), "'range' is not within"),
    (group(tonic: "1.5"), "'endsOnTonic' is no share"), (group(form: "-1"), "the form 'AABB' has no share"),
  ])
  func whatIsNoNormsIsRefused(text: String, problem: String) {
    let error = #expect(throws: NormsError.self) { try Norms(json: Array(text.utf8)) }
    #expect(error?.problem.contains(problem) == true, "\(error?.description ?? "")")
    #expect(error?.kind == .content)
  }

  private static func group(
    tunes: String = "9", range: String = "[1,2,3,4,5]", tonic: String = "0.5", form: String = "0.5"
  ) -> String {
    #"{"norms":1,"meters":{},"all":{"tunes":\#(tunes),"measures":{"range":\#(range)},"#
      + #""endsOnTonic":\#(tonic),"forms":{"AABB":\#(form)}}}"#
  }

  /// The template of the broken files is itself in order, and what a later Lilt adds is passed over.
  @Test func whatIsInOrderIsRead() throws {
    #expect(try Norms(json: Array(Self.group().utf8)).all.tunes == 9)
    let later = Self.group().replacingOccurrences(of: #""range""#, with: #""later":[1,1,1,1,1],"range""#)
    #expect(try Norms(json: Array(later.utf8)).all.measures.count == 1)
  }

  @Test func aFileThatIsNotThereIsMissing() {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).json").path
    let error = #expect(throws: NormsError.self) { try Norms(reading: path) }
    #expect(error?.kind == .missing && error?.path == path)
  }
}
