import Foundation
import Testing
import Training

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct LossCurveTests {
  private let records: [MetricsRecord] =
    (1...40).map { MetricsRecord(kind: .update, step: $0 * 10, epoch: 1 + $0 / 21, loss: 3 - Double($0) * 0.03) }
    + [
      MetricsRecord(kind: .epoch, step: 200, epoch: 1, loss: 2.7, heldOutLoss: 2.5, isBest: true),
      MetricsRecord(kind: .validation, step: 300, epoch: 2, heldOutLoss: 2.123456, isBest: true),
      MetricsRecord(kind: .epoch, step: 400, epoch: 2, loss: 2.1, heldOutLoss: 2.2, isBest: false),
    ]

  @Test func wellFormedWithTwoCurvesAndALegend() {
    let picture = Elements(LossCurve.svg(records, title: "Jigs & <reels>"))
    #expect(picture.isWellFormed)
    #expect(picture.counts["svg"] == 1)
    #expect(picture.counts["polyline"] == 2)
    // Three validations and the ring around the best.
    #expect(picture.counts["circle"] == 4)
    #expect(picture.texts.contains("Jigs & <reels>"))
    #expect(picture.texts.contains("training"))
    #expect(picture.texts.contains("held out, best 2.123 at update 300"))
    #expect(picture.texts.contains("updates"))
    #expect(picture.texts.contains("loss, nats a token"))
    // Ticks at round numbers: 400 updates in fifties.
    #expect(Set(["0", "50", "400"]).isSubset(of: picture.texts))
  }

  @Test func everyPointLiesInThePicture() throws {
    let svg = LossCurve.svg(records)
    for match in svg.matches(of: /([0-9.]+),([0-9.]+)/) {
      #expect((64...796).contains(try #require(Double(match.1))))
      #expect((72...412).contains(try #require(Double(match.2))))
    }
  }

  @Test func gradientsHaveAPanelOfTheirOwnByFactors() throws {
    let norms = [0.01, 0.1, 1, 10].enumerated().map { index, norm in
      MetricsRecord(kind: .update, step: index + 1, epoch: 1, loss: 2, gradientNorm: norm)
    }
    let svg = LossCurve.svg(norms)
    let picture = Elements(svg)
    #expect(picture.isWellFormed)
    #expect(picture.texts.contains("gradient norm") && picture.counts["polyline"] == 2)
    #expect(Set(["0.01", "0.1", "1", "10"]).isSubset(of: picture.texts))
    // Tenfold is as far as tenfold.
    let line = try #require(svg.matches(of: /points="([^"]*)"/).last?.1)
    let heights = line.split(separator: " ").compactMap { $0.split(separator: ",").last.flatMap { Double($0) } }
    #expect(heights.count == 4)
    #expect(abs((heights[0] - heights[1]) - (heights[2] - heights[3])) < 0.05)
    // Without norms there is no such panel.
    #expect(!Elements(LossCurve.svg(records)).texts.contains("gradient norm"))
  }

  @Test func whatWasLostIsDrawnFaintlyAndDoesNotSetTheScale() {
    var records = (1...50).map { MetricsRecord(kind: .update, step: $0, epoch: 1, loss: $0 > 40 ? 900 : 2) }
    records.append(
      MetricsRecord(kind: .rollback, step: 40, epoch: 1, rollbacks: 1, brokeDownAt: 51, problem: "exploded"))
    records += (41...80).map { MetricsRecord(kind: .update, step: $0, epoch: 1, loss: 1.5, rollbacks: 1) }
    let svg = LossCurve.svg(records)
    let picture = Elements(svg)
    // The run to 40, the one from 41 on, and the lost one between.
    #expect(picture.isWellFormed && picture.counts["polyline"] == 3)
    #expect(svg.matches(of: /polyline[^>]*stroke-opacity/).count == 1)
    #expect(picture.texts.contains("lost, went back once"))
    #expect(picture.texts.contains("1.6") && !picture.texts.contains("800"))
  }

  @Test func theBestIsMarkedThoughItsUpdatesAreLost() throws {
    var records = (1...50).map { MetricsRecord(kind: .update, step: $0, epoch: 1, loss: 3) }
    records.insert(MetricsRecord(kind: .validation, step: 45, epoch: 1, heldOutLoss: 1.25, isBest: true), at: 45)
    records.append(
      MetricsRecord(kind: .rollback, step: 40, epoch: 1, rollbacks: 1, brokeDownAt: 51, problem: "exploded"))
    records.append(MetricsRecord(kind: .update, step: 41, epoch: 1, loss: 2.5, rollbacks: 1))
    let svg = LossCurve.svg(records)
    // Going back keeps the best model. Its ring lies in the picture, below the curve.
    #expect(Elements(svg).texts.contains("held out, best 1.25 at update 45"))
    let ring = try #require(svg.firstMatch(of: /cx="([0-9.]+)" cy="([0-9.]+)" r="6"/))
    #expect((64...796).contains(try #require(Double(ring.1))))
    #expect((72...412).contains(try #require(Double(ring.2))))
    let runs = [RunComparison.Run(name: "a", records: records)]
    #expect(Elements(RunComparison(runs, over: .updates).svg()).texts.contains("a: held out, best 1.25 at update 45"))
  }

  @Test func whereARunBrokeDownIsInThePicture() throws {
    var records = (1...20).map { MetricsRecord(kind: .update, step: $0, epoch: 1, loss: 3) }
    records.append(MetricsRecord(kind: .breakdown, step: 90, epoch: 1, brokeDownAt: 90, problem: "no number"))
    let svg = LossCurve.svg(records)
    #expect(Elements(svg).texts.contains("broke down"))
    // The dashed line of update 90, beyond the last loss, stands at the right edge: 820 less a margin of 24.
    #expect(svg.firstMatch(of: /x1="([0-9.]+)"[^>]*stroke-dasharray/)?.1 == "796")
    #expect(Elements(LossCurve.svg([records[20]])).texts.contains("the run broke down before a loss was recorded"))
  }

  @Test func severalRunsInOnePicture() {
    let fast = (1...20).map {
      MetricsRecord(kind: .epoch, step: $0 * 10, epoch: $0, loss: 2, heldOutLoss: 2 - 0.05 * Double($0), seconds: 3)
    }
    let slow = (1...10).map {
      MetricsRecord(
        kind: .epoch, step: $0 * 10, epoch: $0, loss: 2, heldOutLoss: 2 - 0.02 * Double($0), seconds: 60 * Double($0))
    }
    let runs = [
      RunComparison.Run(name: "a < b", records: fast), .init(name: "plain", records: slow),
      .init(name: "empty", records: []),
    ]
    for axis in RunComparison.Axis.allCases {
      let picture = Elements(RunComparison(runs, over: axis).svg(title: "Runs"))
      #expect(picture.isWellFormed)
      // Held-out and training losses of two runs; a point for each validation.
      #expect(picture.counts["polyline"] == 4 && picture.counts["circle"] == 30)
      #expect(picture.texts.contains(axis == .updates ? "updates" : "minutes of training"))
    }
    let texts = Elements(RunComparison(runs, over: .minutes).svg()).texts
    // Ten epochs of a minute: best at the last.
    #expect(texts.contains("plain: held out, best 1.8 at 10 min"))
    #expect(Elements(RunComparison([], over: .updates).svg()).isWellFormed)
  }

  @Test func lossesFallFromLeftToRight() throws {
    // The first training point is the highest loss, so it lies highest: the smallest y.
    let svg = LossCurve.svg(records)
    let line = try #require(svg.firstMatch(of: /points="([^"]*)"/)?.1)
    let heights = line.split(separator: " ").compactMap { $0.split(separator: ",").last.flatMap { Double($0) } }
    #expect(heights.count == 40)
    #expect(heights == heights.sorted())
  }

  @Test(arguments: [
    [], [MetricsRecord(kind: .update, step: 1, epoch: 1, loss: 2)],
    [MetricsRecord(kind: .epoch, step: 0, epoch: 1, loss: 2, heldOutLoss: 2)],
    [MetricsRecord(kind: .update, step: 5, epoch: 1, loss: .nan)],
  ]) func littleOrNothingToDraw(records: [MetricsRecord]) {
    #expect(Elements(LossCurve.svg(records)).isWellFormed)
  }

  @Test func longRunsAreThinned() throws {
    let many = (1...50_000).map { MetricsRecord(kind: .update, step: $0, epoch: 1, loss: 1 + 1 / Double($0)) }
    #expect(LossCurve.svg(many).utf8.count < 40_000)
    // Every eight hundredth and the last; 1,599 have two each.
    for count in [800, 801, 1599, 1600, 50_000] {
      let line = try #require(LossCurve.svg(Array(many.prefix(count))).firstMatch(of: /points="([^"]*)"/)?.1)
      #expect((400...801).contains(line.split(separator: " ").count))
    }
  }
}

/// Reads a picture and counts what is in it.
private final class Elements: NSObject, XMLParserDelegate {
  private(set) var counts: [String: Int] = [:]
  private(set) var texts: Set<String> = []
  private(set) var isWellFormed = false
  private var text = ""

  init(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    counts[name, default: 0] += 1
    text = ""
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    if name == "text" { texts.insert(text) }
  }
}
