import Tokens

/// How likely each token of a tune was, and what could have stood there instead.
public struct Explanation: Sendable {
  /// A token that could have stood there.
  public struct Alternative: Hashable, Sendable {
    /// The word.
    public var word: String
    /// Its probability by the network alone.
    public var probability: Double
    /// Whether the grammar allowed it.
    public var isAllowed: Bool
  }

  /// A token of the tune.
  public struct Step: Hashable, Sendable {
    /// The word; `</s>` for the end.
    public var word: String
    /// The bar it stands in, from 1, in the order they are written; 0 before the music.
    public var bar: Int
    /// Whether it was given, not chosen.
    public var isGiven: Bool
    /// Its log-probability in nats, by the network alone.
    public var logProbability: Double
    /// Its probability by the network alone.
    public var probability: Double
    /// Its probability after the mask and what the method leaves out: what it was drawn with; 0 where it was left out. Of
    /// greedy sampling and beams, which draw nothing, after the mask.
    public var chance: Double
    /// How many tokens the network found likelier, and one.
    public var rank: Int
    /// The likeliest others by the network, at most three.
    public var alternatives: [Alternative]
  }

  /// Every token, the end included where the tune came to it.
  public var steps: [Step]

  /// The sum of the log-probabilities of what was chosen, in nats: ``Composition/logLikelihood``.
  public var logLikelihood: Double { steps.reduce(0) { $1.isGiven ? $0 : $0 + $1.logProbability } }
  /// How many tokens were chosen.
  public var tokensChosen: Int { steps.reduce(0) { $1.isGiven ? $0 : $0 + 1 } }
  /// What a chosen token cost on the mean, in nats.
  public var natsPerToken: Double { tokensChosen > 0 ? -logLikelihood / Double(tokensChosen) : 0 }

  /// The steps of each bar, in order.
  public var bars: [ArraySlice<Step>] {
    steps.chunked { $0.bar != $1.bar }
  }
}

extension Composer {
  /// Explains tunes by reading them with the network again, as `settings` would have drawn them; in their order.
  ///
  /// It takes as long as to compose them; any tune in the model's words can be explained.
  ///
  /// - Throws: ``CompositionError`` where the settings make no sense or a word is none of the model's.
  public func explain(
    _ compositions: [Composition], settings: SamplingSettings = SamplingSettings()
  ) throws(CompositionError) -> [Explanation] {
    if let problem = settings.problem { throw CompositionError(problem) }
    var readers: [Reader] = []
    let rules = Rules(grammar: grammar, maxTokens: .max)
    for composition in compositions {
      do throws(UnknownToken) {
        let tokens = try model.vocabulary.encode(composition.words)
        readers.append(
          Reader(tokens: tokens + (composition.isEnded ? [Vocabulary.endID] : []), state: rules.start()))
      } catch {
        throw CompositionError("tune \(composition.number) cannot be explained: \(error)")
      }
    }
    var results = [[Explanation.Step]](repeating: [], count: compositions.count)
    var desk = ReadingDesk(settings.method, model.vocabulary)
    let read = readers.indices.filter { !readers[$0].tokens.isEmpty }
    Ensemble.perform(read.count, with: model) { (place: Int, logits: [Float], base: Int) -> TokenID? in
      let index = read[place]
      let position = results[index].count
      let token = readers[index].tokens[position]
      if let state = readers[index].state {
        rules.allow(after: state, into: &desk.mask)
      } else {
        desk.allowAll()
      }
      var step = desk.explain(token, logits, from: base)
      step.isGiven = compositions[index].given.contains(position)
      step.bar = readers[index].bar(of: step.word)
      results[index].append(step)
      // A tune that the grammar would not write is read on without it.
      if readers[index].state != nil, !rules.advance(&readers[index].state!, by: token) { readers[index].state = nil }
      return position + 1 < readers[index].tokens.count ? token : nil
    }
    return results.map { Explanation(steps: $0) }
  }
}

/// A tune being read again.
private struct Reader {
  let tokens: [TokenID]
  var state: Rules.State?
  private var bar = 0
  private var isAtBarLine = false

  init(tokens: [TokenID], state: Rules.State) {
    self.tokens = tokens
    self.state = state
  }

  /// The bar a word stands in; its bar line, and more of them behind it, close it.
  mutating func bar(of word: String) -> Int {
    switch Token(word) {
    case .meter? where bar == 0, .key? where bar == 0: return 0
    case .bar?:
      isAtBarLine = true
      bar = max(bar, 1)
    case nil where word == Vocabulary.end: break
    default:
      if isAtBarLine || bar == 0 { bar += 1 }
      isAtBarLine = false
    }
    return bar
  }
}

/// What a step is explained with, kept from step to step.
private struct ReadingDesk {
  var mask: [Bool]
  private var expectation: Expectation
  private var draw: TokenDraw
  private var others = Candidates()
  private let vocabulary: Vocabulary

  init(_ method: SamplingMethod, _ vocabulary: Vocabulary) {
    mask = [Bool](repeating: true, count: vocabulary.count)
    expectation = Expectation(vocabularySize: vocabulary.count)
    draw = TokenDraw(method)
    self.vocabulary = vocabulary
  }

  mutating func allowAll() {
    for index in mask.indices { mask[index] = index != Int(Vocabulary.startID) }
  }

  mutating func explain(_ token: TokenID, _ logits: [Float], from base: Int) -> Explanation.Step {
    // A grammar leaves nothing behind the end of a tune, where a tune of someone's own may go on.
    if !mask.contains(true) { allowAll() }
    expectation.read(logits, from: base, mask: mask)
    draw.sift(logits, from: base, mask: mask, highest: expectation.highestAllowed)
    let weight = draw.left.first { $0.token == token }?.score ?? 0
    let own = logits[base + Int(token)]
    var rank = 1
    others.removeAll()
    for other in mask.indices where other != Int(token) {
      if logits[base + other] > own { rank += 1 }
      others.append(Candidate(score: expectation.weights[other], token: TokenID(other)))
    }
    others.order()
    var alternatives: [Explanation.Alternative] = []
    while alternatives.count < 3, let other = others.next() {
      alternatives.append(
        Explanation.Alternative(
          word: vocabulary.token(other.token), probability: other.score / expectation.total,
          isAllowed: mask[Int(other.token)]))
    }
    return Explanation.Step(
      word: vocabulary.token(token), bar: 0, isGiven: false,
      logProbability: expectation.logProbability(of: token, logits, from: base),
      probability: expectation.weights[Int(token)] / expectation.total,
      chance: weight / draw.left.reduce(0) { $0 + $1.score }, rank: rank, alternatives: alternatives)
  }
}

extension Array {
  /// The array cut wherever `cut` says so of two neighbours.
  fileprivate func chunked(_ cut: (Element, Element) -> Bool) -> [ArraySlice<Element>] {
    var chunks: [ArraySlice<Element>] = []
    var start = startIndex
    for index in indices where index + 1 == endIndex || cut(self[index], self[index + 1]) {
      chunks.append(self[start...index])
      start = index + 1
    }
    return chunks
  }
}
