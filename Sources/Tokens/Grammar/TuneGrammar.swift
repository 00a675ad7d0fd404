import Music

/// Which token may come next, so that what is written can always become a whole tune.
///
/// A tune of this grammar has every bar as long as its meter says, a pickup completed by the last bar of each part, repeats
/// that balance, first and second endings of equal length, complete tuplets and chords, broken rhythm with two notes of
/// one length to act on, and parts of a multiple of four bars. It never leads into a dead end: what is allowed can be
/// finished, because any rest of a bar can be filled with the shortest length, and a part that reaches its longest must close.
///
/// The grammar is narrower than ABC: it refuses rare things that are legal (`(5`, chords of unequal lengths, changes of
/// meter). It is only for writing; any tune can be read.
public struct TuneGrammar: Sendable {
  /// What the form of a tune is bounded by.
  public struct Form: Hashable, Sendable {
    /// Bars of a part are a multiple of this.
    public var partMultiple = 4
    /// The longest part in bars, in every meter but 3/4: nearly all tunes of the tradition have parts of eight.
    public var longestPart = 8
    /// The longest part in 3/4, where sixteen bars to a part are as common.
    public var longestPartInThree = 16
    /// A tune may end from this many bars on, repeats not counted.
    public var shortestTune = 16
    /// No new part begins from this many bars on.
    public var longestTune = 32

    /// Sixteen to some forty bars, in parts of four or eight bars, in 3/4 up to sixteen.
    public init() {}
  }

  let vocabulary: GrammarVocabulary
  /// What the form is bounded by.
  public let form: Form

  /// The grammar over a model's vocabulary; O(vocabulary).
  public init(_ vocabulary: Vocabulary, form: Form = Form()) {
    self.vocabulary = GrammarVocabulary(vocabulary)
    self.form = form
  }

  /// The state before the first token.
  public func start() -> State { State() }

  /// Marks the tokens that may follow.
  ///
  /// - Parameters:
  ///   - state: what was written so far.
  ///   - mask: vocabulary-sized; set to true where a token is allowed, else to false.
  /// - Complexity: O(vocabulary).
  public func allow(after state: State, into mask: inout [Bool]) {
    precondition(mask.count == vocabulary.kinds.count, "a mask has one place a token")
    let closed = state.closed()
    for (index, kind) in vocabulary.kinds.enumerated() { mask[index] = state.allows(kind, closed: closed, in: self) }
  }

  /// Takes a token; false, with the state as it was, where it is not allowed.
  public func advance(_ state: inout State, by token: TokenID) -> Bool {
    let kind = vocabulary.kinds[Int(token)]
    guard state.allows(kind, closed: state.closed(), in: self) else { return false }
    state.take(kind, in: self)
    return true
  }
}
