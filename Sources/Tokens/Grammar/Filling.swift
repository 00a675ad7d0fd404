import Music

extension TuneGrammar {
  /// Which token may come next where a stretch of bars of a given tune is composed anew, each bar as long as it was.
  ///
  /// What stands between the bars is the tune's: the mask marks the bar lines where the bar may be closed, and whichever is
  /// drawn, the caller writes the tune's own and calls ``nextBar(_:)``. A bar is never left short or overfull, no tie leads
  /// over a bar line or out of the stretch, and there is always a way to its end within the limit of tokens. A tie that
  /// leads into the stretch is the caller's to take away.
  public struct Filling: Sendable {
    private let tables: TokenTables
    private var vocabulary: GrammarVocabulary { tables.vocabulary }
    private let fill: BarFill
    private let isCompound: Bool
    private let signature: SIMD8<Int8>
    private let tokenLimit: Int
    private let lines: [Int]
    /// The bars, in grains, and the fewest tokens from the bar line of each on.
    private let targets: [BarState.Target]

    /// A stretch of bars.
    ///
    /// - Parameters:
    ///   - vocabulary: the model's.
    ///   - meter: the meter in force, on which the time of some tuplets hangs.
    ///   - mode: the mode in force; the tonic is C.
    ///   - bars: the length of each bar in whole notes: 3/4 for a full bar of 6/8, less for pickups and divided bars.
    ///   - range: the MIDI note numbers allowed at tonic C; nil for all.
    ///   - endsOnTonic: whether the last note of the stretch is a C.
    ///   - tokenLimit: the most tokens of the stretch, a bar line for every bar counted.
    /// - Throws: ``ImpossibleForm`` where a bar has no length that the vocabulary's notes fill, the range holds no notes, or
    ///   the limit is too low.
    public init(
      _ vocabulary: Vocabulary, meter: Meter, mode: Mode, bars: [Fraction], range: ClosedRange<Int>? = nil,
      endsOnTonic: Bool = false, tokenLimit: Int = 1_200
    ) throws(ImpossibleForm) {
      tables = TokenTables(vocabulary, range: range, endsOnTonic: endsOnTonic)
      let (known, pitches) = (tables.vocabulary, tables.pitches)
      self.tokenLimit = tokenLimit
      isCompound = meter.isCompound
      guard pitches.hasNote || known.kinds.contains(.rest), pitches.hasTonic || !endsOnTonic else {
        throw ImpossibleForm("the vocabulary lacks the notes of this range", mend: "ask for a wider range")
      }
      guard !bars.isEmpty else { throw ImpossibleForm("there are no bars to fill", mend: "name one bar at least") }
      var lengths: [Int] = []
      for (index, bar) in bars.enumerated() {
        let grains = bar * Fraction(8 * known.quaver)
        guard grains.isWhole, (1...4096).contains(grains.numerator) else {
          throw ImpossibleForm(
            "bar \(index + 1) of the stretch lasts \(bar) whole notes, which the model's note lengths do not fill",
            mend: "leave that bar as it is")
        }
        lengths.append(grains.numerator)
      }
      fill = BarFill(known, longest: lengths.max() ?? 1, isCompound: meter.isCompound)
      var signature = SIMD8<Int8>()
      for (step, alteration) in Key(.c, mode: mode).signature { signature[step.rawValue] = Int8(clamping: alteration) }
      self.signature = signature
      lines = known.kinds.indices.filter { if case .line = known.kinds[$0] { true } else { false } }
      var targets: [BarState.Target] = []
      var rest = 0
      for (index, length) in lengths.enumerated().reversed() {
        var target = BarState.Target()
        target.length = length
        target.any = rest + 1
        target.other = endsOnTonic && index == lengths.count - 1 ? BarFill.never : rest + 1
        targets.append(target)
        rest += fill.fill[length] + 1
      }
      self.targets = targets.reversed()
      guard rest <= tokenLimit else {
        throw ImpossibleForm("\(bars.count) bars do not fit into \(tokenLimit) tokens", mend: "allow \(rest) at least")
      }
    }

    /// What was written of the stretch so far.
    public struct State: Hashable, Sendable {
      /// Which bar is being written, from 0.
      public fileprivate(set) var barNumber = 0
      /// Whether the bar is full, an open note taken for a quaver, and nothing in it is unfinished: it may be closed.
      public fileprivate(set) var isBarFull = false
      /// Whether the last bar is closed.
      public fileprivate(set) var isFinished = false
      /// Tokens taken, one for every bar line included.
      public fileprivate(set) var tokenCount = 0
      fileprivate var bar = BarState()
    }

    /// The state before the first token of the first bar.
    public func start() -> State {
      var state = State()
      state.bar.signature = signature
      state.bar.begin()
      state.bar.first = targets[0]
      return state
    }

    /// Marks the tokens that may follow; every bar line where the bar may be closed. As
    /// ``TuneGrammar/allow(after:into:)``.
    public func allow(after state: State, into mask: inout [Bool]) {
      precondition(mask.count == vocabulary.kinds.count, "a mask has one place a token")
      for index in mask.indices { mask[index] = false }
      guard !state.isFinished else { return }
      BodyMask(
        tables: tables, fill: fill, isCompound: isCompound,
        budget: tokenLimit - state.tokenCount - 1
      ).mark(after: state.bar, settled: state.bar.settled(vocabulary), in: &mask)
      if state.isBarFull { for number in lines { mask[number] = true } }
    }

    /// Takes a token, any bar line as ``nextBar(_:)``; false, with the state as it was, where it is not allowed.
    public func advance(_ state: inout State, by token: TokenID) -> Bool {
      guard !state.isFinished else { return false }
      let kind = vocabulary.kinds[Int(token)]
      if case .line = kind { return nextBar(&state) }
      guard let bar = BodyRules(tables, isCompound: isCompound).taking(kind, in: state.bar),
        bar.cost(fill) <= tokenLimit - state.tokenCount - 1
      else { return false }
      state.bar = bar
      state.tokenCount += 1
      state.isBarFull = isFull(bar)
      return true
    }

    /// Goes on to the next bar, or ends the stretch behind its last; false where the bar is not full.
    public func nextBar(_ state: inout State) -> Bool {
      guard state.isBarFull, !state.isFinished, let settled = state.bar.settled(vocabulary) else { return false }
      state.tokenCount += 1
      state.barNumber += 1
      state.isBarFull = false
      state.bar = settled
      state.bar.begin()
      state.isFinished = state.barNumber == targets.count
      if !state.isFinished { state.bar.first = targets[state.barNumber] }
      return true
    }

    /// Whether the way on leads over the bar line: where the last note must be the tonic and is not, it does not.
    private func isFull(_ bar: BarState) -> Bool {
      guard let settled = bar.settled(vocabulary), settled.isComplete, settled.tied == BarState.noPlace,
        settled.position == settled.first.length
      else { return false }
      return settled.cost(fill) < BarFill.never
    }
  }
}
