import Checkpoints
import Kernels
import Music
import Recurrent
import Tokens

/// Composes tunes with a model, many at once; within a grammar every bar of them is whole.
public struct Composer: Sendable {
  /// The model that composes.
  public let model: Model
  /// What tunes are held to; nil where the network alone says what comes next.
  public let grammar: TuneGrammar?

  /// How many tunes share a step of the network. More gain little and cost memory.
  public static let streams = 64

  /// A composer of tunes of a form.
  public init(model: Model, form: TuneGrammar.Form = TuneGrammar.Form()) {
    self.init(model: model, grammar: TuneGrammar(model.vocabulary, form: form))
  }

  /// A composer of tunes of a grammar over the model's vocabulary, or of whatever the network says.
  public init(model: Model, grammar: TuneGrammar?) {
    self.model = model
    self.grammar = grammar
  }

  /// Composes `count` tunes; the same arguments give the same tunes, and more tunes begin with those that fewer would be.
  ///
  /// Drawn tunes have random numbers of their own, made from the seed and their number. A beam of K gives K tunes, the
  /// likeliest first; where more are asked for, others follow, each behind an opening of its own that is drawn from the
  /// network with random numbers of the seed: what the conditions leave open of meter and key, and music up to the first
  /// bar line. So the seed shows from tune K + 1 on; greedy is a beam of one.
  ///
  /// Where ``Kernels/ProductKernel/fastest`` is not the tiles, the last bits of the logits depend on how many tunes share a
  /// step, and with them, rarely, a tune.
  ///
  /// - Parameter finished: called with how many tunes are finished, whenever one is.
  /// - Throws: ``CompositionError`` where the settings make no sense, the model lacks a token that the conditions ask for, or
  ///   a prime cannot begin a whole tune.
  public func compose(
    _ count: Int, conditions: Conditions = Conditions(), settings: SamplingSettings = SamplingSettings(), seed: UInt64,
    finished: (Int) -> Void = { _ in }
  ) throws(CompositionError) -> [Composition] {
    if let problem = settings.problem { throw CompositionError(problem) }
    let opening = try Opening(conditions, in: model.vocabulary)
    let rules = Rules(grammar: grammar, maxTokens: settings.maxTokens)
    switch settings.method {
    case .random:
      return try compose(
        numbers: Array(0..<count).map { $0 + 1 }, conditions: conditions, settings: settings, seed: seed,
        finished: finished)
    case .greedy:
      return try search(count, opening, rules, Beam(width: 1), seed: seed, finished: finished)
    case .beam(let width, let groups, let diversity, let lengthPenalty):
      let beam = Beam(width: width, groups: groups, diversity: diversity, lengthPenalty: lengthPenalty)
      return try search(count, opening, rules, beam, seed: seed, finished: finished)
    }
  }

  /// Draws the tunes of these numbers, each as ``compose(_:conditions:settings:seed:finished:)`` draws the one of its number.
  ///
  /// Numbers may be of any size, so that what is drawn for one tune can be kept apart from what is drawn for the next.
  ///
  /// - Throws: as there; also where the settings are for a search, whose tunes have no random numbers of their own.
  public func compose(
    numbers: [Int], conditions: Conditions = Conditions(), settings: SamplingSettings = SamplingSettings(),
    seed: UInt64, finished: (Int) -> Void = { _ in }
  ) throws(CompositionError) -> [Composition] {
    if let problem = settings.problem { throw CompositionError(problem) }
    guard case .random = settings.method else {
      throw CompositionError("only tunes that are drawn can be composed by number; leave out the beam")
    }
    let opening = try Opening(conditions, in: model.vocabulary)
    let rules = Rules(grammar: grammar, maxTokens: settings.maxTokens)
    return try draw(numbers, opening, rules, settings.method, seed: seed, finished: finished)
  }

  /// The random numbers of a tune.
  static func random(seed: UInt64, index: Int) -> RandomSource {
    // Two rounds of the seeding function keep tune 2 of seed 1 apart from tune 1 of seed 2.
    var mixer = RandomSource(seed: seed)
    return RandomSource(seed: mixer.next() ^ (UInt64(index) &* 0x9E37_79B9_7F4A_7C15))
  }

  private func draw(
    _ numbers: [Int], _ opening: Opening, _ rules: Rules, _ method: SamplingMethod, seed: UInt64,
    finished: (Int) -> Void
  ) throws(CompositionError) -> [Composition] {
    var writers = [Writer?](repeating: nil, count: numbers.count)
    var expectation = Expectation(vocabularySize: model.vocabulary.count)
    var draw = TokenDraw(method)
    var mask = [Bool](repeating: false, count: model.vocabulary.count)
    var done = 0
    try Ensemble.perform(numbers.count, with: model) { (index, logits, base) throws(CompositionError) -> TokenID? in
      // Taken out while it is changed, so that it is changed in place.
      var writer =
        writers[index]
        ?? Writer(
          random: Self.random(seed: seed, index: numbers[index] &- 1), state: rules.start(),
          copying: PartCopying(grammar?.form.pattern))
      writers[index] = nil
      defer { writers[index] = writer }
      rules.allow(after: writer.state, into: &mask)
      let copied = writer.copying.next(
        writer.state.grammar, count: writer.tokens.count, tokens: writer.tokens, mask: mask)
      let given = opening.token(at: writer.tokens.count) ?? copied
      if let given, !mask[Int(given)] { throw opening.refusal(at: writer.tokens.count, in: model.vocabulary) }
      expectation.read(logits, from: base, mask: mask)
      let drawn = draw.draw(logits, from: base, mask: mask, expectation: expectation, using: &writer.random)
      let token = given ?? drawn
      let isAllowed = rules.advance(&writer.state, by: token)
      precondition(isAllowed, "a token was taken that is not allowed")
      if given != nil { writer.given.append(writer.tokens.count) }
      writer.tokens.append(token)
      if given == nil {
        writer.chosen += 1
        writer.logLikelihood += expectation.logProbability(of: token, logits, from: base)
        writer.masked += expectation.maskedShare
      }
      guard writer.state.isFinished else { return token }
      done += 1
      finished(done)
      return nil
    }
    return writers.enumerated().compactMap { index, writer in
      writer.map {
        Composition(
          ids: $0.tokens, given: $0.given, vocabulary: model.vocabulary, tokensChosen: $0.chosen,
          logLikelihood: $0.logLikelihood, masked: $0.masked, number: numbers[index])
      }
    }
  }

  /// One tune being drawn.
  private struct Writer {
    var random: RandomSource
    var state: Rules.State
    var copying: PartCopying
    var tokens: [TokenID] = []
    /// The places of those that were not drawn.
    var given: [Int] = []
    var chosen = 0
    var logLikelihood = 0.0
    var masked = 0.0
  }
}
