import Checkpoints
import Foundation
import Recurrent

/// Going back when a run breaks down.
///
/// The loss of a network that learns too fast can explode, and then it seldom comes back. The run goes back to the last
/// point where it was well and goes on from there at half the learning rate, as the loss divergences of OPT-175B were
/// met (Zhang et al. 2022, section 2.5: lower the rate, restart from an earlier checkpoint). The points are a hundred
/// updates apart, about what PaLM went back (Chowdhery et al. 2022, section 5.1). PaLM's other cure, to skip the
/// batches, is not taken: it found the same batches harmless at other weights, and a collection of tunes is small.
///
/// Everything here is a function of updates and losses, and the point is part of the state, so a resumed run goes back
/// to the same bytes.
extension TrainingRun {
  /// What ``Trainer/settings`` say of `step`, halved each time the run broke down.
  func learningRate(_ step: Int) -> Double { scalbn(schedule(step), -progress.rollbacks) }

  /// Remembers the weights as good if it is time: asked when the `loss` they give has been measured, and before they
  /// are changed.
  func keepRollbackPoint(loss: Double) {
    guard progress.step % trainer.settings.rollbackEvery == 0, progress.highLosses == 0, !lossGuard.isHigh(loss)
    else { return }
    guard let point = rollback else {
      rollback = RollbackPoint(
        parameters: parameters.copy(), firstMoments: adam.firstMoments.copy(), secondMoments: adam.secondMoments.copy(),
        average: average?.parameters.copy(), progress: progress, epochs: card.epochs)
      return
    }
    point.parameters.assign(from: parameters)
    point.firstMoments.assign(from: adam.firstMoments)
    point.secondMoments.assign(from: adam.secondMoments)
    if let average { point.average?.assign(from: average.parameters) }
    rollback?.progress = progress
    rollback?.epochs = card.epochs
  }

  /// Goes back after `problem`, if there is a point to go back to and it has not been done too often.
  func rollBack(
    step: Int, _ problem: String, _ report: (TrainingEvent) -> Void
  ) throws(TrainingError) {
    let rollbacks = progress.rollbacks + 1
    guard let point = rollback, rollbacks <= TrainingRollback.limit else {
      // Should the disk be full, why the run ends is still the breakdown.
      try? append(
        MetricsRecord(
          kind: .breakdown, step: step, epoch: progress.epoch + 1, brokeDownAt: step, problem: problem))
      throw .brokeDown(step: step, problem: problem, rollbacks: progress.rollbacks)
    }
    parameters.assign(from: point.parameters)
    adam.firstMoments.assign(from: point.firstMoments)
    adam.secondMoments.assign(from: point.secondMoments)
    if let saved = point.average { average?.parameters.assign(from: saved) }
    adam.stepCount = point.progress.step
    card.epochs = point.epochs
    // The best model lies on the disk whatever became of the run after it.
    var restored = point.progress
    restored.bestLoss = progress.bestLoss
    restored.bestEpoch = progress.bestEpoch
    restored.rollbacks = rollbacks
    progress = restored
    let facts = TrainingRollback(
      brokeDownAt: step, step: progress.step, problem: problem, count: rollbacks,
      learningRate: learningRate(progress.step + 1))
    try append(
      MetricsRecord(
        kind: .rollback, step: progress.step, epoch: progress.epoch + 1, learningRate: facts.learningRate,
        brokeDownAt: step, problem: problem))
    try saveState(report)
    report(.rolledBack(facts))
  }
}
