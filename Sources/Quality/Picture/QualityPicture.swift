import Plots

/// Draws a report: tunes beside the reference, with the band that halves of the reference span.
public enum QualityPicture {
  private static let columnWidth = (SVG.width - 24) / 2
  private static let top = 76.0
  private static let rowHeight = 224.0

  /// Small multiples: what of notation, repetition and form is a share, then every distribution; an SVG that any
  /// browser shows. O(measures + kinds).
  public static func svg(_ report: QualityReport, title: String = "Tunes beside real ones") -> String {
    var panels = [shares(of: report)]
    for distribution in report.distributions {
      panels.append(KindsPanel(distribution.name, distribution.categories.map(KindsPanel.Kind.init)))
    }
    var parts = keys(report)
    for (number, panel) in panels.enumerated() {
      let x = 12 + Double(number % 2) * columnWidth
      let y = top + Double(number / 2) * rowHeight
      parts += panel.drawn(x: x, y: y, width: columnWidth, height: rowHeight)
    }
    let rows = Double((panels.count + 1) / 2)
    return SVG.picture(height: top + rows * rowHeight + 12, title: title, parts)
  }

  private static func keys(_ report: QualityReport) -> [String] {
    let y = 54.0
    var parts = swatch("\(report.tunes) tunes", KindsPanel.tunesColour, x: SVG.left, y: y)
    parts += SVG.key("reference, \(report.reference) tunes", KindsPanel.referenceColour, x: SVG.left + 130, y: y)
    if report.splits > 0 {
      parts += swatch(
        "range of \(2 * report.splits) halves of the reference, \(report.tunesAHalf) tunes each", KindsPanel.bandColour,
        x: SVG.left + 370, y: y)
    }
    return parts
  }

  private static func swatch(_ name: String, _ colour: String, x: Double, y: Double) -> [String] {
    [
      "<rect x=\"\(SVG.number(x))\" y=\"\(SVG.number(y - 10))\" width=\"14\" height=\"12\" fill=\"\(colour)\"/>",
      SVG.text(name, x: x + 22, y: y, colour: "#333"),
    ]
  }

  /// The shares of one set that a musician asks for first.
  private static func shares(of report: QualityReport) -> KindsPanel {
    let wanted = [
      ("exact-bars", "bars exact"), ("balanced-repeats", "repeats ok"), ("ends-on-tonic", "on tonic"),
      ("form-aabb", "AABB"), ("verbatim-bars", "verbatim"), ("near-bars", "nearly"), ("transposed-bars", "moved"),
    ]
    let kinds = wanted.compactMap { id, label -> KindsPanel.Kind? in
      guard let measure = report[id], let tunes = measure.tunes, let reference = measure.reference else { return nil }
      return KindsPanel.Kind(label: label, tunes: tunes, reference: reference, spread: measure.spread)
    }
    return KindsPanel("tunes as a whole, and bars that come back", kinds)
  }
}
