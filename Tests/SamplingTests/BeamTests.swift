import Foundation
import Kernels
import Recurrent
import Sampling
import Testing
import Tokens

@Suite struct BeamTests {
  /// Every tune of up to four tokens over three words, by the network alone.
  private func everyTune(_ composer: Composer, length: Int) -> [(words: [String], logLikelihood: Double, tokens: Int)] {
    let vocabulary = composer.model.vocabulary
    var tunes: [(words: [String], logLikelihood: Double, tokens: Int)] = []
    func go(_ prefix: [TokenID], _ logLikelihood: Double) {
      if prefix.last == Vocabulary.endID || prefix.count == length {
        let words = vocabulary.decode(prefix.filter { $0 != Vocabulary.endID })
        tunes.append((words, logLikelihood, prefix.count))
        return
      }
      let stepper = Stepper(parameters: composer.model.parameters, streams: 1)
      var logits = stepper.step([Vocabulary.startID])
      for token in prefix { logits = stepper.step([token]) }
      let total = log(logits.reduce(0) { $0 + exp(Double($1)) })
      for token in 1..<TokenID(vocabulary.count) {
        go(prefix + [token], logLikelihood + Double(logits[Int(token)]) - total)
      }
    }
    go([], 0)
    return tunes
  }

  /// A beam with room for every prefix finds what trying all finds, in the same order.
  @Test(arguments: [0, 0.6, 1.5])
  func aWideBeamIsExhaustive(lengthPenalty: Double) throws {
    let composer = Composer(model: SmallModel.random(seed: 4, words: ["C", "D", "|"], loudness: 4), grammar: nil)
    let all = everyTune(composer, length: 4).map { tune in
      (tune.words, tune.logLikelihood, tune.logLikelihood / pow((5 + Double(tune.tokens)) / 6, lengthPenalty))
    }.sorted { $0.2 > $1.2 }
    // 1 + 3 + 9 + 27 that end, 81 that are cut off.
    #expect(all.count == 121)
    let settings = SamplingSettings(.beam(width: 128, lengthPenalty: lengthPenalty), maxTokens: 4)
    let found = try composer.compose(20, settings: settings, seed: 1)
    #expect(found.map(\.words) == all.prefix(20).map(\.0))
    for (tune, expected) in zip(found, all) { #expect(abs(tune.logLikelihood - expected.1) < 1e-5) }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func aBeamOfOneIsGreedy(seed: UInt64) throws {
    let composer = Composer(model: SmallModel.random(seed: seed, loudness: 3))
    let greedy = try composer.compose(3, settings: SamplingSettings(.greedy), seed: seed)
    let beam = try composer.compose(
      3, settings: SamplingSettings(.beam(width: 1, lengthPenalty: 1.2)), seed: seed)
    #expect(greedy.map(\.words) == beam.map(\.words))
    #expect(greedy.map(\.logLikelihood) == beam.map(\.logLikelihood))
    // The likeliest token each time, whatever the seed, which only later tunes hear of.
    let other = try composer.compose(2, settings: SamplingSettings(.greedy), seed: seed + 100)
    #expect(other[0].words == greedy[0].words)
    #expect(other[1].words != greedy[1].words)
    let topOne = try composer.compose(1, settings: SamplingSettings(.random(topK: 1)), seed: 5)
    #expect(topOne[0].words == greedy[0].words)
    #expect(abs(topOne[0].logLikelihood - greedy[0].logLikelihood) < 1e-9)
  }

  @Test func aBeamFindsLikelierTunesThanGreed() throws {
    let composer = Composer(model: SmallModel.random(seed: 6, words: ["C", "D", "|"], loudness: 4), grammar: nil)
    func best(_ method: SamplingMethod) throws -> Double {
      try composer.compose(1, settings: SamplingSettings(method, maxTokens: 6), seed: 1)[0].logLikelihood
    }
    let (beam, greedy) = (try best(.beam(width: 16, lengthPenalty: 0)), try best(.greedy))
    #expect(beam > greedy)
  }

  /// Within the grammar tunes of a beam are whole, ranked, and each another.
  @Test func tunesOfABeamAreWholeAndRanked() throws {
    let composer = Composer(model: SmallModel.random(seed: 2, loudness: 2))
    let tunes = try composer.compose(5, settings: SamplingSettings(.beam(width: 5, lengthPenalty: 0)), seed: 1)
    #expect(tunes.map(\.number) == [1, 2, 3, 4, 5])
    #expect(Set(tunes.map(\.words)).count == 5)
    #expect(tunes.map(\.logLikelihood) == tunes.map(\.logLikelihood).sorted(by: >))
    #expect(tunes.allSatisfy { $0.isEnded })
  }

  /// Fewer tunes are the first of more, past the end of a beam and past what runs side by side as well.
  @Test(.enabled(if: ProductKernel.fastest == .tiles))
  func fewTunesAreTheFirstOfMany() throws {
    let composer = Composer(model: SmallModel.random(seed: 3, loudness: 2))
    let settings = SamplingSettings(.beam(width: 4, groups: 2))
    let many = try composer.compose(75, settings: settings, seed: 8)
    #expect(many.count == 75)
    for count in [1, 3, 9] {
      let few = try composer.compose(count, settings: settings, seed: 8)
      #expect(few.map(\.words) == many.prefix(count).map(\.words))
      #expect(few.map(\.logLikelihood) == many.prefix(count).map(\.logLikelihood))
    }
    // Searches after the first have openings of their own.
    #expect(Set(many.map(\.words)).count > 70)
  }

  @Test func conditionsHoldInEverySearch() throws {
    let prime = try TokenSequence(words: ["G", "A", "B", "c", "d", "e", "|", "c", "2"])
    let conditions = Conditions(meter: nil, mode: .dorian, prime: [])
    let composer = Composer(model: SmallModel.random(seed: 7))
    let settings = SamplingSettings(.beam(width: 3))
    #expect(
      try composer.compose(7, conditions: conditions, settings: settings, seed: 1).allSatisfy {
        $0.words[1] == "K:Cdor" && $0.given == [1]
      })
    let primed = Conditions(meter: .init(6, 8), mode: .major, prime: prime.tokens)
    let tunes = try composer.compose(7, conditions: primed, settings: settings, seed: 1)
    #expect(tunes.count == 7)
    for tune in tunes {
      #expect(Array(tune.words.dropFirst(2).prefix(prime.words.count)) == prime.words)
      #expect(tune.tokensChosen == tune.words.count + 1 - 2 - prime.words.count)
    }
    let misfit = Conditions(meter: .init(6, 8), mode: .major, prime: Array(repeating: prime.tokens[0], count: 7))
    #expect(throws: CompositionError.self) {
      try composer.compose(7, conditions: misfit, settings: settings, seed: 1)
    }
  }

  /// C is a little likelier than D: both groups of a plain beam begin with C. A group that loses a nat for it turns to D.
  @Test func groupsDiffer() throws {
    let composer = Composer(
      model: SmallModel.constant(["C": 5.2, "D": 5, "</s>": 4]), grammar: nil)
    func firstWords(diversity: Double) throws -> Set<String> {
      let settings = SamplingSettings(.beam(width: 2, groups: 2, diversity: diversity), maxTokens: 3)
      return Set(try composer.compose(2, settings: settings, seed: 1).prefix(2).map { $0.words.joined(separator: " ") })
    }
    // The second group chooses the other word wherever the first chose C.
    #expect(try firstWords(diversity: 1) == ["C C C", "D D D"])
    // Without a penalty both groups write one tune, which counts once; the second tune is the next search's.
    #expect(try firstWords(diversity: 0).contains("C C C"))
    #expect(try firstWords(diversity: 0).contains("D D D") == false)
  }

  /// Ending at once costs 1.41 nats; a C costs 0.31, and so five of them more. Per token it is the longer tune that is
  /// likelier.
  @Test func theLengthPenaltyFavoursLongTunes() throws {
    var logits = Dictionary(uniqueKeysWithValues: SmallModel.words.map { ($0, Float(-60)) })
    logits["C"] = 0
    logits["</s>"] = -1.1
    logits["<s>"] = -60
    let composer = Composer(model: SmallModel.constant(logits), grammar: nil)
    func words(_ lengthPenalty: Double) throws -> [String] {
      let settings = SamplingSettings(.beam(width: 8, lengthPenalty: lengthPenalty), maxTokens: 6)
      return try composer.compose(1, settings: settings, seed: 1)[0].words
    }
    #expect(try words(0) == [])
    #expect(try words(2) == ["C", "C", "C", "C", "C", "C"])
  }
}
