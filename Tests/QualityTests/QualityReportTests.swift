import Foundation
import Kernels
import Quality
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct QualityReportTests {
  private func report(
    _ tunes: [TuneFeatures], _ reference: [TuneFeatures], seed: UInt64 = 1, splits: Int = 6
  ) -> QualityReport {
    var generator = RandomSource(seed: seed)
    return QualityReport(of: tunes, reference: reference, splits: splits, using: &generator)
  }

  private func json(_ report: QualityReport) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(report)
  }

  @Test func theSeedDecidesTheHalvesAndNothingElse() throws {
    let (tunes, reference) = (try drawn(10, seed: 1, from: stock), try drawn(30, seed: 2, from: stock))
    let once = report(tunes, reference)
    #expect(try json(once) == json(report(tunes, reference)))
    let other = report(tunes, reference, seed: 2)
    #expect(once["range"]?.tunes == other["range"]?.tunes && once["range"]?.reference == other["range"]?.reference)
    #expect(once["verbatim-bars"]?.halves != other["verbatim-bars"]?.halves)
    // Thirty in two are fifteen; ten are judged, and so many of each half.
    #expect(once.splits == 6 && once.tunesAHalf == 10)
  }

  @Test func valuesByHand() throws {
    let tunes = try ["DEFG ABcd|d8|", "DEFG ABcd|DEFG ABcd|D8|", "DEFG ABcd|A8|", "DEFG ABcd|DE|d8|"].map {
      try features($0)
    }
    let report = report(tunes + [.unreadable], tunes)
    #expect(report["readable"]?.tunes == 0.8 && report["readable"]?.reference == 1)
    // Three of the four that can be read end on D, three are exact; one bar of nine comes back. The fourth's second bar
    // is a quarter long and no bar to be compared.
    #expect(report["ends-on-tonic"]?.tunes == 0.75)
    #expect(report["exact-bars"]?.tunes == 0.75)
    #expect(report["verbatim-bars"]?.tunes == 1.0 / 9)
    // Octaves, three of them from D to d.
    #expect(report["range"]?.tunes == 12)
    #expect(report["copied-runs-whole"]?.tunes == 1)
    #expect(report["last-note"] == nil && report["final-length"]?.tunes == 4)
  }

  @Test func realTunesLieInsideAndOthersOutside() throws {
    let reference = try drawn(80, seed: 3, from: stock)
    // Bars of their own, every one new, in long notes and wide leaps.
    let strange = try (0..<20).map { number in
      try features(
        (0..<8).map {
          "\(["D,4", "E,4", "F,4", "G,4"][($0 + number) % 4])\(["d'4", "e'4", "f'4", "g'4", "a'4"][($0 + number) % 5])"
        }
        .joined(separator: "|") + "|]")
    }
    let outside = Set(report(strange, reference).outside.map(\.id))
    #expect(
      outside.isSuperset(of: [
        "verbatim-bars", "range", "leaps-octave", "intervals-js", "intervals-kl", "durations-js", "forms-js",
        "pitch-range-overlap", "note-length-histogram-overlap", "copied-runs",
      ]))
    // Tunes drawn from the same stock are as the reference is; one in ten may fall outside by chance.
    let alike = report(try drawn(20, seed: 9, from: stock), reference, splits: 20)
    let judged = alike.measures.filter { $0.verdict != nil }
    #expect(alike.outside.count * 10 <= judged.count * 2, "\(alike.outside.map(\.id))")
    // Farthest first.
    let deviations = report(strange, reference).outside.map { abs($0.deviation ?? 0) }
    #expect(deviations == deviations.sorted(by: >) && deviations.allSatisfy { $0 > 1 })
  }

  @Test func aMelodyTwiceInTheReferenceCountsOnce() throws {
    let tunes = try drawn(6, seed: 5, from: stock)
    let report = report(tunes, tunes + tunes.prefix(2) + [.unreadable, .unreadable])
    #expect(report.reference == 8 && report.repeatsLeftOut == 2)
  }

  @Test func moreTunesThanTheReferenceHas() throws {
    let report = report(try drawn(30, seed: 1, from: stock), try drawn(9, seed: 2, from: stock))
    #expect(report.tunes == 30 && report.tunesAHalf == 4)
    #expect(report["forms-js"]?.verdict != nil)
  }

  @Test func thePictureShowsEveryDistribution() throws {
    let report = report(try drawn(8, seed: 1, from: stock), try drawn(20, seed: 2, from: stock))
    let svg = QualityPicture.svg(report, title: "Jigs & <reels>")
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    for text in ["Jigs &amp; &lt;reels&gt;"] + report.distributions.map(\.name) {
      #expect(svg.contains(text))
    }
    #expect(svg.contains("AABB") && svg.contains("8 tunes") && svg.contains("range of 12 halves"))
    // Everything lies in the picture.
    let width = 820.0
    for match in svg.matches(of: /x="([0-9.]+)"/) { #expect((Double(match.1) ?? -1) <= width) }
    #expect(!svg.contains("nan") && !svg.contains("inf"))
  }
}
