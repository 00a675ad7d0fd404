import Foundation
import Sampling

/// How an explanation is printed.
enum ExplanationText {
  /// What the lines mean, said once.
  static let legend = """
    % Bar by bar, at tonic C: token, its probability by the model, -> its chance after grammar and filters where that is another,
    % its rank by the model, and the likeliest others; those in brackets the grammar forbids there.

    """

  /// Comments of ABC: a line for the whole and a line a bar.
  static func comments(_ explanation: Explanation) -> String {
    let summary = String(
      format: "%% log-likelihood %.3f nats for %d tokens chosen: %.3f nats a token\n", explanation.logLikelihood,
      explanation.tokensChosen, explanation.natsPerToken)
    return explanation.bars.reduce(into: summary) { text, steps in
      text += "% \(steps.first?.bar ?? 0): " + steps.map(cell).joined(separator: "; ") + "\n"
    }
  }

  private static func cell(_ step: Explanation.Step) -> String {
    let probability = share(step.probability)
    let chance = share(step.chance)
    let others = step.alternatives.map { other in
      let cell = "\(other.word) \(share(other.probability))"
      return other.isAllowed ? cell : "[\(cell)]"
    }
    var how = probability == chance ? probability : "\(probability) -> \(chance)"
    if step.isGiven { how = "given, \(probability)" }
    return "\(step.word) \(how) #\(step.rank) (\(others.joined(separator: ", ")))"
  }

  private static func share(_ probability: Double) -> String { String(format: "%.3f", probability) }
}

/// The same for programs.
struct ExplanationRecord: Encodable {
  struct Token: Encodable {
    var token: String
    var bar: Int
    var given: Bool
    var probability: Double
    var chance: Double
    var rank: Int
    var alternatives: [Alternative]
  }

  struct Alternative: Encodable {
    var token: String
    var probability: Double
    var allowed: Bool
  }

  var logLikelihood: Double
  var tokensChosen: Int
  var natsPerToken: Double
  var tokens: [Token]

  init(_ explanation: Explanation) {
    logLikelihood = explanation.logLikelihood
    tokensChosen = explanation.tokensChosen
    natsPerToken = explanation.natsPerToken
    tokens = explanation.steps.map { step in
      Token(
        token: step.word, bar: step.bar, given: step.isGiven, probability: step.probability, chance: step.chance,
        rank: step.rank,
        alternatives: step.alternatives.map {
          Alternative(token: $0.word, probability: $0.probability, allowed: $0.isAllowed)
        })
    }
  }
}
