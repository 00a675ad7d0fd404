import Checkpoints
import Corpora
import Foundation
import Recurrent
import Testing
import Training

@Suite struct RollbackTests {
  /// A run of some 30 updates with a point to go back to at every fifth.
  private func run(_ folder: TemporaryFolder, _ name: String = "m.safetensors") -> SmallRun {
    var run = SmallRun(folder, name)
    run.settings.rollbackEvery = 5
    run.settings.epochs = 5
    run.output.log = folder(name + ".log")
    run.output.logEvery = 1
    return run
  }

  /// The state after `step` updates of `run`.
  private func state(of run: SmallRun, at step: Int) throws -> TrainingState {
    var last = 0
    _ = try run.trainer().run(shouldStop: { last == step }, report: { if case .progress(let m) = $0 { last = m.step } })
    return try TrainingState(loading: run.output.state)
  }

  /// Makes the weights such that the next loss overflows.
  private func poison(_ weights: Parameters) {
    weights.set(weights.values(of: "output.bias").map { _ in -3e38 }, of: "output.bias")
    weights.set(weights.values(of: "output.weight").map { $0 < 0 ? -3e38 : 3e38 }, of: "output.weight")
  }

  /// Resumes to the end, stopped before each of `stops` updates, counted as they come.
  private func resume(_ run: SmallRun, stops: [Int] = []) throws -> (TrainingOutcome, [TrainingRollback]) {
    var rollbacks: [TrainingRollback] = []
    for stop in stops + [Int.max] {
      var updates = 0
      let outcome = try run.trainer().run(
        resuming: true, shouldStop: { updates == stop },
        report: { event in
          if case .progress = event { updates += 1 }
          if case .rolledBack(let facts) = event { rollbacks.append(facts) }
        })
      if outcome.stop == .finished { return (outcome, rollbacks) }
    }
    return (try run.trainer().run(resuming: true) { _ in }, rollbacks)
  }

  @Test(arguments: [nil, 0.9]) func weightsThatAreNoNumbersAreLeftBehind(averaging: Double?) throws {
    let folder = try TemporaryFolder()
    var run = run(folder)
    run.settings.averaging = averaging
    let poisoned = try state(of: run, at: 13)
    poison(poisoned.model.parameters)
    try poisoned.save(to: run.output.state)
    let (outcome, rollbacks) = try resume(run)
    #expect(outcome.stop == .finished)
    // The loss of update 14 is none; the last point before it is update 10.
    let facts = try #require(rollbacks.first)
    #expect(rollbacks.count == 1 && facts.brokeDownAt == 14 && facts.step == 10 && facts.count == 1)
    #expect(facts.problem == "the loss is no longer a finite number")

    // The same as a run that stood at update 10 and was told to go on at half the rate.
    var twin = self.run(folder, "twin.safetensors")
    twin.settings.averaging = averaging
    var clean = try state(of: twin, at: 10)
    clean.progress.rollbacks = 1
    try clean.save(to: twin.output.state)
    try twin.trainer().run(resuming: true) { _ in }
    #expect(try folder.read("m.safetensors") == folder.read("twin.safetensors"))
    #expect(try folder.read("m.state.safetensors") == folder.read("twin.state.safetensors"))
    // The log tells what happened: updates to 13, the return to 10, then 11 again at half the rate.
    let records = try MetricsRecord.read(folder("m.safetensors.log")).filter { $0.kind != .epoch }
    let place = try #require(records.firstIndex { $0.kind == .rollback })
    #expect(records[place].step == 10 && records[place].brokeDownAt == 14 && records[place].rollbacks == 1)
    #expect(records[..<place].map(\.step) == Array(1...13))
    #expect(records[(place + 1)...].map(\.step) == Array(11...outcome.step))
    #expect(records[place + 1].learningRate == records[10].learningRate.map { $0 / 2 })
    #expect(records[(place + 1)...].allSatisfy { $0.rollbacks == 1 })
  }

  @Test func aResumedRunGoesBackToTheSameBytes() throws {
    let folder = try TemporaryFolder()
    let whole = run(folder)
    let poisoned = try state(of: whole, at: 13)
    let log = try folder.read("m.safetensors.log")
    let model = try folder.read("m.safetensors")
    poison(poisoned.model.parameters)
    try poisoned.save(to: whole.output.state)
    _ = try resume(whole)

    let parts = run(folder, "parts.safetensors")
    try poisoned.save(to: parts.output.state)
    try folder.write(log, "parts.safetensors.log")
    try folder.write(model, "parts.safetensors")
    // Stopped before the update that breaks down, and before each one after the return.
    let (outcome, _) = try resume(parts, stops: [0] + Array(repeating: 1, count: 40))
    #expect(outcome.stop == .finished)
    #expect(try folder.read("parts.safetensors") == folder.read("m.safetensors"))
    #expect(try folder.read("parts.state.safetensors") == folder.read("m.state.safetensors"))
    let logs = try ["m.safetensors.log", "parts.safetensors.log"].map { name in
      try MetricsRecord.read(folder(name)).map { "\($0.kind) \($0.step) \($0.rollbacks ?? 0) \($0.loss ?? 0)" }
    }
    #expect(logs[0] == logs[1])
  }

  @Test func aRunKilledAfterABetterModelThanThatOfLostUpdatesGoesOn() throws {
    let folder = try TemporaryFolder()
    var whole = run(folder)
    whole.settings.validateEvery = 1
    var poisoned = try state(of: whole, at: 13)
    poison(poisoned.model.parameters)
    // So that the first model after the return is better than the best, wherever chance has put that.
    poisoned.progress.bestLoss = 100
    try poisoned.save(to: whole.output.state)
    let model = try folder.read("m.safetensors")
    // What a kill between the better model and the next state leaves: update 11's model, the state of the return to 10.
    var left: (model: [UInt8], state: [UInt8])?
    var hasGoneBack = false
    try whole.trainer().run(
      resuming: true,
      report: { event in
        if case .rolledBack = event { hasGoneBack = true }
        guard case .checkpointWritten(folder("m.safetensors")) = event, hasGoneBack, left == nil else { return }
        guard let model = try? folder.read("m.safetensors"), let state = try? folder.read("m.state.safetensors")
        else { return }
        left = (model, state)
      })
    let killed = try #require(left)
    #expect(killed.model != model)
    try folder.write(killed.model, "killed.safetensors")
    try folder.write(killed.state, "killed.state.safetensors")
    #expect(try Model(loading: folder("killed.safetensors")).card.step == 11)
    #expect(try TrainingState(loading: folder("killed.state.safetensors")).progress.step == 10)
    var again = whole
    again.output.model = folder("killed.safetensors")
    #expect(try again.trainer().run(resuming: true) { _ in }.stop == .finished)
    #expect(try folder.read("killed.safetensors") == folder.read("m.safetensors"))
    #expect(try folder.read("killed.state.safetensors") == folder.read("m.state.safetensors"))
  }

  @Test func withoutHeldOutTunesWeightsOfHighLossesAreNotKept() throws {
    let folder = try TemporaryFolder()
    var run = run(folder)
    run.heldOut = []
    run.settings.epochs = 3
    let first = BatchPlan(lengths: run.training.map(\.count), tunes: 4, tokens: 64, seed: 7, epoch: 0).batches.count
    var state = try state(of: run, at: first)
    let model = try Model(loading: run.output.model)
    #expect(model.card.step == first)
    // Every loss is high beside one that low; two epochs are too short for an explosion.
    state.progress.lowestLoss = 1e-3
    try state.save(to: run.output.state)
    let outcome = try run.trainer().run(resuming: true) { _ in }
    #expect(outcome.stop == .finished && (first + 2...first + 29).contains(outcome.step))
    let kept = try Model(loading: run.output.model)
    #expect(kept.card.step == first && kept.card.epochs.count == 3)
    #expect(kept.parameters.values(of: "output.weight") == model.parameters.values(of: "output.weight"))
  }

  /// A rate at which the run explodes. The batches are large, so that none has a low loss by luck.
  private func explosive(_ folder: TemporaryFolder, _ name: String) -> SmallRun {
    var run = run(folder, name)
    run.network = NetworkConfiguration(vocabularySize: 8, layers: 1, hidden: 24)
    run.training = SmallRun.tunes(240, seed: 1)
    run.settings = TrainingSettings(
      epochs: 2, batch: 12, tokensPerBatch: 1000, learningRate: 5, warmUp: 0, decay: .constant, weightDecay: 0,
      seed: 7, shards: 2, rollbackEvery: 20)
    return run
  }

  @Test func anExplosionIsGotOver() throws {
    let folder = try TemporaryFolder()
    var rollbacks: [TrainingRollback] = []
    let outcome = try explosive(folder, "m.safetensors").trainer().run {
      if case .rolledBack(let facts) = $0 { rollbacks.append(facts) }
    }
    #expect(outcome.stop == .finished)
    #expect((1...3).contains(rollbacks.count))
    // The first weights are good; those of update 20 are in the midst of the explosion and no point to go back to.
    #expect(rollbacks.allSatisfy { $0.problem.contains("exploded") && $0.step == 0 && $0.brokeDownAt > 20 })
    #expect(TrainingRollback.limit == 3)
    #expect(rollbacks.map(\.learningRate) == [2.5, 1.25, 0.625].prefix(rollbacks.count).map { $0 })
    // Interrupted at odd places, before and after it has gone back, the run ends in the same bytes.
    let parts = explosive(folder, "parts.safetensors")
    _ = try parts.trainer().run(shouldStop: { true }) { _ in }
    _ = try resume(parts, stops: [7, 31, 2, 24, 1, 30])
    #expect(try folder.read("parts.safetensors") == folder.read("m.safetensors"))
    #expect(try folder.read("parts.state.safetensors") == folder.read("m.state.safetensors"))
  }

  @Test func threeTimesAndNoMore() throws {
    let folder = try TemporaryFolder()
    var run = run(folder)
    run.output.picture = folder("curves.svg")
    var poisoned = try state(of: run, at: 13)
    poison(poisoned.model.parameters)
    poisoned.progress.rollbacks = 3
    try poisoned.save(to: run.output.state)
    let before = try folder.read("m.state.safetensors")
    let error = #expect(throws: TrainingError.self) { try run.trainer().run(resuming: true) { _ in } }
    guard case .brokeDown(14, let problem, 3) = error else {
      return #expect(Bool(false), "\(String(describing: error))")
    }
    #expect(problem.contains("no longer a finite number"))
    // What is on the disk is as it was, a picture shows what happened, and a resumed run comes to the same end.
    #expect(try folder.read("m.state.safetensors") == before)
    #expect(try folder.contents == ["curves.svg", "m.safetensors", "m.safetensors.log", "m.state.safetensors"])
    #expect(String(decoding: try folder.read("curves.svg"), as: UTF8.self).contains("broke down"))
    #expect(#expect(throws: TrainingError.self) { try run.trainer().run(resuming: true) { _ in } } == error)
    // The log's last line tells, once for all the tries.
    let breakdowns = try MetricsRecord.read(folder("m.safetensors.log")).filter { $0.kind == .breakdown }
    #expect(breakdowns.count == 1 && breakdowns[0].brokeDownAt == 14 && breakdowns[0].problem == problem)
  }
}
