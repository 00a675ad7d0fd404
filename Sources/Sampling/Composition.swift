import Music
import Tokens

/// A tune the model wrote, with how likely the model thought it.
public struct Composition: Sendable {
  /// The tune in tokens, at tonic C.
  public var sequence: TokenSequence
  /// How many tokens the model chose, the end of the tune included; those of a prime are not counted.
  public var tokensChosen: Int
  /// The sum of their log-probabilities in nats, by the network alone.
  public var logLikelihood: Double
  /// The mean share of probability that the grammar took away a token.
  public var maskedShare: Double
  /// Its place in the run, from 1.
  public var number: Int

  /// A tune with what is known of how it was written.
  public init(
    sequence: TokenSequence, tokensChosen: Int, logLikelihood: Double, maskedShare: Double, number: Int
  ) {
    self.sequence = sequence
    self.tokensChosen = tokensChosen
    self.logLikelihood = logLikelihood
    self.maskedShare = maskedShare
    self.number = number
  }
}

/// What a tune is asked to be.
public struct Conditions: Sendable {
  /// The meter; nil leaves it to the model.
  public var meter: Meter?
  /// The mode; nil leaves it to the model.
  public var mode: Mode?
  /// Music the tune begins with, in tokens without meter and key.
  public var prime: [Token]

  /// Conditions; the default asks for nothing.
  public init(meter: Meter? = nil, mode: Mode? = nil, prime: [Token] = []) {
    self.meter = meter
    self.mode = mode
    self.prime = prime
  }
}

/// Why nothing was composed.
public struct CompositionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what would mend it.
  public var description: String

  init(_ description: String) { self.description = description }
}
