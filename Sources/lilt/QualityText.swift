import Foundation
import Quality

/// A comparison of tunes with real ones as a table to read in a terminal.
struct QualityText {
  let text: String

  private static let headings: [QualityMeasure.Group: String] = [
    .notation: "Notation", .repetition: "Repetition", .form: "Form", .melody: "Melody",
    .distributions: "Distance of the shares (Jensen-Shannon, 0 the same, 1 nothing in common)",
    .distances: "Overlap of the distances between tunes (Yang and Lerch; 1 as near as its own)",
    .copying: "Copied or common",
  ]

  init(_ comparison: TuneComparison) {
    let report = comparison.report
    var lines = Self.head(report, seed: comparison.seed)
    for group in QualityMeasure.Group.allCases {
      lines += ["", Self.headings[group] ?? group.rawValue]
      // The other divergences say the same in other units; --json has them.
      lines += report.measures.filter { $0.group == group && !$0.id.hasSuffix("-kl") }.map(Self.line)
    }
    lines += Self.farthest(report)
    if !comparison.byMeter.isEmpty { lines += Self.meters(comparison.byMeter) }
    text = lines.joined(separator: "\n")
  }

  private static func head(_ report: QualityReport, seed: UInt64) -> [String] {
    let left = report.repeatsLeftOut
    var lines = [
      "\(report.tunes) tunes beside \(report.reference) of the reference"
        + (left > 0 ? " (\(left) more repeat a melody of it and are left out)" : "")
    ]
    if report.splits > 0 {
      lines += [
        "Yardstick: the reference parted in two \(report.splits) times (seed \(seed)), of each half "
          + "\(report.tunesAHalf) tunes; the",
        "range is that of all halves. Tunes of the reference itself fall outside about once in twenty lines.",
      ]
    } else {
      lines.append("The reference is too small to be parted in two: there is no yardstick.")
    }
    lines.append("")
    lines.append(
      pad("", 30) + right("tunes", 9) + right("reference", 11) + right("one half", 10) + right("other", 10)
        + "   " + "range of halves")
    return lines
  }

  private static func line(_ measure: QualityMeasure) -> String {
    let values = [measure.tunes, measure.reference, measure.halves.first, measure.halves.dropFirst().first ?? nil]
    var line = pad("  " + measure.name, 30)
    for (value, width) in zip(values, [9, 11, 10, 10]) {
      line += right(value.map { number($0, measure.unit) } ?? "-", width)
    }
    if let spread = measure.spread {
      line +=
        "   " + pad("\(number(spread.lowerBound, measure.unit)) to \(number(spread.upperBound, measure.unit))", 19)
    }
    if measure.verdict == .outside { line += (measure.deviation ?? 0) > 0 ? "  above" : "  below" }
    while line.last == " " { line.removeLast() }
    return line
  }

  /// What lies outside, the farthest first.
  private static func farthest(_ report: QualityReport) -> [String] {
    let shown = report.measures.count { $0.verdict != nil && !$0.id.hasSuffix("-kl") }
    let outside = report.outside.filter { !$0.id.hasSuffix("-kl") }
    guard shown > 0 else { return [] }
    var lines = ["", "\(shown - outside.count) of \(shown) lines lie inside the range of the halves."]
    guard !outside.isEmpty else { return lines }
    lines.append("Farthest outside:")
    for measure in outside.prefix(6) {
      let against = measure.spread.map { (measure.deviation ?? 0) > 0 ? $0.upperBound : $0.lowerBound }
      lines.append(
        "  \(measure.name): \(measure.tunes.map { number($0, measure.unit) } ?? "-"), halves "
          + "\((measure.deviation ?? 0) > 0 ? "up to" : "from") \(against.map { number($0, measure.unit) } ?? "-")"
          + "\n    \(measure.explanation)")
    }
    return lines
  }

  private static let columns = ["exact-bars", "ends-on-tonic", "verbatim-bars", "form-aabb", "copied-runs"]
  private static let titles = ["exact bars", "on tonic", "verbatim", "AABB", "copied"]

  private static func meters(_ reports: [(meter: String, report: QualityReport)]) -> [String] {
    var lines = ["", "By meter (the tunes / the reference, * outside; copied: / one half against the other)"]
    lines.append(
      pad("  meter", 9) + right("tunes", 7) + titles.map { right($0, 16) }.joined() + right("inside", 10))
    for (meter, report) in reports {
      var line = pad("  " + meter, 9) + right("\(report.tunes)", 7)
      for id in columns {
        let measure = report[id]
        let real = measure?.reference ?? measure?.halves.first
        line += right(
          [measure?.tunes, real].map { $0.map { number($0, .share) } ?? "-" }.joined(separator: " / ")
            + (measure?.verdict == .outside ? "*" : " "), 16)
      }
      let judged = report.measures.filter { $0.verdict != nil && !$0.id.hasSuffix("-kl") }
      lines.append(line + right("\(judged.count { $0.verdict == .inside })/\(judged.count)", 10))
    }
    return lines
  }

  private static func number(_ value: Double, _ unit: QualityMeasure.Unit) -> String {
    switch unit {
    case .share: String(format: "%.1f%%", value * 100)
    case .number: String(format: "%.2f", value)
    case .bits: String(format: "%.4f", value)
    }
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
