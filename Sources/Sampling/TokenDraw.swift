import Foundation
import Kernels
import Tokens

/// Draws one token from the logits of a stream.
struct TokenDraw {
  let settings: SamplingSettings
  /// Token numbers and their probabilities, likeliest first where the settings need an order; kept between draws.
  private var candidates: [(token: Int, weight: Double)] = []

  init(settings: SamplingSettings) { self.settings = settings }

  /// What was drawn.
  struct Result {
    var token: TokenID
    /// The network's own log-probability of the token in nats, at temperature 1 and without the mask.
    var logProbability: Double
    /// The share of the network's own probability that the mask took away.
    var maskedShare: Double
  }

  /// Draws among the tokens `mask` allows; O(V), O(V log V) with top-k or top-p.
  ///
  /// Works in `Double` and in the order of the vocabulary, so that one seed gives one tune.
  ///
  /// - Precondition: at least one token is allowed.
  mutating func draw(_ logits: ArraySlice<Float>, mask: [Bool], using random: inout RandomSource) -> Result {
    let base = logits.startIndex
    var highest = -Double.infinity
    var highestAllowed = -Double.infinity
    var best = 0
    for token in mask.indices {
      let logit = Double(logits[base + token])
      highest = max(highest, logit)
      if mask[token], logit > highestAllowed {
        highestAllowed = logit
        best = token
      }
    }
    var total = 0.0
    var allowed = 0.0
    for token in mask.indices {
      let weight = exp(Double(logits[base + token]) - highest)
      total += weight
      if mask[token] { allowed += weight }
    }
    let token = settings.isGreedy ? best : pick(logits, mask: mask, highest: highestAllowed, using: &random)
    return Result(
      token: TokenID(token), logProbability: Double(logits[base + token]) - highest - log(total),
      maskedShare: 1 - allowed / total)
  }

  private mutating func pick(
    _ logits: ArraySlice<Float>, mask: [Bool], highest: Double, using random: inout RandomSource
  ) -> Int {
    let base = logits.startIndex
    candidates.removeAll(keepingCapacity: true)
    for token in mask.indices where mask[token] {
      candidates.append((token, exp((Double(logits[base + token]) - highest) / settings.temperature)))
    }
    if settings.topK != nil || settings.topP != nil {
      candidates.sort { ($1.weight, $0.token) < ($0.weight, $1.token) }
      if let topK = settings.topK, topK < candidates.count { candidates.removeLast(candidates.count - topK) }
      if let topP = settings.topP, topP < 1 {
        let goal = candidates.reduce(0) { $0 + $1.weight } * topP
        var sum = 0.0
        let count = candidates.firstIndex { candidate in
          sum += candidate.weight
          return sum >= goal
        }
        if let count { candidates.removeLast(candidates.count - count - 1) }
      }
    }
    var left = Self.uniform(&random) * candidates.reduce(0) { $0 + $1.weight }
    for candidate in candidates {
      left -= candidate.weight
      if left < 0 { return candidate.token }
    }
    return candidates[candidates.count - 1].token
  }

  /// A number in [0, 1) with all 53 bits a `Double` holds.
  private static func uniform(_ random: inout RandomSource) -> Double { Double(random.next() >> 11) * 0x1p-53 }
}
