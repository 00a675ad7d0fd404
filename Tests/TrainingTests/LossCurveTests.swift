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
    #expect(picture.texts.contains("nats a token"))
    // Ticks at round numbers: 400 updates in fifties.
    #expect(Set(["0", "50", "400"]).isSubset(of: picture.texts))
  }

  @Test func everyPointLiesInThePicture() throws {
    let svg = LossCurve.svg(records)
    for match in svg.matches(of: /([0-9.]+),([0-9.]+)/) {
      #expect((64...796).contains(try #require(Double(match.1))))
      #expect((48...424).contains(try #require(Double(match.2))))
    }
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

  @Test func longRunsAreThinned() {
    let many = (1...50_000).map { MetricsRecord(kind: .update, step: $0, epoch: 1, loss: 1 + 1 / Double($0)) }
    #expect(LossCurve.svg(many).utf8.count < 40_000)
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
