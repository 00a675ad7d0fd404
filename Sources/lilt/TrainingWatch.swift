import Foundation
import Training

/// Tells how a training goes: a line that renews itself where a person watches, a line now and then elsewhere.
final class TrainingWatch {
  private let quiet: Bool
  private let isWatched = Terminal.isWatched
  private var lastLine = Date.distantPast

  init(quiet: Bool) { self.quiet = quiet }

  func report(_ event: TrainingEvent) {
    guard !quiet else { return }
    switch event {
    case .started(let start):
      if start.step > 0 { say("going on from update \(start.step) of \(start.steps)") }
    case .progress(let measure): show(measure)
    case .validated(let epoch, let step, let loss, let isBest):
      say(
        String(
          format: "epoch %d, update %d: held out %.4f nats a token%@", epoch, step, loss,
          isBest ? ", the best so far" : ""))
    case .epochEnded(let facts, let isBest):
      let heldOut = facts.heldOutLoss.map { String(format: ", held out %.4f", $0) } ?? ""
      say(
        String(
          format: "epoch %d: train %.4f%@ nats a token%@", facts.epoch, facts.trainLoss, heldOut,
          isBest ? ", the best so far" : ""))
    case .rolledBack(let facts):
      let rate = String(format: "%.3g", facts.learningRate)
      say(
        "update \(facts.brokeDownAt): \(facts.problem); going back to update \(facts.step) and on at half the learning "
          + "rate, \(rate) (\(facts.count) of at most \(TrainingRollback.limit) times)")
    case .checkpointWritten, .stopped: break
    }
  }

  private func show(_ measure: TrainingMeasure) {
    // A person's eye follows a few times a second; a log wants a line a minute.
    guard Date().timeIntervalSince(lastLine) > (isWatched ? 0.25 : 60) else { return }
    lastLine = Date()
    let minutes = Int((measure.secondsLeft / 60).rounded(.up))
    let line = String(
      format: "epoch %d, update %d of %d: %.4f nats a token, %.0f tokens/s, %d min left", measure.epoch, measure.step,
      measure.steps, measure.loss, measure.tokensPerSecond, minutes)
    if isWatched {
      FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
    } else {
      Terminal.complain(line)
    }
  }

  private func say(_ line: String) { Terminal.complain((isWatched ? "\r\u{1B}[K" : "") + line) }

  func conclude(_ outcome: TrainingOutcome, resumeHint: Bool) {
    guard !quiet else { return }
    if let loss = outcome.bestLoss, let epoch = outcome.bestEpoch {
      say(String(format: "best: %.4f nats a token on held-out tunes, epoch %d", loss, epoch))
    }
    if let model = outcome.model { say("the model is in \(model)") }
    if resumeHint { say("stopped at update \(outcome.step); the same command with --resume goes on from there") }
  }
}
