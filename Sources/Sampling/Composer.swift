import Checkpoints
import Kernels
import Music
import Recurrent
import Tokens

/// Composes tunes with a model, many at once, every bar of them whole.
public struct Composer: Sendable {
  /// The model that composes.
  public let model: Model
  /// The form tunes have.
  public let form: TuneGrammar.Form
  private let grammar: TuneGrammar

  /// How many tunes share a step of the network. More gain little and cost memory.
  public static let streams = 64

  /// A composer of tunes of a form.
  public init(model: Model, form: TuneGrammar.Form = TuneGrammar.Form()) {
    self.model = model
    self.form = form
    grammar = TuneGrammar(model.vocabulary, form: form)
  }

  /// Composes `count` tunes; the same arguments give the same tunes.
  ///
  /// Each tune draws from random numbers of its own, made from the seed and its number.
  ///
  /// - Parameter finished: called after every finished tune with how many there are.
  /// - Throws: ``CompositionError`` where the model lacks a token that the conditions ask for, or a prime cannot begin a
  ///   whole tune.
  public func compose(
    _ count: Int, conditions: Conditions = Conditions(), settings: SamplingSettings = SamplingSettings(), seed: UInt64,
    finished: (Int) -> Void = { _ in }
  ) throws(CompositionError) -> [Composition] {
    if let problem = settings.problem { throw CompositionError(problem) }
    let opening = try opening(of: conditions)
    var result: [Composition] = []
    var next = 0
    while next < count {
      let numbers = next..<min(count, next + Self.streams)
      next = numbers.upperBound
      result += try composeTogether(numbers, opening: opening, conditions: conditions, settings: settings, seed: seed) {
        finished(result.count + $0)
      }
    }
    return result
  }

  /// The tokens that every tune of a run begins with.
  private func opening(of conditions: Conditions) throws(CompositionError) -> [TokenID?] {
    var opening: [TokenID?] = []
    opening.append(
      try conditions.meter.map { (meter) throws(CompositionError) in
        try id(of: .meter(meter), named: "meter", prefix: "M:")
      })
    opening.append(
      try conditions.mode.map { (mode) throws(CompositionError) in
        try id(of: .key(Key(.c, mode: mode)), named: "mode", prefix: "K:")
      })
    for token in conditions.prime {
      guard let id = model.vocabulary.id(of: token.word) else {
        throw CompositionError(
          "the model does not know '\(token.word)' of the prime; write that note or length in another way")
      }
      opening.append(id)
    }
    return opening
  }

  private func id(of token: Token, named name: String, prefix: String) throws(CompositionError) -> TokenID {
    if let id = model.vocabulary.id(of: token.word) { return id }
    let known = model.vocabulary.tokens.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(2)) }
    throw CompositionError(
      "the model knows no \(name) \(token.word.dropFirst(2)); it knows \(known.joined(separator: ", "))")
  }

  private func composeTogether(
    _ numbers: Range<Int>, opening: [TokenID?], conditions: Conditions, settings: SamplingSettings, seed: UInt64,
    finished: (Int) -> Void
  ) throws(CompositionError) -> [Composition] {
    let size = model.vocabulary.count
    let stepper = Stepper(parameters: model.parameters, streams: numbers.count)
    var writers = numbers.map { Writer(number: $0, seed: seed, grammar: grammar) }
    var active = Array(writers.indices)
    let reader = model.contextReader
    var contexts = writers.map { _ in reader?.start() }
    var rows: [Int32] = []
    var draw = TokenDraw(settings: settings)
    var mask = [Bool](repeating: false, count: size)
    var logits: [Float] = []
    var inputs = [TokenID](repeating: Vocabulary.startID, count: numbers.count)
    var position = 0
    var done = 0
    while !active.isEmpty {
      rows.removeAll(keepingCapacity: true)
      if let reader {
        for (row, index) in active.enumerated() {
          contexts[index]?.take(inputs[row], reader)
          contexts[index]?.appendRows(to: &rows, reader)
        }
      }
      stepper.step(inputs, context: rows, into: &logits)
      var kept: [Int] = []
      inputs.removeAll(keepingCapacity: true)
      for (row, index) in active.enumerated() {
        grammar.allow(after: writers[index].state, into: &mask)
        let given = position < opening.count ? opening[position] : nil
        if let given, !mask[Int(given)] { throw refusal(given, at: position) }
        let drawn = draw.draw(logits[row * size..<(row + 1) * size], mask: mask, using: &writers[index].random)
        writers[index].take(given ?? drawn.token, drawn: given == nil ? drawn : nil, grammar: grammar)
        if writers[index].state.isFinished {
          done += 1
          finished(done)
        } else {
          kept.append(row)
          inputs.append(given ?? drawn.token)
        }
      }
      if kept.count < active.count {
        active = kept.map { active[$0] }
        if !active.isEmpty { stepper.retain(streams: kept) }
      }
      position += 1
    }
    return writers.map { $0.composition(vocabulary: model.vocabulary) }
  }

  private func refusal(_ token: TokenID, at position: Int) -> CompositionError {
    let word = model.vocabulary.token(token)
    if position < 2 { return CompositionError("\(word) cannot begin a tune") }
    return CompositionError(
      "the prime cannot become a whole tune: '\(word)', token \(position - 1) of it, does not fit there; "
        + "check that its bars are as long as the meter says")
  }
}

/// One tune being written.
private struct Writer {
  let number: Int
  var random: RandomSource
  var state: TuneGrammar.State
  var tokens: [TokenID] = []
  var chosen = 0
  var logLikelihood = 0.0
  var masked = 0.0

  init(number: Int, seed: UInt64, grammar: TuneGrammar) {
    self.number = number
    // Two rounds of the seeding function keep tune 2 of seed 1 apart from tune 1 of seed 2.
    var mixer = RandomSource(seed: seed)
    random = RandomSource(seed: mixer.next() ^ (UInt64(number) &* 0x9E37_79B9_7F4A_7C15))
    state = grammar.start()
  }

  mutating func take(_ token: TokenID, drawn: TokenDraw.Result?, grammar: TuneGrammar) {
    let isAllowed = grammar.advance(&state, by: token)
    precondition(isAllowed, "a token was taken that the grammar does not allow")
    tokens.append(token)
    if let drawn {
      chosen += 1
      logLikelihood += drawn.logProbability
      masked += drawn.maskedShare
    }
  }

  func composition(vocabulary: Vocabulary) -> Composition {
    let words = tokens.dropLast().map { vocabulary.token($0) }
    return Composition(
      sequence: TokenSequence(words.compactMap { Token($0) }), tokensChosen: chosen, logLikelihood: logLikelihood,
      maskedShare: chosen > 0 ? masked / Double(chosen) : 0, number: number + 1)
  }
}
