import ABC
import Music
import Sampling
import Testing
import Tokens

/// Tunes that no grammar holds.
@Suite struct FreeTests {
  /// A network that learned nothing writes hardly ever a tune; what comes is told from one and nothing stops.
  @Test func whatIsNoTuneIsRefusedWithItsPlace() throws {
    let composer = Composer(model: SmallModel.random(seed: 2), grammar: nil)
    let tunes = try composer.compose(100, settings: SamplingSettings(maxTokens: 60), seed: 1)
    #expect(tunes.count == 100)
    var refused = 0
    for tune in tunes {
      #expect(tune.words.count <= 60)
      #expect(tune.isEnded || tune.words.count == 60)
      #expect(!tune.words.contains("<s>") && !tune.words.contains("</s>"))
      #expect(tune.tokensChosen == tune.words.count + (tune.isEnded ? 1 : 0))
      do throws(MisplacedToken) {
        let manuscript = try Manuscript(of: tune, heading: ManuscriptTests.heading)
        _ = manuscript.tune.abc()
        _ = Score(performing: manuscript.tune).notes
      } catch {
        refused += 1
        #expect((1...tune.words.count).contains(error.position))
      }
    }
    #expect(refused > 50)
  }

  /// A network that never ends a tune is stopped.
  @Test(arguments: [SamplingMethod.random(), .greedy, .beam(width: 3)])
  func theLimitHolds(method: SamplingMethod) throws {
    let composer = Composer(model: SmallModel.constant(["</s>": -50]), grammar: nil)
    for tune in try composer.compose(4, settings: SamplingSettings(method, maxTokens: 17), seed: 1) {
      #expect(tune.words.count == 17)
      #expect(!tune.isEnded)
    }
  }

  /// A model may know words that are none of the scheme; as a token of a free tune they make it no tune.
  @Test func wordsOfNoScheme() throws {
    let composer = Composer(model: SmallModel.random(seed: 1, words: ["what?", "C"], loudness: 1), grammar: nil)
    let tunes = try composer.compose(20, settings: SamplingSettings(maxTokens: 9), seed: 1)
    let odd = tunes.filter { $0.words.contains("what?") }
    #expect(!odd.isEmpty)
    for tune in odd {
      #expect(throws: MisplacedToken.self) { try Manuscript(of: tune, heading: ManuscriptTests.heading) }
    }
  }

  /// Any prime may begin a free tune, whole bars or not.
  @Test func aPrimeIsTakenAsItIs() throws {
    let prime = try TokenSequence(words: ["2", "G", ":|"])
    let conditions = Conditions(meter: Meter(6, 8), mode: .major, prime: prime.tokens)
    let tunes = try Composer(model: SmallModel.random(seed: 1), grammar: nil).compose(
      3, conditions: conditions, settings: SamplingSettings(maxTokens: 20), seed: 1)
    #expect(tunes.allSatisfy { Array($0.words.prefix(5)) == ["M:6/8", "K:Cmaj", "2", "G", ":|"] })
  }
}
