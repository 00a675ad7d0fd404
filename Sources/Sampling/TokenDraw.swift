import Foundation
import Kernels
import Tokens

/// Draws one token from what the network expects, among the tokens that a random method leaves.
///
/// Memory is kept between draws; none is allocated after the first.
package struct TokenDraw {
  private let temperature: Double
  private let topK: Int?
  private let topP: Double?
  private let minP: Double
  private var candidates = Candidates()
  /// What is left to draw among, with weights; likeliest first where top-k or top-p asked for an order.
  private(set) var left: [Candidate] = []

  /// A draw as `method` says; greedy sampling and beams draw nothing, and leave all that the mask allows.
  package init(_ method: SamplingMethod) {
    if case .random(let temperature, let topK, let topP, let minP) = method {
      self.temperature = temperature
      self.topK = topK
      self.topP = topP.flatMap { $0 < 1 ? $0 : nil }
      self.minP = minP ?? 0
    } else {
      temperature = 1
      topK = nil
      topP = nil
      minP = 0
    }
  }

  /// Draws among the tokens `mask` allows; O(V), O(V + k log V) with k left by top-k or top-p.
  package mutating func draw(
    _ logits: [Float], from base: Int, mask: [Bool], expectation: Expectation, using random: inout RandomSource
  ) -> TokenID {
    sift(logits, from: base, mask: mask, highest: expectation.highestAllowed)
    var rest = random.unit() * left.reduce(0) { $0 + $1.score }
    for candidate in left {
      rest -= candidate.score
      if rest < 0 { return candidate.token }
    }
    return left[left.count - 1].token
  }

  /// Fills ``left``; the order of what is left out stands at ``SamplingMethod/random(temperature:topK:topP:minP:)``.
  mutating func sift(_ logits: [Float], from base: Int, mask: [Bool], highest: Double) {
    left.removeAll(keepingCapacity: true)
    guard topK != nil || topP != nil else {
      for token in mask.indices where mask[token] {
        let weight = exp((Double(logits[base + token]) - highest) / temperature)
        // The likeliest weighs 1. Written so that what is no number stays and something is left.
        if !(weight < minP) { left.append(Candidate(score: weight, token: TokenID(token))) }
      }
      return
    }
    candidates.removeAll()
    var total = 0.0
    for token in mask.indices where mask[token] {
      let weight = exp((Double(logits[base + token]) - highest) / temperature)
      total += weight
      candidates.append(Candidate(score: weight, token: TokenID(token)))
    }
    candidates.order()
    takeLikeliest(of: total)
    while left.count > 1, left[left.count - 1].score < minP { left.removeLast() }
  }

  private mutating func takeLikeliest(of total: Double) {
    if let topK {
      while left.count < topK, let candidate = candidates.next() { left.append(candidate) }
      guard let topP else { return }
      let goal = topP * left.reduce(0) { $0 + $1.score }
      var sum = 0.0
      let last = left.firstIndex { candidate in
        sum += candidate.score
        return sum >= goal
      }
      if let last { left.removeLast(left.count - last - 1) }
    } else if let topP {
      var sum = 0.0
      while !(sum >= topP * total), let candidate = candidates.next() {
        sum += candidate.score
        left.append(candidate)
      }
    }
  }
}
