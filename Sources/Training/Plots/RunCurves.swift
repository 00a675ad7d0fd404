import Plots

/// What of a run's log can be drawn.
struct RunCurves {
  /// Where a curve's points lie from left to right.
  enum Axis { case updates, minutes }

  /// Training loss; each piece unbroken.
  var training: [[PlotPoint]] = []
  /// The same of updates that were lost when the run went back.
  var lost: [[PlotPoint]] = []
  /// Held-out loss by validation.
  var heldOut: [PlotPoint] = []
  /// Gradient norms, and those of lost updates.
  var norms: [[PlotPoint]] = []
  var lostNorms: [[PlotPoint]] = []
  /// The lowest held-out loss; that of lost updates too, for going back keeps the best model.
  var best: PlotPoint?
  /// Where the run broke down.
  var breakdowns: [Double] = []
  /// How many times it went back, and whether it broke down for good.
  var returns = 0
  var isBroken = false

  /// Sorts `records` into curves.
  ///
  /// - Complexity: O(n); each curve is thinned to 801 points at most.
  init(_ records: [MetricsRecord], over axis: Axis) {
    func place(_ record: MetricsRecord) -> Double? {
      axis == .updates ? Double(record.step) : record.seconds.map { $0 / 60 }
    }
    func all(_ records: some Sequence<MetricsRecord>, _ value: KeyPath<MetricsRecord, Double?>) -> [PlotPoint] {
      records.compactMap { record in
        guard let x = place(record), let y = record[keyPath: value], y.isFinite else { return nil }
        return PlotPoint(x: x, y: y)
      }
    }
    func points(_ records: some Sequence<MetricsRecord>, _ value: KeyPath<MetricsRecord, Double?>) -> [PlotPoint] {
      RunCurves.thinned(all(records, value))
    }
    // A line tells of lost work if the run later went back to before it.
    let returns = records.filter { $0.kind == .rollback }
    func isLost(_ record: MetricsRecord) -> Bool {
      returns.contains { ($0.rollbacks ?? 0) > (record.rollbacks ?? 0) && record.step > $0.step }
    }
    let updates = records.filter { $0.kind == .update }
    let epochs = records.filter { $0.kind == .epoch }
    let steps = updates.count > 1 ? updates : epochs
    let attempts = Set(steps.map { $0.rollbacks ?? 0 }).sorted().map { attempt in
      steps.filter { ($0.rollbacks ?? 0) == attempt }
    }
    for attempt in attempts {
      let kept = attempt.filter { !isLost($0) }
      let gone = attempt.filter(isLost)
      training.append(points(kept, \.loss))
      lost.append(points(gone, \.loss))
      norms.append(points(kept, \.gradientNorm).filter { $0.y > 0 })
      lostNorms.append(points(gone, \.gradientNorm).filter { $0.y > 0 })
    }
    heldOut = points(records.filter { !isLost($0) }, \.heldOutLoss)
    best = all(records, \.heldOutLoss).min { $0.y < $1.y }
    breakdowns = records.filter { $0.kind == .rollback || $0.kind == .breakdown }.compactMap {
      axis == .updates ? $0.brokeDownAt.map(Double.init) : place($0)
    }
    self.returns = returns.count
    isBroken = records.last?.kind == .breakdown
  }

  /// At most 801 points, evenly chosen, the last one always: more would not be seen.
  private static func thinned(_ points: [PlotPoint]) -> [PlotPoint] {
    let stride = max(1, (points.count + 799) / 800)
    return points.enumerated().compactMap { index, point in
      index % stride == 0 || index == points.count - 1 ? point : nil
    }
  }
}
