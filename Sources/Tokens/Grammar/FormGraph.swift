/// Every place a bar can have in the form of a tune, and how few tokens lead from it to the end.
///
/// The graph has no cycles, because every bar line leads further into the tune. Lengths stay open in it (a pickup is
/// written `pickup`), so that one graph serves all pickups of all meters.
struct FormGraph: Sendable {
  /// Bars and tokens of a way to the end, to be priced once the lengths of bars are known.
  struct Way: Hashable, Sendable {
    var full = 0
    var pickup = 0
    var closing = 0
    /// Bar lines and `</s>`.
    var tokens = 0

    /// By and large how long it is: which of two ways is taken as the shorter one need not be exact, because what counts
    /// is that there is one and that it is followed to its end.
    fileprivate var weight: Int { full * 6 + pickup * 3 + closing * 6 + tokens }

    fileprivate func adding(full: Int = 0, pickup: Int = 0, closing: Int = 0, tokens: Int = 1) -> Way {
      Way(
        full: self.full + full, pickup: self.pickup + pickup, closing: self.closing + closing,
        tokens: self.tokens + tokens)
    }
  }

  /// The ways to the end from behind a note: where it was the tonic, where it was another, and where it is tied, so that
  /// another must follow.
  struct Ways: Hashable, Sendable {
    var any: Way?
    var other: Way?
    var tied: Way?
  }

  struct Node: Sendable {
    var point: FormPoint
    var edges: [FormEdge] = []
    /// From before the bar.
    var start = Ways()
    /// From where the bar is closed at each of its lengths.
    var full = Ways()
    var closing = Ways()
    var pickup = Ways()
  }

  private(set) var nodes: [Node] = []

  /// O(places in the form): some thousand.
  ///
  /// - Parameter lines: the bar lines that have a token.
  init(_ plan: FormPlan, lines: Set<FormEdge.Line>) {
    var numbers: [FormPoint: Int] = [:]
    func number(_ point: FormPoint) -> Int {
      if let known = numbers[point] { return known }
      numbers[point] = nodes.count
      nodes.append(Node(point: point))
      return nodes.count - 1
    }
    _ = number(plan.start)
    var next = 0
    while next < nodes.count {
      let point = nodes[next].point
      if point.mayEnd {
        nodes[next].edges.append(
          FormEdge(line: .end, length: .nothing, target: next, needsTonic: plan.endsOnTonic || plan.partsEndOnTonic))
      }
      for step in plan.steps(from: point) where lines.contains(step.line) {
        let target = number(step.target)
        let isSame = step.target.part == point.part && step.target.done == point.done && step.target.goesOn
        let staysInPart = isSame && step.target.bars >= point.bars && !step.beginsPart
        nodes[next].edges.append(
          FormEdge(
            line: step.line, length: step.length, target: target, carriesTie: step.line == .bar && staysInPart,
            needsTonic: plan.partsEndOnTonic && step.beginsPart && step.length != .freePickup
              && step.length != .nothing, beginsPart: step.beginsPart))
      }
      next += 1
    }
    var isSettled = false
    while !isSettled {
      isSettled = true
      for index in nodes.indices.reversed() {
        let before = nodes[index].start
        settle(index)
        if nodes[index].start != before { isSettled = false }
      }
    }
  }

  private mutating func settle(_ index: Int) {
    var start = Ways()
    var lengths = [FormEdge.Length.full: Ways(), .closing: Ways(), .pickup: Ways()]
    for edge in nodes[index].edges {
      if edge.line == .end {
        Self.improve(&start.any, Way(tokens: 1))
        if !edge.needsTonic { Self.improve(&start.other, Way(tokens: 1)) }
        continue
      }
      let target = nodes[edge.target].start
      if edge.length == .nothing {
        Self.improve(&start.any, target.any?.adding())
        Self.improve(&start.other, target.other?.adding())
        continue
      }
      // What a free length leads to is open; there is always another way.
      guard var ways = lengths[edge.length] else { continue }
      Self.improve(&ways.any, target.any?.adding())
      if !edge.needsTonic { Self.improve(&ways.other, target.other?.adding()) }
      if edge.carriesTie { Self.improve(&ways.tied, target.tied?.adding()) }
      lengths[edge.length] = ways
    }
    for (length, ways) in lengths {
      switch length {
      case .full: nodes[index].full = ways
      case .closing: nodes[index].closing = ways
      default: nodes[index].pickup = ways
      }
      // The last note of a bar that is still to be written may be the tonic.
      let bar = ways.any?.adding(
        full: length == .full ? 1 : 0, pickup: length == .pickup ? 1 : 0, closing: length == .closing ? 1 : 0,
        tokens: 0)
      Self.improve(&start.any, bar)
      Self.improve(&start.other, bar)
      Self.improve(&start.tied, bar)
    }
    nodes[index].start = start
  }

  private static func improve(_ way: inout Way?, _ other: Way?) {
    guard let other else { return }
    if let known = way, known.weight <= other.weight { return }
    way = other
  }
}
