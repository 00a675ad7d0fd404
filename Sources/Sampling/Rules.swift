import Tokens

/// What may be written next: what the grammar says, or without one anything up to a length.
struct Rules: Sendable {
  let grammar: TuneGrammar?
  let maxTokens: Int

  /// What was written so far, as far as it bounds what may follow.
  struct State {
    fileprivate(set) var grammar: TuneGrammar.State?
    fileprivate var tokens = 0
    /// Whether the tune has ended, by itself or at the limit.
    fileprivate(set) var isFinished = false
  }

  func start() -> State { State(grammar: grammar?.start()) }

  /// Marks the tokens that may follow; `<s>` opens a tune and never follows.
  func allow(after state: State, into mask: inout [Bool]) {
    if let grammar, let written = state.grammar { return grammar.allow(after: written, into: &mask) }
    for index in mask.indices { mask[index] = index != Int(Vocabulary.startID) }
  }

  /// Takes a token; false, with the state as it was, where it is not allowed.
  func advance(_ state: inout State, by token: TokenID) -> Bool {
    if let grammar, state.grammar != nil {
      guard grammar.advance(&state.grammar!, by: token) else { return false }
      state.isFinished = state.grammar?.isFinished == true
    } else {
      state.tokens += 1
      state.isFinished = token == Vocabulary.endID || state.tokens >= maxTokens
    }
    return true
  }
}
