/// Works out the ``MetricalContext`` of every token of a tune, from the tokens before it.
///
/// Training reads whole tunes, sampling goes on token by token; both through the same ``State``.
public struct ContextReader: Sendable {
  /// What is told.
  public let context: MetricalContext
  let signs: [ContextSign]
  /// Where the rows of each one-hot input begin among all.
  let starts: [Int32]
  /// How many one-hot inputs there are: as many rows belong to each token.
  public var width: Int { starts.count }

  /// A reader of the tokens of `vocabulary`; O(vocabulary).
  public init(_ context: MetricalContext, vocabulary: Vocabulary) {
    self.context = context
    signs = vocabulary.tokens.map(ContextSign.init)
    var starts: [Int32] = []
    var end: Int32 = 0
    for size in context.sizes(vocabulary: vocabulary.count) {
      starts.append(end)
      end += Int32(size)
    }
    self.starts = starts
  }

  /// The state before the first token, `<s>`.
  public func start() -> State { State(looks: context.barsBack.count) }

  /// The rows for every token of `tune` but its last, after which nothing is expected: `(count - 1, width)`; O(tokens).
  public func rows(of tune: [TokenID]) -> [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(max(0, tune.count - 1) * width)
    var state = start()
    for token in tune.dropLast() {
      state.take(token, self)
      state.appendRows(to: &result, self)
    }
    return result
  }
}
