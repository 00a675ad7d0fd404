import Foundation
import Testing
import Tokens
import Training

@Suite struct LanguageModelTests {
  @Test func unigramByHand() {
    // After <s>: 2 3 </s> and 2 </s>: counts </s> 2, 2 2, 3 1, plus one each over </s>, 2, 3, 4: 3, 3, 2, 1 of 9.
    let model = UnigramModel([[0, 2, 3, 1], [0, 2, 1]], vocabularySize: 5)
    let chances = model.probabilities(after: [0])
    for (chance, ninths) in zip(chances, [0, 3, 3, 2, 1]) { #expect(abs(chance - Double(ninths) / 9) < 1e-15) }
    // "<s> 4 </s>" costs ln 9 + ln 3 over two tokens.
    #expect(abs(model.natsPerToken([[0, 4, 1]]) - log(27.0) / 2) < 1e-15)
  }

  @Test func bigramByHand() {
    // Two tunes: <s> 2 3 </s> and <s> 2 2 </s>; tokens 0 = <s>, 1 = </s>, 2, 3.
    // Bigrams: s2 twice, 23, 3/, 22, 2/ once each: n1 = 4, n2 = 1, so D2 = 4 / (4 + 2) = 2/3.
    // Different tokens before: 2 has s, 2: 2. 3 has 2: 1. </s> has 3, 2: 2. Total 5; n1 = 1, n2 = 2, D1 = 1/5.
    // Lowest order: uniform over </s>, 2, 3, each 1/3; three kinds: (c - 1/5)/5 + (1/5 * 3/5) * 1/3
    //   P(2) = P(</s>) = 9/25 + 1/25 = 10/25, P(3) = 4/25 + 1/25 = 5/25.
    // After 2: counts 3: 1, 2: 1, </s>: 1, total 3, three kinds: (1 - 2/3)/3 + (2/3 * 3/3) * P
    //   P(3 | 2) = 1/9 + 2/3 * 1/5 = 11/45, P(2 | 2) = P(</s> | 2) = 1/9 + 2/3 * 2/5 = 17/45.
    // After <s>: 2 twice, total 2, one kind: P(2 | s) = (2 - 2/3)/2 + (2/3 * 1/2) * 2/5 = 2/3 + 2/15 = 12/15.
    let model = NGramModel([[0, 2, 3, 1], [0, 2, 2, 1]], vocabularySize: 4, order: 2)
    let afterTwo = model.probabilities(after: [0, 2])
    for (chance, expected) in zip(afterTwo, [0, 17.0 / 45, 17.0 / 45, 11.0 / 45]) {
      #expect(abs(chance - expected) < 1e-15)
    }
    #expect(abs(model.probabilities(after: [0])[2] - 0.8) < 1e-15)
    #expect(abs(model.nats(of: [0, 2, 3]) + log(0.8 * 11 / 45)) < 1e-14)
  }

  @Test(arguments: 1...6) func probabilitiesSumToOne(order: Int) {
    let tunes = SmallRun.tunes(60, seed: 3)
    // Two tokens, 8 and 9, never come.
    let model = NGramModel(tunes, vocabularySize: 10, order: order)
    let histories: [[TokenID]] = [
      [0], [0, 2], [0, 2, 3, 4, 5, 6], [0, 9], [0, 9, 2, 3], [0, 3, 8, 4, 2, 2, 2], [],
    ]
    for history in histories {
      let chances = model.probabilities(after: history)
      #expect(abs(chances.reduce(0, +) - 1) < 1e-12)
      #expect(chances[0] == 0)
      #expect(chances[1...].allSatisfy { $0 > 0 })
    }
  }

  @Test func natsAreTheProbabilities() {
    let tunes = SmallRun.tunes(60, seed: 3)
    let model = NGramModel(tunes, vocabularySize: 8)
    let tune = SmallRun.tunes(1, seed: 9)[0]
    let sum = (1..<tune.count).reduce(0.0) { sum, place in
      sum - log(model.probabilities(after: Array(tune[..<place]))[Int(tune[place])])
    }
    #expect(abs(model.nats(of: tune) - sum) < 1e-12)
  }

  @Test func longerMemoryPredictsScalesBetter() {
    // The direction of a scale shows only after two tokens: order 3 must beat order 2, order 2 order 1.
    let tunes = SmallRun.tunes(200, seed: 3)
    let heldOut = SmallRun.tunes(50, seed: 4)
    let losses = (1...3).map { NGramModel(tunes, vocabularySize: 8, order: $0).natsPerToken(heldOut) }
    #expect(losses[2] < losses[1] && losses[1] < losses[0])
    #expect(abs(losses[0] - UnigramModel(tunes, vocabularySize: 8).natsPerToken(heldOut)) < 0.2)
  }

  @Test func nothingToLearnFrom() {
    let chances = NGramModel([], vocabularySize: 5).probabilities(after: [0])
    #expect(chances == [0, 0.25, 0.25, 0.25, 0.25])
    #expect(NGramModel([], vocabularySize: 5).natsPerToken([]) == 0)
  }
}
