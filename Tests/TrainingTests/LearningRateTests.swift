import Testing
import Training

@Suite struct LearningRateTests {
  @Test func cosineByHand() {
    var settings = TrainingSettings(learningRate: 0.01, warmUp: 10, decay: .cosine)
    settings.floor = 0.1
    let rate = LearningRate(settings, steps: 110)
    #expect(rate(1) == 0.001)  // a tenth of the way up
    #expect(rate(5) == 0.005)
    #expect(rate(10) == 0.01)  // the peak
    // A quarter of the way down: cos(pi/4) = 0.70711, 0.01 * (0.1 + 0.9 * 0.853553) = 0.00868198.
    #expect(abs(rate(35) - 0.008_681_98) < 1e-8)
    #expect(abs(rate(60) - 0.0055) < 1e-12)  // half way: cos is 0, 0.01 * (0.1 + 0.45)
    #expect(abs(rate(110) - 0.001) < 1e-12)  // the floor
    #expect(abs(rate(500) - 0.001) < 1e-12)  // and no lower
  }

  @Test func constantByHand() {
    let rate = LearningRate(TrainingSettings(learningRate: 0.01, warmUp: 4, decay: .constant), steps: 100)
    #expect([1, 2, 3, 4, 50, 1000].map { rate($0) } == [0.0025, 0.005, 0.0075, 0.01, 0.01, 0.01])
  }

  @Test func noWarmUpStartsAtThePeak() {
    let rate = LearningRate(TrainingSettings(learningRate: 0.01, warmUp: 0, decay: .constant), steps: 5)
    #expect(rate(1) == 0.01)
  }

  @Test func fewerStepsThanWarmUp() {
    let rate = LearningRate(TrainingSettings(learningRate: 0.01, warmUp: 100), steps: 5)
    #expect(rate(5) == 0.0005)
    #expect(rate(200).isFinite)
  }
}
