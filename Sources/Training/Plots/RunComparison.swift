import Plots

/// Draws several runs in one picture, to see which learned faster and further.
public struct RunComparison: Sendable {
  /// What the runs are laid out over.
  public enum Axis: String, CaseIterable, Sendable {
    /// Updates of the weights.
    case updates
    /// Minutes spent in updates; held-out evaluation and writing not counted.
    case minutes
  }

  /// A run by the name to call it.
  public struct Run: Sendable {
    /// What it is called in the picture.
    public var name: String
    /// Its log.
    public var records: [MetricsRecord]

    /// Names a run.
    public init(name: String, records: [MetricsRecord]) {
      self.name = name
      self.records = records
    }
  }

  /// The runs, in the order of their colours.
  public var runs: [Run]
  /// What they are laid out over.
  public var axis: Axis

  /// Compares `runs` over `axis`.
  public init(_ runs: [Run], over axis: Axis) {
    self.runs = runs
    self.axis = axis
  }

  /// The picture: each run's held-out loss with its points, and faintly its training loss; a row for each run above.
  ///
  /// - Complexity: O(n) in all records.
  public func svg(title: String = "Loss") -> String {
    let curves = runs.map { RunCurves($0.records, over: axis == .updates ? .updates : .minutes) }
    let top = 52 + 20 * Double(runs.count)
    // The first updates of a run tower over all that follows; the scale is that of the held-out losses, with some room.
    let heldOut = curves.flatMap { $0.heldOut + ($0.best.map { [$0] } ?? []) }
    let training = curves.flatMap { $0.training.joined() }
    let points = heldOut.isEmpty ? training : heldOut
    guard let lowest = (heldOut + training).map(\.y).min(), let highest = points.map(\.y).max() else {
      return SVG.picture(
        height: 200, title: title,
        [SVG.text("nothing to draw over \(axis.rawValue)", x: SVG.width / 2, y: 110, colour: "#666", anchor: "middle")])
    }
    let room = max((highest - lowest) * 0.08, 0.01)
    let panel = Panel(
      x: PlotScale(0...max((heldOut + training).map(\.x).max() ?? 1, 1e-3), onto: SVG.left...SVG.width - SVG.right),
      y: PlotScale(max(0, lowest - room)...highest + room, onto: top...top + 400, isFlipped: true), name: "loss")
    var parts = panel.axes(
      up: "loss, nats a token", across: axis == .updates ? "updates" : "minutes of training")
    for (index, curves) in curves.enumerated() {
      let colour = SVG.colours[index % SVG.colours.count]
      parts += curves.training.flatMap { panel.curve($0, colour, width: 1, isFaint: true) }
      parts += panel.curve(curves.heldOut, colour)
      if curves.heldOut.count <= 60 { parts += panel.dots(curves.heldOut, colour) }
      // The best one's updates may be lost since, and then it is on no curve.
      if let best = curves.best, !curves.heldOut.contains(best) { parts += panel.dots([best], colour) }
      let best = curves.best.map { ": held out, best \(SVG.number($0.y, digits: 4)) at \(place($0.x))" }
      parts += SVG.key(
        runs[index].name + (best ?? ": training"), colour, x: SVG.left, y: 52 + 20 * Double(index))
    }
    return SVG.picture(height: top + 464, title: title, parts)
  }

  private func place(_ x: Double) -> String {
    axis == .updates ? "update \(SVG.number(x))" : "\(SVG.number(x, digits: x < 10 ? 2 : 1)) min"
  }
}
