/// How a tune's tokens are chosen from what the network expects.
public enum SamplingMethod: Hashable, Sendable {
  /// Draws each token, from the likelier ones alone where asked to.
  ///
  /// What is left out is left out in this order, as Hugging Face's transformers have it: the grammar's mask, then the
  /// temperature, top-k, top-p of what top-k left, min-p.
  ///
  /// - temperature: divides the logits: under 1 plays safe, over 1 ventures. Greater than 0.
  /// - topK: draw among this many likeliest tokens only.
  /// - topP: draw among the likeliest tokens that together have this probability (nucleus sampling, Holtzman et al. 2020).
  /// - minP: draw among the tokens at least this times as likely as the likeliest (Nguyen et al. 2024).
  case random(temperature: Double = 1, topK: Int? = nil, topP: Double? = nil, minP: Double? = nil)

  /// Takes the likeliest token each time: a beam of one.
  case greedy

  /// Looks for the likeliest tunes, several hypotheses side by side (Graves 2012; Sutskever et al. 2014).
  ///
  /// A hypothesis that ends keeps its place in the beam, so a search ends with `width` tunes, and a beam of one is greedy.
  ///
  /// - width: hypotheses, at most ``mostHypotheses``.
  /// - groups: parts of the beam that choose one after another, each kept from the tokens that those before it chose at
  ///   this place (diverse beam search, Vijayakumar et al. 2016); divides `width`.
  /// - diversity: nats a token loses in a group for every hypothesis of an earlier group that chose it at this place. It
  ///   weighs on that choice alone, tunes are ranked without it.
  /// - lengthPenalty: α of Wu et al. (2016): tunes are ranked by log-likelihood over ((5 + tokens) / 6)^α. With 0 short
  ///   tunes win.
  case beam(width: Int, groups: Int = 1, diversity: Double = 0.5, lengthPenalty: Double = 0.6)

  /// The widest beam.
  public static let mostHypotheses = 256
}

/// How tunes are sampled.
public struct SamplingSettings: Hashable, Sendable {
  /// How a token is chosen.
  public var method: SamplingMethod
  /// Where a tune that no grammar ends is cut off, in tokens.
  public var maxTokens: Int

  /// Settings; the default draws from the network's own distribution.
  public init(_ method: SamplingMethod = .random(), maxTokens: Int = 1200) {
    self.method = method
    self.maxTokens = maxTokens
  }

  /// Why the settings make no sense; nil where they do.
  public var problem: String? {
    if maxTokens < 1 { return "a tune has at least 1 token" }
    switch method {
    case .random(let temperature, let topK, let topP, let minP):
      if !(temperature > 0) {
        return "the temperature must be greater than 0; for no chance at all use greedy sampling"
      }
      if !temperature.isFinite { return "the temperature must be a number" }
      if let topK, topK < 1 { return "top-k must be at least 1" }
      if let topP, !(topP > 0 && topP <= 1) { return "top-p must be greater than 0 and at most 1" }
      if let minP, !(minP >= 0 && minP <= 1) { return "min-p must be from 0 to 1" }
    case .greedy: break
    case .beam(let width, let groups, let diversity, let lengthPenalty):
      if !(1...SamplingMethod.mostHypotheses).contains(width) {
        return "a beam has 1 to \(SamplingMethod.mostHypotheses) hypotheses"
      }
      if groups < 1 || width % groups != 0 { return "the groups of a beam must divide its \(width) hypotheses" }
      if !(diversity >= 0 && diversity.isFinite) { return "the diversity must be 0 or more" }
      if !(lengthPenalty >= 0 && lengthPenalty.isFinite) { return "the length penalty must be 0 or more" }
    }
    return nil
  }
}
