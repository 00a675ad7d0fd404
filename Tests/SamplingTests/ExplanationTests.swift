import Foundation
import Sampling
import Testing
import Tokens

@Suite struct ExplanationTests {
  @Test(arguments: [
    SamplingMethod.random(temperature: 0.8, topP: 0.9), .random(topK: 4, minP: 0.1), .greedy,
    .beam(width: 4, groups: 2),
  ])
  func addsUpToTheLogLikelihood(method: SamplingMethod) throws {
    let composer = Composer(model: SmallModel.random(seed: 2, loudness: 2))
    let settings = SamplingSettings(method)
    let conditions = Conditions(meter: .init(6, 8))
    let tunes = try composer.compose(5, conditions: conditions, settings: settings, seed: 3)
    let explanations = try composer.explain(tunes, settings: settings)
    for (tune, explanation) in zip(tunes, explanations) {
      #expect(explanation.steps.map(\.word) == tune.words + ["</s>"])
      #expect(abs(explanation.logLikelihood - tune.logLikelihood) < 1e-6)
      #expect(explanation.tokensChosen == tune.tokensChosen)
      #expect(explanation.steps.map(\.isGiven) == [true] + [Bool](repeating: false, count: tune.words.count))
      for step in explanation.steps {
        #expect(abs(exp(step.logProbability) - step.probability) < 1e-9)
        // What was drawn can be drawn.
        #expect(step.isGiven || step.chance > 0)
        #expect(step.chance < 1 + 1e-9)
        #expect(step.alternatives.count == 3)
        #expect(step.alternatives.filter { $0.probability > step.probability }.count == min(step.rank - 1, 3))
      }
      #expect(explanation.bars.flatMap { $0 } == explanation.steps)
    }
  }

  /// From known logits: C a half, D a quarter, the rest of the vocabulary next to nothing.
  @Test func numbersByHand() throws {
    var logits = Dictionary(uniqueKeysWithValues: SmallModel.words.map { ($0, Float(-60)) })
    logits["C"] = log(0.5)
    logits["D"] = log(0.25)
    logits["E"] = log(0.15)
    logits["</s>"] = log(0.1)
    logits["<s>"] = -60
    let composer = Composer(model: SmallModel.constant(logits), grammar: nil)
    let tune = Composition(words: ["D", "D"], tokensChosen: 3, logLikelihood: 0, maskedShare: 0, number: 1)
    let steps = try composer.explain([tune], settings: SamplingSettings(.random(topK: 2)))[0].steps
    #expect(steps.count == 3)
    #expect(abs(steps[0].probability - 0.25) < 1e-6)
    // Of C and D, which top-k leaves.
    #expect(abs(steps[0].chance - 1 / 3.0) < 1e-6)
    #expect(steps[0].rank == 2)
    #expect(steps[0].alternatives.map(\.word) == ["C", "E", "</s>"])
    #expect(steps[2].chance == 0)
    #expect(steps[2].rank == 4)
  }

  @Test func barsAreCounted() throws {
    let composer = Composer(model: SmallModel.random(seed: 1))
    let words = "M:6/8 K:Cmaj G | c 3 c 3 :| |: c 3 c 3 :|".split(separator: " ").map(String.init)
    let tune = Composition(words: words, tokensChosen: 1, logLikelihood: 0, maskedShare: 0, number: 1)
    let bars = try composer.explain([tune])[0].bars
    #expect(
      bars.map { $0.map(\.word).joined(separator: " ") } == [
        "M:6/8 K:Cmaj", "G |", "c 3 c 3 :| |:", "c 3 c 3 :| </s>",
      ])
    #expect(bars.map { $0.first?.bar } == [0, 1, 2, 3])
  }

  @Test func aWordTheModelLacksIsNamed() throws {
    let composer = Composer(model: SmallModel.random(seed: 1))
    let tune = Composition(words: ["^^c'"], tokensChosen: 1, logLikelihood: 0, maskedShare: 0, number: 4)
    let error = #expect(throws: CompositionError.self) { try composer.explain([tune]) }
    #expect(error?.description.contains("^^c'") == true)
  }
}
