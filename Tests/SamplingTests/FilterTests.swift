import Foundation
import Sampling
import Testing
import Tokens

/// What top-k, top-p and min-p leave, read off the first token of free tunes of a network whose logits are known.
@Suite struct FilterTests {
  /// Probabilities of the four tokens that matter, the others having next to none.
  private static let shares = ["C": 0.5, "D": 0.25, "E": 0.15, "F": 0.1]

  private static let composer: Composer = {
    var logits = Dictionary(uniqueKeysWithValues: SmallModel.words.map { ($0, Float(-60)) })
    for (word, share) in shares { logits[word] = Float(log(share)) }
    logits["</s>"] = -60
    return Composer(model: SmallModel.constant(logits), grammar: nil)
  }()

  private func firstTokens(_ method: SamplingMethod, _ count: Int = 300, seed: UInt64 = 3) throws -> [String: Int] {
    let tunes = try Self.composer.compose(count, settings: SamplingSettings(method, maxTokens: 1), seed: seed)
    return tunes.reduce(into: [:]) { $0[$1.words[0], default: 0] += 1 }
  }

  @Test func topKLeavesTheLikeliest() throws {
    #expect(Set(try firstTokens(.random(topK: 1)).keys) == ["C"])
    #expect(Set(try firstTokens(.random(topK: 3)).keys) == ["C", "D", "E"])
  }

  /// The fewest that together have the probability: 0.5 + 0.25 reaches 0.7, and 0.75 just so; 0.76 takes one more.
  @Test func topPLeavesTheNucleus() throws {
    #expect(Set(try firstTokens(.random(topP: 0.5)).keys) == ["C"])
    #expect(Set(try firstTokens(.random(topP: 0.7)).keys) == ["C", "D"])
    #expect(Set(try firstTokens(.random(topP: 0.76)).keys) == ["C", "D", "E"])
  }

  /// At least that many times as likely as the likeliest: 0.4 times 0.5 is 0.2, 0.25 times 0.5 is 0.125.
  @Test func minPLeavesWhatComesNearTheLikeliest() throws {
    #expect(Set(try firstTokens(.random(minP: 1)).keys) == ["C"])
    #expect(Set(try firstTokens(.random(minP: 0.4)).keys) == ["C", "D"])
    #expect(Set(try firstTokens(.random(minP: 0.25)).keys) == ["C", "D", "E"])
    #expect(Set(try firstTokens(.random(topK: 9, minP: 0.25)).keys) == ["C", "D", "E"])
  }

  /// Top-k before top-p: of C and D, C alone has two thirds. Top-p first would have kept D: C has but half of all.
  @Test func topPMeasuresWhatTopKLeft() throws {
    #expect(Set(try firstTokens(.random(topK: 2, topP: 0.6)).keys) == ["C"])
    #expect(Set(try firstTokens(.random(topP: 0.6)).keys) == ["C", "D"])
  }

  /// Temperature before the others: at 2 probabilities go by their square roots, and E comes to 0.55 of C.
  @Test func minPMeasuresWhatTheTemperatureLeft() throws {
    #expect(Set(try firstTokens(.random(temperature: 2, minP: 0.49)).keys) == ["C", "D", "E"])
    #expect(Set(try firstTokens(.random(minP: 0.49)).keys) == ["C", "D"])
  }

  /// A nucleus of all, or of all but a billionth, is the distribution itself; chi-square, three degrees of freedom.
  @Test(arguments: [nil, 1, 0.999_999_999, 0.76])
  func draws(topP: Double?) throws {
    let seen = try firstTokens(.random(topP: topP), 2000)
    // The nucleus of 0.76 is C, D and E, which have 0.9.
    let kept = topP == 0.76 ? Self.shares.filter { $0.key != "F" } : Self.shares
    let total = kept.values.reduce(0, +)
    let chiSquare = kept.reduce(0.0) { sum, entry in
      let expected = 2000 * entry.value / total
      let difference = Double(seen[entry.key] ?? 0) - expected
      return sum + difference * difference / expected
    }
    // Passed once in a thousand with three degrees of freedom, less often with two; the seed is fixed.
    #expect(chiSquare < 16.27)
    #expect(seen.values.reduce(0, +) == 2000)
  }
}
