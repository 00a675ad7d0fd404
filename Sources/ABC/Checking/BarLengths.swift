import Music

/// Bars that do not add up to what the meter asks for.
///
/// A plain bar line stands between full bars. Where a part begins or ends a bar may be divided: a pickup is completed by
/// the last bar of the part that is played before it, be that the part before, its own at the repeat, or the tune's
/// last.
struct BarLengths {
  private let elements: [Element]
  private let measures: [Measure]
  /// The lengths that are right in each stretch of one meter: the meter's, and the one nearly all bars have.
  private var accepted: [Int: Fraction] = [:]
  /// The lengths of bars cut short where a part ends, what stands before an ending counted; and where one begins.
  private var ends: Set<Fraction> = []
  private var beginnings: Set<Fraction> = []
  /// The parts that are played again, and those that end with a bar that is not full, by their first measure.
  private var repeated: Set<Int> = []
  private var endingOdd: Set<Int> = []
  private(set) var problems: [Problem] = []

  /// Looks through the measures of a voice; O(n).
  init(of measures: Measures, in elements: [Element]) {
    self.elements = elements
    self.measures = measures.all
    findMisfits()
    findPartEnds()
    for index in self.measures.indices { check(index) }
  }

  /// Whole tunes barred otherwise than their meter says are told about once.
  private mutating func findMisfits() {
    var index = 0
    while index < measures.count {
      let from = index
      while index < measures.count, measures[index].region == measures[from].region { index += 1 }
      guard let meter = measures[from].meter else { continue }
      var counts: [Fraction: Int] = [:]
      var total = 0
      for measure in measures[from..<index] where !measure.opening.isBoundary && !measure.countsBars {
        counts[measure.length, default: 0] += 1
        total += 1
      }
      guard let (length, count) = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), count >= 4,
        length != meter.barLength, count * 4 >= total * 3
      else { continue }
      accepted[measures[from].region] = length
      let found = meter.spelling(of: length)
      problems.append(
        Problem(
          .meterFit, at: elements[measures[from].first].place,
          "\(count) of \(total) bars hold \(found) where M:\(meter.notation) asks for \(meter.fullBar)",
          mend: Self.mend(length, in: meter)))
    }
  }

  private mutating func findPartEnds() {
    for (index, measure) in measures.enumerated() {
      if measure.opening.isBoundary { beginnings.insert(measure.length) }
      guard measure.closing.isBoundary else { continue }
      if measure.closing.repeatsBefore { repeated.insert(measure.partStart) }
      if index != measure.partStart, !isFull(measure.length, like: measure) { endingOdd.insert(measure.partStart) }
      guard isPartial(index) else { continue }
      ends.insert(measure.length)
      if let stem = measure.stem, measure.opening.ending != nil, isPartial(stem) {
        ends.insert(measures[stem].length + measure.length)
      }
    }
  }

  /// What `length` lacks to be full.
  private func missing(_ length: Fraction, like measure: Measure) -> [Fraction] {
    [measure.meter?.barLength, accepted[measure.region]].compactMap { $0 }.map { $0 - length }
  }

  private static func mend(_ length: Fraction, in meter: Meter) -> String {
    var name = Meter(length.numerator, length.denominator)
    while name.count < 2 || name.unit < meter.unit { name = Meter(name.count * 2, name.unit * 2) }
    let ratio = meter.barLength / length
    let other =
      ratio == Fraction(2)
      ? ", or double the L:"
      : ratio == Fraction(1, 2) ? ", or halve the L:" : ratio < .one ? ", or the bar lines that are missing" : ""
    return "write M:\(name.notation)" + other
  }

  /// Whether a measure is as long as its meter asks, or as nearly all bars of its stretch are.
  private func isFull(_ length: Fraction, like measure: Measure) -> Bool {
    guard let meter = measure.meter else { return true }
    return length == meter.barLength || length == accepted[measure.region]
  }

  private mutating func check(_ index: Int) {
    let measure = measures[index]
    guard let meter = measure.meter, !measure.countsBars, !isFull(measure.length, like: measure) else { return }
    let full = accepted[measure.region] ?? meter.barLength
    guard measure.length < full else {
      let surplus = meter.spelling(of: measure.length - full)
      return report(
        .barLength, index, "this bar holds \(meter.spelling(of: measure.length)) where \(asked(full, meter))",
        mend: measure.length >= full * 2
          ? "write the bar line that is missing"
          : "take \(surplus) away, or write the tuplet or bar line that is missing")
    }
    if isSplitByLineEnd(index) { return }
    let begins = measure.opening.isBoundary
    let ends = measure.closing.isBoundary
    guard begins || ends else {
      return report(
        .barLength, index, "this bar holds \(meter.spelling(of: measure.length)) where \(asked(full, meter))",
        mend: "add \(meter.spelling(of: full - measure.length))")
    }
    if begins, isCompletedBefore(index) || ends && isCompletedBehind(index) { return }
    if !begins, isCompletedBehind(index) { return }
    // A first bar that lacks little was meant to be full.
    if begins, !ends, measure.length * 4 > full * 3 {
      report(
        .barLength, index, "this bar holds \(meter.spelling(of: measure.length)) where \(asked(full, meter))",
        mend: "add \(meter.spelling(of: full - measure.length))")
    } else if begins, !ends || index == 0 {
      checkPickup(index, full, meter)
    } else {
      checkLast(index, full, meter)
    }
  }

  /// A bar divided where a line ends, with a bar line on the margin.
  private func isSplitByLineEnd(_ index: Int) -> Bool {
    let measure = measures[index]
    if measure.closing.isAtLineEnd, index + 1 < measures.count,
      isFull(measure.length + measures[index + 1].length, like: measure)
    {
      return true
    }
    return measure.opening.isAtLineEnd && index > 0
      && isFull(measures[index - 1].length + measure.length, like: measure)
  }

  private func isPartial(_ index: Int) -> Bool {
    measures[index].meter.map { measures[index].length < $0.barLength } ?? false
  }

  /// Whether a last bar is completed by a pickup that is played behind it.
  private func isCompletedBehind(_ index: Int) -> Bool {
    let measure = measures[index]
    var length = measure.length
    // An ending that begins within a bar: what stands before the endings belongs to the bar.
    if let stem = measure.stem, measures[stem + 1].opening.ending != nil, measure.opening.ending != nil,
      isPartial(stem), measures[stem].closing.ending != nil
    {
      length += measures[stem].length
      if isFull(length, like: measure) { return true }
    }
    var candidates = [measure.partStart, 0]
    if index + 1 < measures.count { candidates.append(index + 1) }
    // From the tune's end players go back to the beginning or to a sign.
    if index == measures.count - 1, missing(length, like: measure).contains(where: beginnings.contains) { return true }
    for candidate in candidates where candidate != index || candidate == measure.partStart {
      if isFull(length + measures[candidate].length, like: measure) { return true }
    }
    // A stem before endings, each of which begins within the bar and may itself be completed by the pickup.
    if measure.closing.ending != nil, index + 1 < measures.count, measures[index + 1].closing.isBoundary {
      let joined = length + measures[index + 1].length
      return isFull(joined + measures[measure.partStart].length, like: measure)
    }
    return false
  }

  /// Whether a pickup completes a last bar that is played before it.
  private func isCompletedBefore(_ index: Int) -> Bool {
    let measure = measures[index]
    if index > 0, isFull(measures[index - 1].length + measure.length, like: measure) { return true }
    if let stem = measure.stem, isFull(measures[stem].length + measure.length, like: measure) { return true }
    return missing(measure.length, like: measure).contains(where: ends.contains)
  }

  private mutating func checkPickup(_ index: Int, _ full: Fraction, _ meter: Meter) {
    // Before a repeat or a tune that is played through, a pickup is played once and need not be made up for.
    if index == 0, measures[0].closing.repeatsAfter || !repeated.contains(measures[0].partStart) { return }
    // Where the last bars of its part are wrong themselves, they are what is told about.
    if endingOdd.contains(measures[index].partStart) { return }
    let length = meter.spelling(of: measures[index].length)
    let rest = meter.spelling(of: full - measures[index].length)
    report(
      .pickup, index, "this pickup of \(length) completes no bar: the last bars of the parts are full",
      mend:
        "shorten the last bar of the part by \(length), or fill the pickup with \(rest) of rest"
    )
  }

  private mutating func checkLast(_ index: Int, _ full: Fraction, _ meter: Meter) {
    let measure = measures[index]
    let length = meter.spelling(of: measure.length)
    let missing = meter.spelling(of: full - measure.length)
    let pickup = measures[measure.partStart]
    if measure.partStart != index, isPartial(measure.partStart) {
      let upbeat = meter.spelling(of: pickup.length)
      let together = meter.spelling(of: measure.length + pickup.length)
      return report(
        .pickup, index,
        "the last bar of this part holds \(length), \(together) with the pickup of \(upbeat), where \(asked(full, meter))",
        mend: "make the two add up to \(meter.spelling(of: full))")
    }
    let whose = index == measures.count - 1 ? "the tune" : "this part"
    report(
      .pickup, index,
      "the last bar of \(whose) holds \(length) where \(asked(full, meter)), and no pickup completes it",
      mend: "add \(missing)")
  }

  private func asked(_ full: Fraction, _ meter: Meter) -> String {
    full == meter.barLength
      ? "M:\(meter.notation) asks for \(meter.fullBar)" : "the others hold \(meter.spelling(of: full))"
  }

  private mutating func report(_ rule: Problem.Rule, _ index: Int, _ message: String, mend: String) {
    problems.append(Problem(rule, at: elements[measures[index].first].place, message, mend: mend))
  }
}

extension Meter {
  /// A length in the meter's own notes: `5/8` in 6/8, `3/16` where quavers are too coarse.
  func spelling(of length: Fraction) -> String {
    var under = unit
    for _ in 0..<4 {
      let over = length * Fraction(under)
      if over.isWhole { return "\(over.numerator)/\(under)" }
      under *= 2
    }
    return length.description
  }

  /// A full bar, as the meter counts it.
  var fullBar: String { "\(count)/\(unit)" }
}
