import Kernels
import Quality
import Testing

@Suite struct HostileTunesTests {
  @Test func nothingToMeasure() throws {
    for music in ["", "z8|z8|", "|:|:||:|", "[]|", "x4|Z4|"] {
      let tune = try features(music)
      #expect(!tune.isReadable, "\(music)")
      #expect(tune.notes.isEmpty && tune.range == nil && tune.endsOnTonic == nil && tune.finalLength == nil)
      #expect(tune.intervals.isEmpty && tune.runs(of: 2).isEmpty && tune.melodyPrint == nil)
      #expect(tune.pitchClasses == Array(repeating: 0, count: 12))
    }
  }

  @Test func oneBarAndOneNote() throws {
    let tune = try features("D8|")
    #expect(tune.isReadable && tune.bars == 1 && tune.form == "A" && tune.range == 0)
    #expect(try features("D|").parts.isEmpty)
  }

  @Test func withoutATonicOrAMeter() throws {
    let keyless = try features("DEFG ABcd|", key: "none")
    #expect(keyless.isReadable && keyless.endsOnTonic == nil && keyless.pitchClasses.allSatisfy { $0 == 0 })
    for meter in ["none", nil] {
      let free = try features("|:DEFG|A2|Bcd efg:|D|", meter: meter)
      // Every stretch is a bar; no meter asks for anything. The last one is a part of its own.
      #expect(free.meter == "none" && free.bars == 4 && free.hasExactBars && free.form == "AAB")
    }
  }

  @Test func tenThousandBars() throws {
    var generator = RandomSource(seed: 1)
    let bars = (0..<10_000).map { _ in
      (0..<8).map { _ in String("DEFGABcdefgab".randomElement(using: &generator) ?? "D") }.joined()
    }
    let tune = try features(bars.joined(separator: "|") + "|")
    #expect(tune.bars == 10_000 && tune.notes.count == 80_000 && tune.parts.first?.bars == 10_000)
  }

  @Test func rubbish() throws {
    for music in [
      ":|:|:|2 D|1 [K:", "(9DE>>|<<<F&&&|G,,,,,,,,,,a'''''''''", "[V:1]D|[V:2]E|&|F", "D999999999999/99999999|",
      String(repeating: "D9223372036854775807|z9223372036854775807|", count: 20),
    ] {
      let tune = try features(music)
      var generator = RandomSource(seed: 1)
      _ = QualityReport(of: [tune], reference: [tune, tune], using: &generator)
    }
  }

  @Test func reportsOfNothing() throws {
    let tune = try features("DEFG ABcd|")
    for (tunes, reference) in [
      ([], []), ([tune], []), ([], [tune, tune]), ([.unreadable], [.unreadable, .unreadable]),
    ] {
      var generator = RandomSource(seed: 1)
      let report = QualityReport(of: tunes, reference: reference, using: &generator)
      #expect(report["range"]?.verdict == nil)
      #expect(report["intervals-js"]?.tunes == nil)
      #expect(QualityPicture.svg(report).hasSuffix("</svg>\n"))
    }
  }
}
