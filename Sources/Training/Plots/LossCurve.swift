import Plots

/// Draws how a run went, as an SVG picture that any browser shows.
public enum LossCurve {
  private static let top = 72.0
  private static let lossHeight = 340.0
  private static let normHeight = 150.0
  /// The colour of the lines where a run broke down.
  private static let broken = "#b00020"

  /// The curves of `records`: training loss by update, held-out loss by validation, the best one marked; below them the
  /// gradient's norm before clipping, on a logarithmic scale. Updates lost when the run went back are drawn faintly; a
  /// line from top to bottom stands where it broke down.
  ///
  /// - Complexity: O(n); at most 801 points a curve are drawn.
  public static func svg(_ records: [MetricsRecord], title: String = "Loss") -> String {
    let curves = RunCurves(records, over: .updates)
    let marked = curves.best.map { [$0] } ?? []
    let losses = (curves.training.joined() + curves.heldOut + marked).map(\.y)
    guard let lowest = losses.min(), let highest = losses.max() else {
      let text = curves.isBroken ? "the run broke down before a loss was recorded" : "no losses have been recorded yet"
      return SVG.picture(
        height: 200, title: title, [SVG.text(text, x: SVG.width / 2, y: 110, colour: "#666", anchor: "middle")])
    }
    let everything = curves.training + curves.lost + [curves.heldOut, marked]
    let last = max(1, (everything.joined().map(\.x) + curves.breakdowns).max() ?? 1)
    let x = PlotScale(0...last, onto: SVG.left...SVG.width - SVG.right)
    let room = max((highest - lowest) * 0.05, 0.01)
    let y = PlotScale(max(0, lowest - room)...highest + room, onto: top...top + lossHeight, isFlipped: true)
    let loss = Panel(x: x, y: y, name: "loss")
    let norms = curves.norms.joined().map(\.y)

    var parts = loss.axes(up: "loss, nats a token", across: norms.isEmpty ? "updates" : nil)
    parts += curves.breakdowns.map { loss.mark($0, broken) }
    parts += curves.lost.flatMap { loss.curve($0, SVG.colours[0], isFaint: true) }
    parts += curves.training.flatMap { loss.curve($0, SVG.colours[0]) }
    parts += curves.heldOut.count > 1 ? loss.curve(curves.heldOut, SVG.colours[1]) : []
    if curves.heldOut.count <= 60 { parts += loss.dots(curves.heldOut, SVG.colours[1]) }
    if let best = curves.best { parts.append(loss.ring(best, SVG.colours[1])) }
    parts += keys(curves)
    guard let least = norms.min(), let greatest = norms.max() else {
      return SVG.picture(height: top + lossHeight + 64, title: title, parts)
    }
    let from = top + lossHeight + 28
    let norm = Panel(
      x: x,
      y: PlotScale(least / 1.2...greatest * 1.2, onto: from...from + normHeight, isFlipped: true, isLogarithmic: true),
      name: "norm")
    parts += norm.axes(up: "gradient norm", across: "updates")
    parts += curves.breakdowns.map { norm.mark($0, broken) }
    parts += curves.lostNorms.flatMap { norm.curve($0, SVG.colours[2], isFaint: true) }
    parts += curves.norms.flatMap { norm.curve($0, SVG.colours[2], width: 1.2) }
    return SVG.picture(height: from + normHeight + 64, title: title, parts)
  }

  /// The keys in one row above the curves, where they can hide nothing.
  private static func keys(_ curves: RunCurves) -> [String] {
    var parts = SVG.key("training", SVG.colours[0], x: SVG.left, y: 56)
    if let best = curves.best {
      let text = "held out, best \(SVG.number(best.y, digits: 3)) at update \(SVG.number(best.x))"
      parts += SVG.key(text, SVG.colours[1], x: SVG.left + 120, y: 56)
    }
    let times = curves.returns
    var fate = times == 0 ? [] : ["lost, went back \(times == 1 ? "once" : "\(times) times")"]
    if curves.isBroken { fate.append("broke down") }
    if !fate.isEmpty {
      parts += SVG.key(
        fate.joined(separator: ", "), times == 0 ? broken : SVG.colours[0], x: SVG.left + 450, y: 56,
        isFaint: times > 0)
    }
    return parts
  }
}
