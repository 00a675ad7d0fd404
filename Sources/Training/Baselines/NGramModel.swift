import Foundation
import Tokens

/// An n-gram model with interpolated Kneser-Ney smoothing, what music modelling compares itself with.
///
/// One absolute discount an order, D = n1 / (n1 + 2 n2) with n1 and n2 the n-grams seen once and twice (Ney, Essen and
/// Kneser 1994); orders below the highest count how many different tokens come before an n-gram instead of how often
/// it comes (Kneser and Ney 1995), except where it begins with `<s>`, before which nothing can come; each order is
/// interpolated with the one below, the lowest with the uniform distribution (Chen and Goodman 1999, section 2.8).
///
/// N-grams are the nodes of a tree: a node's parent is the n-gram without its last token.
public struct NGramModel: LanguageModel, Sendable {
  /// A context or the token that ends one.
  private struct Node {
    /// How often it comes, or how many tokens come before it.
    var count = 0
    /// The counts of the nodes below, summed.
    var total = 0
    /// How many nodes below have a count.
    var kinds = 0
  }

  private struct Edge: Hashable {
    let parent: Int32
    let token: TokenID
  }

  /// The longest n-gram.
  public let order: Int
  private let vocabularySize: Int
  private var nodes = [Node()]
  private var edges: [Edge: Int32] = [:]
  private var discounts: [Double] = []

  /// Learns from `sequences`, each from `<s>` to `</s>`.
  ///
  /// - Precondition: every token is in `0 ..< vocabularySize`, which is at least 2; `order` is at least 1.
  /// - Complexity: O(order × tokens) time and memory, some 50 bytes a different n-gram.
  public init(_ sequences: [[TokenID]], vocabularySize: Int, order: Int = 5) {
    precondition(order >= 1 && vocabularySize >= 2, "an n-gram has a token, a vocabulary its two bounds")
    self.order = order
    self.vocabularySize = vocabularySize
    var parents: [Int32] = [-1]
    var depths: [Int] = [0]
    for sequence in sequences {
      // contexts[k] is the n-gram of the k tokens read last; as many as the tune has had, at most order - 1.
      var contexts: [Int32] = [0]
      for (place, token) in sequence.enumerated() {
        var ended: [Int32] = [0]
        for (depth, context) in contexts.enumerated() {
          let edge = Edge(parent: context, token: token)
          let beginsTune = depth == place
          if let node = edges[edge] {
            if depth + 1 == order || beginsTune { nodes[Int(node)].count += 1 }
            ended.append(node)
          } else {
            let node = Int32(nodes.count)
            nodes.append(Node(count: depth + 1 == order || beginsTune ? 1 : 0))
            parents.append(context)
            depths.append(depth + 1)
            edges[edge] = node
            // A new n-gram is a new token before the shorter one that it ends in.
            if depth > 0 { nodes[Int(ended[depth])].count += 1 }
            ended.append(node)
          }
        }
        contexts = Array(ended.prefix(order))
      }
    }
    // No token is ever predicted to be <s>.
    if let start = edges[Edge(parent: 0, token: Vocabulary.startID)] { nodes[Int(start)].count = 0 }
    var once = [Double](repeating: 0, count: order + 1)
    var twice = once
    for node in nodes.indices.dropFirst() where nodes[node].count > 0 {
      nodes[Int(parents[node])].total += nodes[node].count
      nodes[Int(parents[node])].kinds += 1
      if nodes[node].count == 1 { once[depths[node]] += 1 }
      if nodes[node].count == 2 { twice[depths[node]] += 1 }
    }
    // Without n-grams seen once or twice the estimate is no estimate; a half is as good as any.
    discounts = zip(once, twice).map { $0 > 0 && $1 > 0 ? $0 / ($0 + 2 * $1) : 0.5 }
  }

  /// `(V)` probabilities; O(order × V).
  public func probabilities(after history: [TokenID]) -> [Double] {
    let contexts = contexts(of: history)
    return (0..<vocabularySize).map { probability(of: TokenID($0), after: contexts) }
  }

  /// O(order × tokens).
  public func nats(of sequence: [TokenID]) -> Double {
    var nats = 0.0
    var contexts = contexts(of: Array(sequence.prefix(1)))
    for token in sequence.dropFirst() {
      nats -= log(probability(of: token, after: contexts))
      contexts = advanced(contexts, by: token)
    }
    return nats
  }

  /// The known contexts the next token has, by length from none; the longest ones may be unknown.
  private func contexts(of history: [TokenID]) -> [Int32?] {
    history.reduce([0]) { advanced($0, by: $1) }
  }

  private func advanced(_ contexts: [Int32?], by token: TokenID) -> [Int32?] {
    let longer = contexts.map { context in
      context.flatMap { edges[Edge(parent: $0, token: token)] }
    }
    return Array(([0] + longer).prefix(order))
  }

  /// max(c - D, 0) / total + D kinds / total × the order below, from the uniform distribution upwards.
  private func probability(of token: TokenID, after contexts: [Int32?]) -> Double {
    guard token != Vocabulary.startID else { return 0 }
    var chance = 1 / Double(vocabularySize - 1)
    for (depth, context) in contexts.enumerated() {
      guard let context, nodes[Int(context)].total > 0 else { continue }
      let node = nodes[Int(context)]
      let count = edges[Edge(parent: context, token: token)].map { nodes[Int($0)].count } ?? 0
      let discount = discounts[depth + 1]
      chance =
        (max(Double(count) - discount, 0) + discount * Double(node.kinds) * chance) / Double(node.total)
    }
    return chance
  }
}
