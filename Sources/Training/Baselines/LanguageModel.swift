import Tokens

/// Anything that gives each token a probability after the tokens before it: the measure a network has to beat.
public protocol LanguageModel {
  /// The probability of every token of the vocabulary after `history`, which begins with `<s>`; they sum to one, and
  /// `<s>` itself has none.
  func probabilities(after history: [TokenID]) -> [Double]

  /// What `sequence` costs, in nats: everything after `<s>`, `</s>` included.
  func nats(of sequence: [TokenID]) -> Double
}

extension LanguageModel {
  /// Mean nats a token over `sequences`, the tokens counted as in training: everything after `<s>`. Its exponential is
  /// the perplexity. Zero for no tokens.
  public func natsPerToken(_ sequences: [[TokenID]]) -> Double {
    let tokens = sequences.reduce(0) { $0 + max(0, $1.count - 1) }
    let nats = sequences.reduce(0) { $0 + self.nats(of: $1) }
    return tokens == 0 ? 0 : nats / Double(tokens)
  }
}
