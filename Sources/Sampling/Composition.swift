import Music
import Tokens

/// A tune the model wrote, with how likely the model thought it.
public struct Composition: Sendable {
  /// The tune in the words of the vocabulary, at tonic C, without `<s>` and `</s>`.
  public var words: [String]
  /// Whether the tune came to its end, which one cut off at a limit of tokens did not.
  public var isEnded: Bool
  /// How many tokens the model chose, the end of the tune included; those of a prime are not counted.
  public var tokensChosen: Int
  /// The places in ``words`` of those that were given instead.
  public var given: [Int]
  /// The sum of the log-probabilities in nats of what was chosen, by the network alone.
  public var logLikelihood: Double
  /// The mean share of probability that the grammar took away a token.
  public var maskedShare: Double
  /// Its place in the run, from 1.
  public var number: Int

  /// The tune in tokens; words that are none of the scheme, which no grammar writes, are left out.
  public var sequence: TokenSequence { TokenSequence(words.compactMap { Token($0) }) }

  /// A tune with what is known of how it was written.
  public init(
    words: [String], isEnded: Bool = true, tokensChosen: Int, given: [Int] = [], logLikelihood: Double,
    maskedShare: Double, number: Int
  ) {
    self.words = words
    self.isEnded = isEnded
    self.tokensChosen = tokensChosen
    self.given = given
    self.logLikelihood = logLikelihood
    self.maskedShare = maskedShare
    self.number = number
  }

  /// As ``init(words:isEnded:tokensChosen:given:logLikelihood:maskedShare:number:)``, from tokens of the scheme.
  public init(
    sequence: TokenSequence, tokensChosen: Int, logLikelihood: Double, maskedShare: Double, number: Int
  ) {
    self.init(
      words: sequence.words, tokensChosen: tokensChosen, logLikelihood: logLikelihood, maskedShare: maskedShare,
      number: number)
  }

  init(
    ids: [TokenID], given: [Int], vocabulary: Vocabulary, tokensChosen: Int, logLikelihood: Double, masked: Double,
    number: Int
  ) {
    let isEnded = ids.last == Vocabulary.endID
    self.init(
      words: vocabulary.decode(isEnded ? ids.dropLast() : ids), isEnded: isEnded, tokensChosen: tokensChosen,
      given: given, logLikelihood: logLikelihood,
      maskedShare: tokensChosen > 0 ? masked / Double(tokensChosen) : 0, number: number)
  }
}

/// What a tune is asked to be.
public struct Conditions: Sendable {
  /// The meter; nil leaves it to the model.
  public var meter: Meter?
  /// The mode; nil leaves it to the model.
  public var mode: Mode?
  /// The type; nil leaves it to the model. A model that knows no types is told the meter alone.
  public var type: TuneType?
  /// Music the tune begins with, in tokens without meter, key and type.
  public var prime: [Token]

  /// Conditions; the default asks for nothing.
  public init(meter: Meter? = nil, mode: Mode? = nil, type: TuneType? = nil, prime: [Token] = []) {
    self.meter = meter
    self.mode = mode
    self.type = type
    self.prime = prime
  }
}

/// Why nothing was composed.
public struct CompositionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what would mend it.
  public var description: String

  init(_ description: String) { self.description = description }
}
