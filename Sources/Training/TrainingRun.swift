import Checkpoints
import Corpora
import Foundation
import Kernels
import Recurrent
import Tokens

/// A run under way: the numbers that change, and the loop that changes them.
final class TrainingRun {
  let trainer: Trainer
  /// Keeps other processes from writing the same files.
  private let locks: OutputLocks
  let parameters: Parameters
  let adam: Adam
  let average: WeightAverage?
  var progress: TrainingProgress
  var card: ModelCard
  var rollback: RollbackPoint?
  let schedule: LearningRate

  private let learner: Learner
  private let gradients: Parameters
  private let heldOut: [PackedSequences]
  private let log: MetricsLog?
  private var speed = Speed()
  /// Time spent in updates, held-out evaluation and writing not counted; a resumed run goes on from its log's.
  private var seconds = 0.0
  private let clock = ContinuousClock()
  private let begun: ContinuousClock.Instant
  private var stateWritten: ContinuousClock.Instant

  /// Starts anew or takes up the state on the disk.
  init(_ trainer: Trainer, resuming: Bool) throws(TrainingError) {
    self.trainer = trainer
    let settings = trainer.settings
    locks = try OutputLocks(trainer.output)
    let state = resuming ? try TrainingRun.resumed(trainer) : try TrainingRun.new(trainer)
    locks.removeLeftovers()
    parameters = state.model.parameters
    progress = state.progress
    card = state.model.card
    rollback = state.rollback
    adam = Adam(
      configuration: trainer.network, beta2: Float(settings.beta2), weightDecay: Float(settings.weightDecay))
    adam.firstMoments.assign(from: state.firstMoments)
    adam.secondMoments.assign(from: state.secondMoments)
    adam.stepCount = state.progress.step
    average = settings.averaging.flatMap { decay in
      state.average.map { WeightAverage($0, decay: decay) }
    }
    learner = Learner(
      configuration: trainer.network, precision: settings.precision, shards: settings.shards,
      threads: trainer.output.threads)
    gradients = Parameters(configuration: trainer.network)
    heldOut = trainer.heldOutBatches
    schedule = LearningRate(settings, steps: trainer.plannedUpdates)
    begun = clock.now
    stateWritten = begun
    if let path = trainer.output.log {
      log = try MetricsLog(path: path, resumedAt: resuming ? progress : nil)
      seconds = log?.lastSeconds ?? 0
    } else {
      log = nil
    }
  }

  /// The whole run.
  func go(shouldStop: () -> Bool, report: (TrainingEvent) -> Void) throws(TrainingError) -> TrainingOutcome {
    report(
      .started(
        TrainingStart(
          data: trainer.data, parameters: trainer.network.parameterCount, step: progress.step, steps: schedule.steps)))
    // Written at once: a full disk or a wrong folder shows now and not after the first hour.
    if progress.step == 0 { try saveState(report) }
    while true {
      if let stop = finished {
        try finish(report)
        return leave(stop, report)
      }
      if let stop = try epoch(shouldStop: shouldStop, report: report) {
        try interrupt(stop, report)
        return leave(stop, report)
      }
    }
  }

  /// Whether the run is at its end: by what has been done alone, so that a resumed run sees it, too.
  private var finished: TrainingStop? {
    if progress.epoch >= trainer.settings.epochs { return .finished }
    if let patience = trainer.settings.patience, let best = progress.bestEpoch, progress.batch == 0,
      progress.epoch - best >= patience
    {
      return .noImprovement(epochs: progress.epoch - best)
    }
    return nil
  }

  /// Goes on with the current epoch to its end; returns why it stopped before.
  private func epoch(
    shouldStop: () -> Bool, report: (TrainingEvent) -> Void
  ) throws(TrainingError) -> TrainingStop? {
    let settings = trainer.settings
    let plan = trainer.plan(epoch: progress.epoch)
    while progress.batch < plan.batches.count {
      if shouldStop() { return .cancelled }
      if let minutes = trainer.output.minutes, (clock.now - begun).seconds >= minutes * 60 { return .timeLimit }
      if let problem = try update(plan.batches[progress.batch], report) {
        try rollBack(step: problem.step, problem.text, report)
        return nil
      }
      guard progress.batch < plan.batches.count else { break }
      if let every = settings.validateEvery, progress.step % every == 0 {
        if let loss = heldOutLoss() {
          guard loss.isFinite else {
            try rollBack(step: progress.step, TrainingRun.notFinite("loss on the held-out tunes"), report)
            return nil
          }
          let isBest = try keepIfBest(loss, report)
          try append(
            MetricsRecord(
              kind: .validation, step: progress.step, epoch: progress.epoch + 1, heldOutLoss: loss, isBest: isBest))
          report(.validated(epoch: progress.epoch + 1, step: progress.step, heldOutLoss: loss, isBest: isBest))
        }
      }
      if stateIsDue { try saveState(report) }
    }
    try endEpoch(report)
    return nil
  }

  /// Why an update is the last one before the run goes back.
  private struct Problem {
    let step: Int
    let text: String
  }

  private static func notFinite(_ quantity: String) -> String { "the \(quantity) is no longer a finite number" }

  /// What the losses so far say of the run.
  var lossGuard: LossGuard { LossGuard(lowest: progress.lowestLoss, highLosses: progress.highLosses) }

  /// One update of the weights by the tunes in `batch`; returns what broke down, if anything did.
  private func update(_ batch: [Int], _ report: (TrainingEvent) -> Void) throws(TrainingError) -> Problem? {
    let settings = trainer.settings
    let step = progress.step + 1
    let started = clock.now
    let packed = trainer.packed(batch)
    let nats = learner.lossAndGradients(
      parameters, packed, dropout: Float(settings.dropout), kind: settings.dropoutKind,
      weightDrop: Float(settings.weightDrop), seed: dropoutSeed(step), into: gradients)
    guard nats.isFinite else { return Problem(step: step, text: TrainingRun.notFinite("loss")) }
    let norm = Adam.clip(gradients, toGlobalNorm: Float(settings.clip))
    guard norm.isFinite else { return Problem(step: step, text: TrainingRun.notFinite("gradient")) }
    let loss = nats / Double(packed.tokenCount)
    keepRollbackPoint(loss: loss)
    let rate = learningRate(step)
    adam.step(parameters, gradients, learningRate: Float(rate))
    average?.update(from: parameters, step: step)

    let smoothed = progress.smoothedLoss.map { $0 + (loss - $0) * max(0.02, 1 / Double(step)) } ?? loss
    var lossGuard = lossGuard
    lossGuard.take(loss, smoothed: smoothed)
    progress.lowestLoss = lossGuard.lowest
    progress.highLosses = lossGuard.highLosses
    progress.step = step
    progress.batch += 1
    progress.epochNats += nats
    progress.epochTokens += packed.tokenCount
    progress.smoothedLoss = smoothed
    let elapsed = (clock.now - started).seconds
    seconds += elapsed
    speed.add(tokens: packed.tokenCount, seconds: elapsed)
    let measure = TrainingMeasure(
      epoch: progress.epoch + 1, step: step, steps: schedule.steps, loss: smoothed, gradientNorm: Double(norm),
      learningRate: rate, tokensPerSecond: speed.tokensPerSecond,
      secondsLeft: Double(max(0, schedule.steps - step)) * speed.secondsPerStep)
    if step % trainer.output.logEvery == 0 {
      try append(
        MetricsRecord(
          kind: .update, step: step, epoch: measure.epoch, loss: smoothed, learningRate: rate,
          gradientNorm: Double(norm), tokensPerSecond: measure.tokensPerSecond.rounded()))
    }
    report(.progress(measure))
    guard lossGuard.hasExploded else { return nil }
    let text = String(format: "the loss has exploded, from %.2f to %.2f nats a token", lossGuard.lowest ?? 0, loss)
    return Problem(step: step, text: text)
  }

  /// Adds a line to the log, with what every line tells.
  func append(_ record: MetricsRecord) throws(TrainingError) {
    guard let log else { return }
    var record = record
    record.seconds = (seconds * 1000).rounded() / 1000
    record.rollbacks = progress.rollbacks > 0 ? progress.rollbacks : nil
    try log.append(record)
  }

  /// Brings the log to the disk: before a state is, so that no power failure leaves a state beyond its log.
  func synchronizeLog() throws(TrainingError) { try log?.synchronize() }

  /// Validates, keeps the best, and turns to the next epoch.
  private func endEpoch(_ report: (TrainingEvent) -> Void) throws(TrainingError) {
    let loss = heldOutLoss()
    if let loss, !loss.isFinite {
      return try rollBack(step: progress.step, TrainingRun.notFinite("loss on the held-out tunes"), report)
    }
    let facts = EpochFacts(
      epoch: progress.epoch + 1, step: progress.step,
      trainLoss: progress.epochNats / Double(max(1, progress.epochTokens)), heldOutLoss: loss)
    card.epochs.append(facts)
    let isBest = try keepIfBest(loss, report)
    progress.epoch += 1
    progress.batch = 0
    progress.epochNats = 0
    progress.epochTokens = 0
    try append(
      MetricsRecord(
        kind: .epoch, step: facts.step, epoch: facts.epoch, loss: facts.trainLoss, heldOutLoss: loss, isBest: isBest))
    try saveState(report)
    report(.epochEnded(facts, isBest: isBest))
  }

  /// Writes the weights as the best model if `loss` says so. Without tunes to judge by, the newest weights are the best
  /// there are, unless the run may be exploding: then those of an earlier epoch stay. The first epoch's always stand.
  private func keepIfBest(_ loss: Double?, _ report: (TrainingEvent) -> Void) throws(TrainingError) -> Bool {
    if let loss {
      if let best = progress.bestLoss, loss >= best { return false }
      progress.bestLoss = loss
      progress.bestEpoch = progress.epoch + 1
    } else if progress.highLosses > 0, card.epochs.count > 1 {
      return false
    }
    try saveModel(heldOutLoss: loss, report)
    return true
  }

  /// Loss on the held-out tunes, dropout off, of the averaged weights where there are some; nil without tunes.
  func heldOutLoss() -> Double? {
    guard !heldOut.isEmpty else { return nil }
    let weights = average?.parameters ?? parameters
    return heldOut.reduce(0) { $0 + learner.loss(weights, $1) } / Double(trainer.data.heldOutTokens)
  }

  private var stateIsDue: Bool {
    if let every = trainer.output.stateEvery, progress.step % every == 0 { return true }
    guard let minutes = trainer.output.stateMinutes else { return false }
    return (clock.now - stateWritten).seconds >= minutes * 60
  }

  func noteStateWritten() { stateWritten = clock.now }

  private func leave(_ stop: TrainingStop, _ report: (TrainingEvent) -> Void) -> TrainingOutcome {
    report(.stopped(stop))
    let exists = FileManager.default.fileExists(atPath: trainer.output.model)
    return TrainingOutcome(
      stop: stop, step: progress.step, bestLoss: progress.bestLoss, bestEpoch: progress.bestEpoch,
      model: exists ? trainer.output.model : nil)
  }

  /// A function of the run's seed and the update: nothing has to be remembered to resume.
  private func dropoutSeed(_ step: Int) -> UInt64 {
    var seeds = SplitMix64(state: trainer.settings.seed)
    var steps = SplitMix64(state: seeds.next() ^ UInt64(step))
    return steps.next()
  }
}

/// Speed over the last twenty updates or so; older ones fade.
private struct Speed {
  private var tokens = 0.0
  private var steps = 0.0
  private var seconds = 0.0

  mutating func add(tokens: Int, seconds: Double) {
    self.tokens = 0.95 * self.tokens + Double(tokens)
    self.seconds = 0.95 * self.seconds + seconds
    steps = 0.95 * steps + 1
  }

  var tokensPerSecond: Double { tokens / max(seconds, 1e-9) }
  var secondsPerStep: Double { seconds / max(steps, 1) }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
