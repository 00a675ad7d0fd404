/// How the next token is drawn from what the network expects.
public struct SamplingSettings: Hashable, Sendable {
  /// Divides the logits: under 1 plays safe, over 1 ventures. Greater than 0.
  public var temperature: Double
  /// Draw among this many likeliest tokens only; nil for all.
  public var topK: Int?
  /// Draw among the likeliest tokens that together have this probability (nucleus sampling, Holtzman et al. 2020); nil for all.
  public var topP: Double?
  /// Always take the likeliest token; the other settings then change nothing.
  public var isGreedy: Bool

  /// Settings; the defaults draw from the network's own distribution.
  public init(temperature: Double = 1, topK: Int? = nil, topP: Double? = nil, isGreedy: Bool = false) {
    self.temperature = temperature
    self.topK = topK
    self.topP = topP
    self.isGreedy = isGreedy
  }

  /// Why the settings make no sense; nil where they do.
  public var problem: String? {
    if !(temperature > 0), !isGreedy {
      return "the temperature must be greater than 0; for no chance at all use greedy sampling"
    }
    if !temperature.isFinite { return "the temperature must be a number" }
    if let topK, topK < 1 { return "top-k must be at least 1" }
    if let topP, !(topP > 0 && topP <= 1) { return "top-p must be greater than 0 and at most 1" }
    return nil
  }
}
