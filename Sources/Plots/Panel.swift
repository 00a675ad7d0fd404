import Foundation

/// A point of a curve, in the data's units.
public struct PlotPoint: Hashable, Sendable {
  /// From left to right.
  public let x: Double
  /// Upwards.
  public let y: Double

  /// A point.
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// Two axes and what is drawn between them, as pieces of SVG.
public struct Panel: Sendable {
  /// From left to right.
  public let x: PlotScale
  /// Upwards.
  public let y: PlotScale
  /// Names the part of the picture beyond which nothing is drawn.
  public let name: String

  /// A panel between two scales.
  public init(x: PlotScale, y: PlotScale, name: String) {
    self.x = x
    self.y = y
    self.name = name
  }

  /// Grid, axes and their labels with units; `across` is left out where another panel below has it.
  public func axes(up: String, across: String?) -> [String] {
    let (left, right) = (SVG.number(x.onto.lowerBound), SVG.number(x.onto.upperBound))
    let (top, bottom) = (y.onto.lowerBound, y.onto.upperBound)
    var parts = [
      "<clipPath id=\"\(name)\"><rect x=\"\(left)\" y=\"\(SVG.number(top - 4))\" "
        + "width=\"\(SVG.number(x.onto.upperBound - x.onto.lowerBound + 8))\" "
        + "height=\"\(SVG.number(bottom - top + 4))\"/></clipPath>"
    ]
    for tick in y.ticks((bottom - top) / (y.isLogarithmic ? 28 : 55)) {
      let at = SVG.number(y(tick))
      parts.append("<line x1=\"\(left)\" y1=\"\(at)\" x2=\"\(right)\" y2=\"\(at)\" stroke=\"#e4e4de\"/>")
      parts.append(
        SVG.text(SVG.tick(tick), x: x.onto.lowerBound - 8, y: y(tick) + 4, colour: "#555", anchor: "end"))
    }
    for tick in x.ticks(8) {
      let at = SVG.number(x(tick))
      parts.append(
        "<line x1=\"\(at)\" y1=\"\(SVG.number(bottom))\" x2=\"\(at)\" y2=\"\(SVG.number(bottom + 5))\" "
          + "stroke=\"#888\"/>"
      )
      guard across != nil else { continue }
      parts.append(SVG.text(SVG.tick(tick), x: x(tick), y: bottom + 20, colour: "#555", anchor: "middle"))
    }
    parts.append(
      "<path d=\"M\(left) \(SVG.number(top))V\(SVG.number(bottom))H\(right)\" fill=\"none\" stroke=\"#888\"/>")
    if let across {
      let middle = (x.onto.lowerBound + x.onto.upperBound) / 2
      parts.append(SVG.text(across, x: middle, y: bottom + 42, colour: "#333", anchor: "middle"))
    }
    parts.append(
      "<text transform=\"translate(18 \(SVG.number((top + bottom) / 2))) rotate(-90)\" text-anchor=\"middle\" "
        + "fill=\"#333\">\(SVG.escaped(up))</text>")
    return parts
  }

  /// A curve through `points`; `isFaint` for what came to nothing or is not the matter.
  public func curve(_ points: [PlotPoint], _ colour: String, width: Double = 1.8, isFaint: Bool = false) -> [String] {
    guard points.count > 1 else { return points.isEmpty ? [] : dots(points, colour) }
    let places = points.map { "\(SVG.number(x($0.x))),\(SVG.number(clamped(y($0.y))))" }
    let style = isFaint ? " stroke-opacity=\"0.45\"" : ""
    return [
      "<polyline clip-path=\"url(#\(name))\" points=\"\(places.joined(separator: " "))\" fill=\"none\" "
        + "stroke=\"\(colour)\" stroke-width=\"\(SVG.number(width))\" stroke-linejoin=\"round\"\(style)/>"
    ]
  }

  /// A dot at each point.
  public func dots(_ points: [PlotPoint], _ colour: String, radius: Double = 3) -> [String] {
    points.map {
      "<circle clip-path=\"url(#\(name))\" cx=\"\(SVG.number(x($0.x)))\" cy=\"\(SVG.number(clamped(y($0.y))))\" "
        + "r=\"\(SVG.number(radius))\" fill=\"\(colour)\"/>"
    }
  }

  /// A ring around a point that stands out.
  public func ring(_ point: PlotPoint, _ colour: String) -> String {
    "<circle cx=\"\(SVG.number(x(point.x)))\" cy=\"\(SVG.number(y(point.y)))\" r=\"6\" fill=\"none\" "
      + "stroke=\"\(colour)\" stroke-width=\"2\"/>"
  }

  /// A line from top to bottom at `place`.
  public func mark(_ place: Double, _ colour: String) -> String {
    let at = SVG.number(x(place))
    return
      "<line x1=\"\(at)\" y1=\"\(SVG.number(y.onto.lowerBound))\" x2=\"\(at)\" y2=\"\(SVG.number(y.onto.upperBound))\" "
      + "stroke=\"\(colour)\" stroke-dasharray=\"3 3\"/>"
  }

  /// What lies far beyond the picture is drawn not far beyond it: numbers of any size stay numbers a viewer can take.
  private func clamped(_ pixel: Double) -> Double { min(max(pixel, -1000), 3000) }
}
