import Plots

/// A small picture of shares by kind: a bar for the tunes, a stroke for the reference, a band for its halves.
struct KindsPanel {
  /// One kind.
  struct Kind {
    var label: String
    var tunes: Double
    var reference: Double
    var spread: ClosedRange<Double>?

    init(label: String, tunes: Double, reference: Double, spread: ClosedRange<Double>?) {
      self.label = label
      self.tunes = tunes
      self.reference = reference
      self.spread = spread
    }

    init(_ category: QualityDistribution.Category) {
      self.init(
        label: category.label, tunes: category.tunes, reference: category.reference, spread: category.spread)
    }
  }

  static let tunesColour = SVG.colours[4]
  static let referenceColour = SVG.colours[1]
  static let bandColour = "#dcd3c4"
  /// How many kinds there is room for: fewer where their names are long.
  private static func mostKinds(_ kinds: [Kind]) -> Int { kinds.contains { $0.label.count > 4 } ? 8 : 14 }
  private static let longestName = 12

  private let name: String
  private let kinds: [Kind]
  /// How many kinds are too rare to be drawn.
  private let left: Int

  /// Shows the kinds that are most common in either set, in their order.
  init(_ name: String, _ kinds: [Kind]) {
    self.name = name
    let weight = { (kind: Kind) in max(kind.tunes, kind.reference) }
    let chosen = kinds.indices.filter { weight(kinds[$0]) >= 0.002 }
      .sorted { (weight(kinds[$1]), $0) < (weight(kinds[$0]), $1) }.prefix(Self.mostKinds(kinds)).sorted()
    self.kinds = chosen.map { kinds[$0] }
    left = kinds.count - chosen.count
  }

  func drawn(x: Double, y: Double, width: Double, height: Double) -> [String] {
    let highest = kinds.flatMap { [$0.tunes, $0.reference, $0.spread?.upperBound ?? 0] }.max() ?? 0
    let (left, right) = (x + 46, x + width - 12)
    let (top, bottom) = (y + 28, y + height - 34)
    let heading = name + (self.left > 0 ? " (\(self.left) rare ones not shown)" : "")
    var parts = [SVG.text(heading, x: left, y: y + 16, colour: "#222")]
    guard highest > 0 else {
      parts.append(
        SVG.text("nothing to show", x: (left + right) / 2, y: y + height / 2, colour: "#666", anchor: "middle"))
      return parts
    }
    let scale = PlotScale(0...min(1, highest * 1.05), onto: top...bottom, isFlipped: true)
    for tick in scale.ticks(5) {
      let at = SVG.number(scale(tick))
      parts.append(
        "<line x1=\"\(SVG.number(left))\" y1=\"\(at)\" x2=\"\(SVG.number(right))\" y2=\"\(at)\" stroke=\"#e4e4de\"/>")
      parts.append(
        Self.small("\(SVG.number(tick * 100))%", x: left - 6, y: scale(tick) + 4, anchor: "end"))
    }
    let step = (right - left) / Double(kinds.count)
    // Long names take turns on two lines.
    let isCrowded = kinds.contains { Double($0.label.count) * 6.2 > step }
    for (number, kind) in kinds.enumerated() {
      let middle = left + (Double(number) + 0.5) * step
      parts += Self.drawn(kind, middle: middle, step: step, scale: scale)
      let line = isCrowded && number % 2 == 1 ? 27.0 : 14.0
      let name =
        kind.label.count > Self.longestName ? kind.label.prefix(Self.longestName - 1) + "…" : kind.label
      parts.append(Self.small(name, x: middle, y: bottom + line, anchor: "middle"))
    }
    parts.append(
      "<path d=\"M\(SVG.number(left)) \(SVG.number(top))V\(SVG.number(bottom))H\(SVG.number(right))\" fill=\"none\" "
        + "stroke=\"#888\"/>")
    return parts
  }

  private static func drawn(_ kind: Kind, middle: Double, step: Double, scale: PlotScale) -> [String] {
    var parts: [String] = []
    if let spread = kind.spread {
      parts.append(
        rectangle(
          middle - step * 0.46, scale(spread.upperBound), step * 0.92,
          max(1, scale(spread.lowerBound) - scale(spread.upperBound)), bandColour))
    }
    let height = scale(0) - scale(kind.tunes)
    parts.append(rectangle(middle - step * 0.26, scale(kind.tunes), step * 0.52, max(0, height), tunesColour))
    let at = SVG.number(scale(kind.reference))
    parts.append(
      "<line x1=\"\(SVG.number(middle - step * 0.46))\" y1=\"\(at)\" x2=\"\(SVG.number(middle + step * 0.46))\" "
        + "y2=\"\(at)\" stroke=\"\(referenceColour)\" stroke-width=\"2\"/>")
    return parts
  }

  private static func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ colour: String) -> String
  {
    "<rect x=\"\(SVG.number(x))\" y=\"\(SVG.number(y))\" width=\"\(SVG.number(width))\" "
      + "height=\"\(SVG.number(height))\" fill=\"\(colour)\"/>"
  }

  private static func small(_ text: String, x: Double, y: Double, anchor: String) -> String {
    "<text x=\"\(SVG.number(x))\" y=\"\(SVG.number(y))\" font-size=\"11\" text-anchor=\"\(anchor)\" "
      + "fill=\"#444\">\(SVG.escaped(text))</text>"
  }
}
