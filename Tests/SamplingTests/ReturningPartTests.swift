import Music
import Sampling
import Testing
import Tokens

/// Parts that come back under `--form ABAC`.
@Suite struct ReturningPartTests {
  private static func composer() throws -> Composer {
    var form = TuneGrammar.Form()
    form.pattern = try TuneGrammar.Pattern("ABAC")
    form.partLength = 4
    return Composer(model: SmallModel.random(seed: 5, loudness: 2), form: form)
  }

  /// Whatever chooses the tokens, bars 9 to 12 are bars 1 to 4: a part of the same letter is the same music. Only the bar
  /// line that parts it from the next one may be another.
  @Test(arguments: [SamplingMethod.random(), .greedy, .beam(width: 4), .beam(width: 4, groups: 2, diversity: 0.5)])
  func comeBackAsTheyWere(method: SamplingMethod) throws {
    let tunes = try Self.composer().compose(
      4, conditions: Conditions(meter: .init(6, 8)), settings: SamplingSettings(method), seed: 7)
    #expect(tunes.count == 4)
    for tune in tunes {
      let bars = BarTokens(tune.sequence).bars
      #expect(bars.count == 16, "\(tune.words)")
      #expect(Array(bars[8..<12]) == Array(bars[0..<4]), "\(tune.words)")
      #expect(bars[12...] != bars[4..<8])
    }
  }

  /// What was copied was not chosen: it is told as given, and the rest adds up to the likelihood of the tune.
  @Test(arguments: [SamplingMethod.random(), .beam(width: 3)])
  func areGivenNotChosen(method: SamplingMethod) throws {
    let composer = try Self.composer()
    let settings = SamplingSettings(method)
    let tunes = try composer.compose(3, settings: settings, seed: 1)
    for (tune, explanation) in zip(tunes, try composer.explain(tunes, settings: settings)) {
      let given = explanation.steps.count(where: \.isGiven)
      #expect(given > 12, "four bars of three quavers and more")
      #expect(explanation.tokensChosen == tune.tokensChosen && tune.tokensChosen + given == explanation.steps.count)
      #expect(abs(explanation.logLikelihood - tune.logLikelihood) < 1e-6)
    }
  }
}
