import Foundation
import Tokens

/// What the network expects next in one stream: its distribution over the tokens, and what the mask leaves of it.
///
/// Works in `Double` and in the order of the vocabulary, so that one seed gives one tune.
package struct Expectation {
  /// e^(logit - highest), a number a token.
  private(set) var weights: [Double]
  /// The sum of the weights.
  private(set) var total = 1.0
  /// The greatest logit.
  private(set) var highest = 0.0
  private(set) var highestAllowed = 0.0
  /// The likeliest allowed token, the first of equals.
  private(set) var likeliest: TokenID = 0
  /// The share of the probability that the mask takes away.
  private(set) var maskedShare = 0.0
  private var logTotal = 0.0

  package init(vocabularySize: Int) { weights = [Double](repeating: 0, count: vocabularySize) }

  /// Reads a row of logits, which starts at `base`; O(V).
  ///
  /// - Precondition: at least one token is allowed.
  package mutating func read(_ logits: [Float], from base: Int, mask: [Bool]) {
    highest = -.infinity
    highestAllowed = -.infinity
    var best = -1
    for token in weights.indices {
      let logit = Double(logits[base + token])
      if logit > highest { highest = logit }
      // The second condition holds for the first allowed token whatever its logit, even where it is no number.
      if mask[token], logit > highestAllowed || best < 0 {
        highestAllowed = logit
        best = token
      }
    }
    var total = 0.0
    var allowed = 0.0
    for token in weights.indices {
      let weight = exp(Double(logits[base + token]) - highest)
      weights[token] = weight
      total += weight
      if mask[token] { allowed += weight }
    }
    precondition(best >= 0, "at least one token is allowed")
    likeliest = TokenID(best)
    self.total = total
    logTotal = log(total)
    maskedShare = 1 - allowed / total
  }

  /// The network's own log-probability of a token in nats, at temperature 1 and without the mask, of the row last read.
  package func logProbability(of token: TokenID, _ logits: [Float], from base: Int) -> Double {
    Double(logits[base + Int(token)]) - highest - logTotal
  }
}
