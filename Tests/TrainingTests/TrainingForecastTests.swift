import Foundation
import Kernels
import Testing
import Training

@Suite struct TrainingForecastTests {
  @Test func countsAreTheRunsAndNothingIsWritten() throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.output.log = folder("log")
    let forecast = try run.trainer().forecast()
    #expect(try folder.contents == [])
    #expect(forecast.parameters == run.network.parameterCount)
    #expect(forecast.data.tunes == 20 && forecast.data.heldOutTunes == 5)
    #expect(forecast.updates == 3 * forecast.updatesPerEpoch)
    #expect(forecast.secondsPerEpoch > 0)
    // The run itself makes as many updates, give or take what the cap on tokens cuts otherwise in an epoch.
    let made = try run.trainer().run { _ in }.step
    #expect(abs(made - forecast.updates) <= 3)
  }

  @Test func diskIsEnoughForTwoStatesAndTwoModels() throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    run.network.hidden = 64
    let forecast = try run.trainer().forecast()
    try run.trainer().run { _ in }
    let sizes = try ["m.safetensors", "m.state.safetensors"].map { try folder.read($0).count }
    // Headers are not counted; they are small beside the numbers.
    #expect(abs(forecast.disk - 2 * sizes.reduce(0, +)) < forecast.disk / 20)
  }

  @Test func memoryGrowsWithWhatTakesIt() throws {
    let folder = try TemporaryFolder()
    let run = SmallRun(folder)
    let plain = try run.trainer().memory
    var averaging = run
    averaging.settings.averaging = 0.99
    // Averages take a set of weights more, and another in the point to go back to.
    #expect(try averaging.trainer().memory - plain == 2 * 4 * run.network.parameterCount)
    var longer = run
    longer.training.append([0] + Array(repeating: 2, count: 5000) + [1])
    // Each token of the longest tune more than the largest batch had takes at least a layer's gates.
    #expect(try longer.trainer().memory - plain > 4000 * 2 * 4 * 6 * 4)
    // A tanh unit keeps itself, its last output and its input; an LSTM unit four gates and its cell besides the two
    // last. In bf16 those but the cell are half as long, and the gradient of the output no longer takes the place of
    // inputs.
    func longestTune(_ cell: Cell, _ precision: Precision) throws -> Int {
      var run = longer
      (run.network.cell, run.settings.precision) = (cell, precision)
      let before = try run.trainer().memory
      run.training.append([0] + Array(repeating: 2, count: 10_000) + [1])
      return (try run.trainer().memory - before) / 5000
    }
    #expect(try longestTune(.lstm, .f32) == 2 * 7 * 6 * 4)
    #expect(try longestTune(.gru, .f32) == 2 * 7 * 6 * 4)
    #expect(try longestTune(.rnn, .f32) == 2 * 3 * 6 * 4)
    #expect(try longestTune(.lstm, .bf16) == 2 * (6 * 6 * 2 + 6 * 4) + 6 * 4)
  }

  @Test func whatKeepsARunFromBeginningIsToldBefore() throws {
    let folder = try TemporaryFolder()
    var run = SmallRun(folder)
    #expect(try run.trainer().check(resuming: false) == 0)
    #expect(throws: TrainingError.self) { try run.trainer().check(resuming: true) }
    var updates = 0
    _ = try run.trainer().run(shouldStop: { updates == 4 }, report: { if case .progress = $0 { updates += 1 } })
    #expect(try run.trainer().check(resuming: true) == 4)
    #expect(throws: TrainingError.self) { try run.trainer().check(resuming: false) }
    let contents = try folder.contents
    run.settings.seed += 1
    #expect(throws: TrainingError.self) { try run.trainer().check(resuming: true) }
    run.settings.seed -= 1
    run.output.log = try folder.write(Array("no log\n".utf8), "log")
    #expect(throws: TrainingError.log(path: folder("log"), line: 1, problem: "is no line of a training log")) {
      try run.trainer().check(resuming: true)
    }
    run.output.log = folder.path
    #expect(throws: TrainingError.self) { try run.trainer().check(resuming: true) }
    #expect(try folder.contents == ["log"] + contents)
    #expect(throws: TrainingError.self) { try SmallRun(folder, "none/m.safetensors").trainer().check(resuming: false) }
  }
}
