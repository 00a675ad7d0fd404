import Foundation

/// Draws how a run's losses fell, as an SVG picture that any browser shows.
public enum LossCurve {
  private static let width = 820.0
  private static let height = 480.0
  private static let left = 64.0
  private static let right = 24.0
  private static let top = 48.0
  private static let bottom = 56.0
  private static let trainColour = "#2b6cb0"
  private static let heldOutColour = "#c05621"

  /// The curves of `records`: training loss by update, held-out loss by validation, the best one marked.
  ///
  /// - Complexity: O(n); at most some 1,600 points are drawn.
  public static func svg(_ records: [MetricsRecord], title: String = "Loss") -> String {
    let epochs = records.filter { $0.kind == .epoch }
    let updates = records.filter { $0.kind == .update }
    let train = thinned(points(updates.count > 1 ? updates : epochs, \.loss))
    let heldOut = thinned(points(records.filter { $0.kind != .update }, \.heldOutLoss))
    var parts = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(number(width)) \(number(height))\" "
        + "width=\"\(number(width))\" height=\"\(number(height))\" font-family=\"sans-serif\" font-size=\"13\">",
      "<rect width=\"100%\" height=\"100%\" fill=\"#fdfdfb\"/>",
      "<text x=\"\(number(left))\" y=\"28\" font-size=\"17\" fill=\"#222\">\(escaped(title))</text>",
    ]
    let losses = (train + heldOut).map(\.y)
    guard let lowest = losses.min(), let highest = losses.max() else {
      parts.append("<text x=\"\(number(width / 2))\" y=\"\(number(height / 2))\" text-anchor=\"middle\" fill=\"#666\">")
      parts.append("no losses have been recorded yet</text></svg>")
      return parts.joined(separator: "\n") + "\n"
    }
    let last = max(1, (train + heldOut).map(\.x).max() ?? 1)
    let steps = Scale(from: 0, to: last, onto: left...width - right, flipped: false)
    let room = max((highest - lowest) * 0.05, 0.01)
    let nats = Scale(from: max(0, lowest - room), to: highest + room, onto: top...height - bottom, flipped: true)
    parts += axes(steps, nats)
    parts += curve(train, steps, nats, trainColour, dots: false)
    parts += curve(heldOut, steps, nats, heldOutColour, dots: heldOut.count <= 60)
    if let best = heldOut.min(by: { $0.y < $1.y }) {
      let (x, y) = (number(steps(best.x)), number(nats(best.y)))
      parts.append(
        "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"6\" fill=\"none\" stroke=\"\(heldOutColour)\" stroke-width=\"2\"/>")
    }
    parts += legend(best: heldOut.min { $0.y < $1.y })
    parts.append("</svg>")
    return parts.joined(separator: "\n") + "\n"
  }

  private struct Point {
    let x: Double
    let y: Double
  }

  /// A line from data to the picture.
  private struct Scale {
    let from: Double
    let to: Double
    let onto: ClosedRange<Double>
    let flipped: Bool

    init(from: Double, to: Double, onto: ClosedRange<Double>, flipped: Bool) {
      self.from = from
      self.to = to > from ? to : from + 1
      self.onto = onto
      self.flipped = flipped
    }

    func callAsFunction(_ value: Double) -> Double {
      let share = (value - from) / (to - from)
      let length = onto.upperBound - onto.lowerBound
      return flipped ? onto.upperBound - share * length : onto.lowerBound + share * length
    }

    /// Round values, about `count` of them: 1, 2 or 5 times a power of ten apart.
    func ticks(_ count: Double) -> [Double] {
      let rough = (to - from) / count
      let power = pow(10, floor(log10(rough)))
      let apart = power * ([1.0, 2, 5, 10].first { $0 * power >= rough } ?? 10)
      let first = (from / apart).rounded(.up)
      return (0..<50).map { (first + Double($0)) * apart }.filter { $0 <= to }
    }
  }

  private static func points(_ records: [MetricsRecord], _ loss: KeyPath<MetricsRecord, Double?>) -> [Point] {
    records.compactMap { record in
      record[keyPath: loss].flatMap { $0.isFinite ? Point(x: Double(record.step), y: $0) : nil }
    }
  }

  /// At most some 800 points, evenly chosen, the last one always: more would not be seen.
  private static func thinned(_ points: [Point]) -> [Point] {
    let stride = max(1, points.count / 800)
    return points.enumerated().compactMap { index, point in
      index % stride == 0 || index == points.count - 1 ? point : nil
    }
  }

  private static func axes(_ steps: Scale, _ nats: Scale) -> [String] {
    var parts: [String] = []
    for tick in nats.ticks(6) {
      let y = number(nats(tick))
      parts.append(
        "<line x1=\"\(number(left))\" y1=\"\(y)\" x2=\"\(number(width - right))\" y2=\"\(y)\" stroke=\"#e4e4de\"/>")
      parts.append(
        "<text x=\"\(number(left - 8))\" y=\"\(y)\" dy=\"4\" text-anchor=\"end\" fill=\"#555\">\(number(tick))</text>")
    }
    for tick in steps.ticks(8) {
      let x = number(steps(tick))
      parts.append(
        "<line x1=\"\(x)\" y1=\"\(number(height - bottom))\" x2=\"\(x)\" y2=\"\(number(height - bottom + 5))\" "
          + "stroke=\"#888\"/>")
      parts.append(
        "<text x=\"\(x)\" y=\"\(number(height - bottom + 20))\" text-anchor=\"middle\" fill=\"#555\">\(number(tick))</text>"
      )
    }
    parts.append(
      "<path d=\"M\(number(left)) \(number(top))V\(number(height - bottom))H\(number(width - right))\" fill=\"none\" "
        + "stroke=\"#888\"/>")
    parts.append(
      "<text x=\"\(number((left + width - right) / 2))\" y=\"\(number(height - 14))\" text-anchor=\"middle\" "
        + "fill=\"#333\">updates</text>")
    parts.append(
      "<text transform=\"translate(18 \(number((top + height - bottom) / 2))) rotate(-90)\" text-anchor=\"middle\" "
        + "fill=\"#333\">nats a token</text>")
    return parts
  }

  private static func curve(
    _ points: [Point], _ steps: Scale, _ nats: Scale, _ colour: String, dots: Bool
  ) -> [String] {
    guard !points.isEmpty else { return [] }
    let places = points.map { "\(number(steps($0.x))),\(number(nats($0.y)))" }
    var parts = [
      "<polyline points=\"\(places.joined(separator: " "))\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"1.8\" "
        + "stroke-linejoin=\"round\"/>"
    ]
    for point in points where dots || points.count == 1 {
      parts.append(
        "<circle cx=\"\(number(steps(point.x)))\" cy=\"\(number(nats(point.y)))\" r=\"3\" fill=\"\(colour)\"/>")
    }
    return parts
  }

  private static func legend(best: Point?) -> [String] {
    var entries = [(trainColour, "training")]
    if let best {
      entries.append((heldOutColour, "held out, best \(number(best.y, digits: 3)) at update \(number(best.x))"))
    }
    return entries.enumerated().flatMap { row, entry in
      let y = top + 14 + 20 * Double(row)
      let x = width - right - 290
      return [
        "<line x1=\"\(number(x))\" y1=\"\(number(y))\" x2=\"\(number(x + 24))\" y2=\"\(number(y))\" "
          + "stroke=\"\(entry.0)\" stroke-width=\"3\"/>",
        "<text x=\"\(number(x + 32))\" y=\"\(number(y + 4))\" fill=\"#333\">\(entry.1)</text>",
      ]
    }
  }

  /// A number of at most `digits` decimals, whatever the language of the machine.
  private static func number(_ value: Double, digits: Int = 2) -> String {
    let power = pow(10, Double(digits))
    let rounded = (value * power).rounded() / power
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .filter { !$0.unicodeScalars.contains { $0.value < 0x20 } }
  }
}
