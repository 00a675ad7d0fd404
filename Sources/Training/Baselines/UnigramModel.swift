import Foundation
import Tokens

/// How often each token comes, whatever went before: the loss a network stands at before it has learned any order.
public struct UnigramModel: LanguageModel, Sendable {
  private let chances: [Double]

  /// Counts the tokens of `sequences`, everything after `<s>`; one is added to each count, so that none is impossible
  /// (Laplace).
  ///
  /// - Precondition: every token is in `0 ..< vocabularySize`, which is at least 2.
  /// - Complexity: O(tokens).
  public init(_ sequences: [[TokenID]], vocabularySize: Int) {
    var counts = [Double](repeating: 1, count: vocabularySize)
    counts[Int(Vocabulary.startID)] = 0
    for sequence in sequences {
      for token in sequence.dropFirst() { counts[Int(token)] += 1 }
    }
    let total = counts.reduce(0, +)
    chances = counts.map { $0 / total }
  }

  /// `(V)` probabilities, the same after every history.
  public func probabilities(after history: [TokenID]) -> [Double] { chances }

  /// The cost of every token after the first.
  public func nats(of sequence: [TokenID]) -> Double {
    sequence.dropFirst().reduce(0) { $0 - log(chances[Int($1)]) }
  }
}
