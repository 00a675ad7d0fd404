import Checkpoints
import Sampling
import Testing

/// Tunes composed by number, and what a model expects of tunes.
@Suite struct NumberedTests {
  private let model = SmallModel.random(seed: 5)

  @Test func aTuneOfANumberIsThatOfTheRun() throws {
    let composer = Composer(model: model)
    let run = try composer.compose(5, seed: 9)
    let picked = try composer.compose(numbers: [4, 1 << 40, 2], seed: 9)
    #expect(picked.map(\.number) == [4, 1 << 40, 2])
    #expect(picked[0].words == run[3].words && picked[2].words == run[1].words)
    #expect(!run.map(\.words).contains(picked[1].words))
    #expect(throws: CompositionError.self) {
      try composer.compose(numbers: [1], settings: SamplingSettings(.greedy), seed: 1)
    }
  }

  /// Composed without conditions, every token was chosen: the sums are the same.
  @Test func theModelExpectsItsTunesAsItComposedThem() throws {
    let tunes = try Composer(model: model).compose(5, seed: 2)
    let encoded = try tunes.map { try model.vocabulary.encode(tune: $0.words) }
    for (nats, tune) in zip(model.natsPerToken(of: encoded), tunes) {
      #expect(abs(nats + tune.logLikelihood / Double(tune.tokensChosen)) < 1e-6)
    }
    #expect(model.natsPerToken(of: [[]]) == [0])
  }
}
