extension TuneGrammar {
  /// What was written so far, as far as it bounds what may follow.
  public struct State: Hashable, Sendable {
    /// Whether the tune has ended.
    public internal(set) var isFinished = false
    /// Tokens taken, `<s>` not counted.
    public internal(set) var tokenCount = 0
    /// The number of the part being written, from 0: its place in the ``Pattern/parts`` of the form, where that has a
    /// pattern. Behind the last bar line of the last repeated part it is one more than there are.
    public internal(set) var part = 0
    /// The tokens taken before the first one of the part: the place of its first bar among the tune's tokens.
    public internal(set) var partStart = 0
    /// Whether the part begins with the next token, or with a `|:` before it.
    public var isAtPartStart: Bool { meter >= 0 && hasKey && tokenCount == partStart }

    var meter = -1
    var hasKey = false
    /// The bar's place in the form.
    var node = 0
    /// The pickup of the part in grains; 0 for none.
    var pickup = 0
    /// The pickup the tune begins with.
    var firstPickup = 0
    var bar = BarState()
  }
}

extension TuneGrammar {
  /// Whether a token may follow; the plain rule that ``allow(after:into:)`` follows class by class.
  public func allows(_ token: TokenID, after state: State) -> Bool {
    successor(of: state, taking: vocabulary.kinds[Int(token)]) != nil
  }

  /// Takes a token; false, with the state as it was, where it is not allowed.
  public func advance(_ state: inout State, by token: TokenID) -> Bool {
    guard let next = successor(of: state, taking: vocabulary.kinds[Int(token)]) else { return false }
    state = next
    return true
  }

  /// The state behind a token; nil where it is not allowed.
  private func successor(of state: State, taking kind: GrammarVocabulary.Kind) -> State? {
    guard !state.isFinished else { return nil }
    guard state.hasKey else { return header(state, kind) }
    var next = state
    next.tokenCount += 1
    let meter = meters[state.meter]
    switch kind {
    case .line(let line):
      guard let behind = written(line, after: state) else { return nil }
      return behind
    case .end: return written(.end, after: state)
    case .type:
      // Directly behind the key.
      guard state.tokenCount == 2 else { return nil }
      next.partStart = next.tokenCount
      return state.bar.cost(meter.fill) <= form.tokenLimit - next.tokenCount ? next : nil
    default:
      guard let bar = BodyRules(tables, isCompound: meter.isCompound).taking(kind, in: state.bar) else {
        return nil
      }
      next.bar = bar
      return bar.cost(meter.fill) <= form.tokenLimit - next.tokenCount ? next : nil
    }
  }

  private func header(_ state: State, _ kind: GrammarVocabulary.Kind) -> State? {
    var next = state
    next.tokenCount += 1
    switch kind {
    case .meter(let number):
      guard state.meter < 0, meterTokens.contains(where: { vocabulary.kinds[$0] == kind }) else { return nil }
      next.meter = number
    case .key(let number):
      guard state.meter >= 0, form.modes?.contains(vocabulary.signatures[number].mode) ?? true else { return nil }
      next.hasKey = true
      next.partStart = next.tokenCount
      next.bar.signature = vocabulary.signatures[number].alterations
      enter(0, pickup: 0, &next)
    default: return nil
    }
    return next
  }

  /// The state behind a bar line or the end; nil where it cannot stand or not enough tokens would be left.
  func written(_ line: FormEdge.Line, after state: State) -> State? {
    guard let settled = state.bar.settled(vocabulary), settled.isComplete else { return nil }
    return written(line, after: state, settled: settled)
  }

  /// The same; `settled` is the bar with no note open.
  func written(_ line: FormEdge.Line, after state: State, settled bar: BarState) -> State? {
    let meter = meters[state.meter]
    guard let graph = meter.graph else { return nil }
    for edge in graphs[graph].nodes[state.node].edges where edge.line == line {
      if edge.needsTonic, !bar.isTonic { continue }
      if bar.tied != BarState.noPlace, !edge.carriesTie { continue }
      var pickup = state.pickup
      switch edge.length {
      case .nothing: guard bar.isFresh else { continue }
      case .full: guard bar.position == meter.bar else { continue }
      case .closing: guard bar.position == meter.bar - pickup else { continue }
      case .last: guard state.firstPickup > 0, bar.position == meter.bar - state.firstPickup else { continue }
      case .pickup: guard bar.position == pickup else { continue }
      case .freePickup:
        guard meter.isPickup(bar.position) else { continue }
        pickup = bar.position
      case .split:
        guard meter.isPickup(meter.bar - bar.position) else { continue }
        pickup = meter.bar - bar.position
      }
      var next = state
      next.bar = bar
      next.tokenCount += 1
      if edge.length == .freePickup { next.firstPickup = pickup }
      if line == .end {
        next.isFinished = true
        return next.tokenCount <= form.tokenLimit ? next : nil
      }
      if edge.beginsPart, !(state.part == 0 && edge.length == .freePickup) { next.part += 1 }
      if edge.beginsPart || line == .repeatStart { next.partStart = next.tokenCount }
      enter(edge.target, pickup: pickup, &next)
      guard next.bar.cost(meter.fill) <= form.tokenLimit - next.tokenCount else { continue }
      return next
    }
    return nil
  }

  /// Begins the bar at a place in the form.
  private func enter(_ number: Int, pickup: Int, _ state: inout State) {
    let meter = meters[state.meter]
    guard let graph = meter.graph else { return }
    let node = graphs[graph].nodes[number]
    state.node = number
    state.pickup = node.point.hasPickup ? pickup : 0
    state.bar.begin()
    state.bar.start.any = meter.price(node.start.any, pickup: pickup)
    state.bar.start.other = meter.price(node.start.other, pickup: pickup)
    func add(_ length: Int, _ ways: FormGraph.Ways) {
      guard ways.any != nil else { return }
      var target = BarState.Target()
      target.length = length
      target.any = meter.price(ways.any, pickup: pickup)
      target.other = meter.price(ways.other, pickup: pickup)
      target.tied = meter.price(ways.tied, pickup: pickup) + meter.fill.tiedSurplus
      if state.bar.first.length < 0 { state.bar.first = target } else { state.bar.second = target }
    }
    add(meter.bar, node.full)
    add(meter.bar - pickup, node.closing)
    add(pickup, node.pickup)
  }
}

extension TuneGrammar.MeterPlan {
  /// Whether a pickup may be so long: half a bar at most.
  func isPickup(_ length: Int) -> Bool { length > 0 && length * 2 <= bar }
}
