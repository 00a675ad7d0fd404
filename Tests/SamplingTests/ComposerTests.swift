import Checkpoints
import Foundation
import Kernels
import Music
import Sampling
import Testing
import Tokens

@Suite struct ComposerTests {
  /// Bars, repeats and all: whatever a network says, the tunes come out whole.
  @Test(arguments: 1...2 as ClosedRange<UInt64>)
  func everyTuneDecodes(seed: UInt64) throws {
    let tunes = try Composer(model: SmallModel.random(seed: seed)).compose(10, seed: seed)
    #expect(tunes.count == 10)
    for tune in tunes {
      let decoded = try Tune(decoding: tune.sequence)
      #expect(!Score(performing: decoded).notes.isEmpty)
      // Sixteen bars is the shortest tune the form allows; with repeats more sound.
      let meter = try #require(decoded.meter)
      #expect(Score(performing: decoded).duration >= meter.barLength * 4 * 15)
    }
  }

  @Test func oneSeedGivesOneTune() throws {
    let composer = Composer(model: SmallModel.random(seed: 3))
    let first = try composer.compose(5, seed: 11)
    let again = try composer.compose(5, seed: 11)
    let other = try composer.compose(5, seed: 12)
    #expect(first.map(\.sequence) == again.map(\.sequence))
    #expect(first.map(\.logLikelihood) == again.map(\.logLikelihood))
    #expect(first.map(\.sequence) != other.map(\.sequence))
    #expect(Set(first.map(\.sequence)).count == 5)
  }

  /// Few streams and many go through different kernels, a tune's neighbours finish at different times, and a row that a
  /// finished tune leaves is taken by the next at once: none of it shows.
  @Test(.enabled(if: ProductKernel.fastest == .tiles))
  func fewTunesAreTheFirstOfMany() throws {
    let composer = Composer(model: SmallModel.random(seed: 9))
    let many = try composer.compose(Composer.streams + 6, seed: 21)
    #expect(many.map(\.number) == Array(1...Composer.streams + 6))
    #expect(Set(many.map(\.words)).count == many.count)
    for count in [1, 3, 7, 40] {
      let few = try composer.compose(count, seed: 21)
      #expect(few.map(\.words) == many.prefix(count).map(\.words))
      #expect(few.map(\.logLikelihood) == many.prefix(count).map(\.logLikelihood))
    }
  }

  @Test func conditionsAreKept() throws {
    let conditions = Conditions(meter: Meter(9, 8), mode: .dorian)
    let tunes = try Composer(model: SmallModel.random(seed: 1)).compose(6, conditions: conditions, seed: 4)
    #expect(tunes.allSatisfy { Array($0.sequence.words.prefix(2)) == ["M:9/8", "K:Cdor"] })
  }

  @Test func aPrimeStandsAtTheBeginning() throws {
    let prime = try TokenSequence(words: ["G", "A", "B", "c", "d", "e", "|", "c", "2", "A", "G", "3"])
    let conditions = Conditions(meter: Meter(6, 8), mode: .major, prime: prime.tokens)
    let tunes = try Composer(model: SmallModel.random(seed: 1)).compose(3, conditions: conditions, seed: 4)
    for tune in tunes {
      #expect(Array(tune.sequence.words.dropFirst(2).prefix(prime.words.count)) == prime.words)
      // What was given is not counted as chosen: the two of the header and the prime's.
      #expect(tune.tokensChosen == tune.sequence.tokens.count + 1 - 2 - prime.words.count)
    }
  }

  @Test func aPrimeWithABarTooLongIsRefused() throws {
    // Seven quavers do not fit a bar of six.
    let prime = try TokenSequence(words: "G A B c d e f |".split(separator: " ").map(String.init))
    let conditions = Conditions(meter: Meter(6, 8), mode: .major, prime: prime.tokens)
    #expect(throws: CompositionError.self) {
      try Composer(model: SmallModel.random(seed: 1)).compose(1, conditions: conditions, seed: 4)
    }
  }

  @Test func aMeterTheModelLacksIsNamed() {
    let error = #expect(throws: CompositionError.self) {
      try Composer(model: SmallModel.random(seed: 1)).compose(1, conditions: Conditions(meter: Meter(7, 8)), seed: 1)
    }
    #expect(error?.description.contains("7/8") == true)
    #expect(error?.description.contains("9/8") == true)
  }

  /// Greedy, one candidate, a vanishing nucleus and a vanishing temperature all take the likeliest token.
  @Test func fourWaysToTakeTheLikeliest() throws {
    let composer = Composer(model: SmallModel.random(seed: 8))
    let greedy = try composer.compose(1, settings: SamplingSettings(.greedy), seed: 1)[0].sequence
    for settings in [
      SamplingSettings(.random(topK: 1)), SamplingSettings(.random(topP: 1e-9)),
      SamplingSettings(.random(temperature: 1e-6)),
    ] {
      #expect(try composer.compose(1, settings: settings, seed: 77)[0].sequence == greedy)
    }
  }

  /// Meters drawn from known logits: chi-square over four meters, three degrees of freedom.
  @Test(arguments: [0.5, 2.0])
  func drawsFollowTheDistribution(temperature: Double) throws {
    let logits: [String: Float] = ["M:6/8": 1, "M:4/4": 0.5, "M:3/4": 0, "M:9/8": -1]
    let composer = Composer(model: SmallModel.constant(logits.merging(["|": 3, ":|": 4, "</s>": 6]) { a, _ in a }))
    let count = 200
    let tunes = try composer.compose(count, settings: SamplingSettings(.random(temperature: temperature)), seed: 6)
    var seen: [String: Int] = [:]
    for tune in tunes { seen[tune.sequence.words[0], default: 0] += 1 }
    let total = logits.values.reduce(0) { $0 + exp(Double($1) / temperature) }
    let chiSquare = logits.reduce(0.0) { sum, entry in
      let expected = Double(count) * exp(Double(entry.value) / temperature) / total
      let difference = Double(seen[entry.key] ?? 0) - expected
      return sum + difference * difference / expected
    }
    // 16.27 is passed once in a thousand; the seed is fixed, so this either always holds or never.
    #expect(chiSquare < 16.27)
  }

  @Test func topKLeavesOutTheRest() throws {
    let model = SmallModel.constant(["M:6/8": 1, "M:4/4": 0.5, "|": 3, ":|": 4, "</s>": 6])
    let tunes = try Composer(model: model).compose(60, settings: SamplingSettings(.random(topK: 2)), seed: 1)
    #expect(Set(tunes.map { $0.sequence.words[0] }) == ["M:6/8", "M:4/4"])
  }

  @Test func nonsenseSettingsAreRefused() {
    let composer = Composer(model: SmallModel.random(seed: 1))
    let nonsense: [SamplingMethod] = [
      .random(temperature: 0), .random(temperature: -1), .random(temperature: .infinity), .random(temperature: .nan),
      .random(topK: 0), .random(topP: 0), .random(topP: 1.5), .random(topP: .nan), .random(minP: -0.1),
      .random(minP: 1.1), .random(minP: .nan), .beam(width: 0), .beam(width: 257), .beam(width: 4, groups: 0),
      .beam(width: 4, groups: 3), .beam(width: 4, groups: 2, diversity: -1),
      .beam(width: 4, groups: 2, diversity: .infinity), .beam(width: 4, lengthPenalty: -0.5),
      .beam(width: 4, lengthPenalty: .nan),
    ]
    for method in nonsense {
      #expect(throws: CompositionError.self) { try composer.compose(1, settings: SamplingSettings(method), seed: 1) }
    }
    #expect(throws: CompositionError.self) {
      try composer.compose(1, settings: SamplingSettings(maxTokens: 0), seed: 1)
    }
  }
}
