import Checkpoints

/// What a training run tells while it works. It never prints.
public enum TrainingEvent: Hashable, Sendable {
  /// The first event, of a new run or a resumed one.
  case started(TrainingStart)
  /// After every update.
  case progress(TrainingMeasure)
  /// After a validation within an epoch; the loss is in nats a token.
  case validated(epoch: Int, step: Int, heldOutLoss: Double, isBest: Bool)
  /// After an epoch and its validation.
  case epochEnded(EpochFacts, isBest: Bool)
  /// The run broke down and went back to where it was well.
  case rolledBack(TrainingRollback)
  /// A model or a state stands on the disk.
  case checkpointWritten(path: String)
  /// The last event of a run that did not throw.
  case stopped(TrainingStop)
}

/// What a run is about to do.
public struct TrainingStart: Hashable, Sendable {
  /// The data it trains on and those it is tested on.
  public let data: DataFacts
  /// Numbers in the network.
  public let parameters: Int
  /// Updates made already; above 0 for a resumed run.
  public let step: Int
  /// Updates planned in all.
  public let steps: Int
}

/// How an update went.
public struct TrainingMeasure: Hashable, Sendable {
  /// The epoch it belongs to, from 1.
  public let epoch: Int
  /// Updates made.
  public let step: Int
  /// Updates planned in all.
  public let steps: Int
  /// Loss with dropout, nats a token, averaged over the last fifty updates or so.
  public let loss: Double
  /// The Euclidean norm of the mean gradient before it was clipped.
  public let gradientNorm: Double
  /// The learning rate of this update.
  public let learningRate: Double
  /// Tokens trained on in a second, over the last twenty updates or so.
  public let tokensPerSecond: Double
  /// Seconds to the last planned update at this speed, validations not counted.
  public let secondsLeft: Double
}

/// How a run went back.
public struct TrainingRollback: Hashable, Sendable {
  /// How often a run may; after the last time it starts to learn at an eighth of its rate.
  public static let limit = 3

  /// The update at which it broke down.
  public let brokeDownAt: Int
  /// The update whose weights it goes on from.
  public let step: Int
  /// What was wrong.
  public let problem: String
  /// How many times it has gone back by now, at most ``limit``.
  public let count: Int
  /// The learning rate of the next update, half of what it was there.
  public let learningRate: Double
}

/// Why a run ended.
public enum TrainingStop: Hashable, Sendable {
  /// All epochs are done.
  case finished
  /// The held-out loss has not improved for as many epochs as patience allows.
  case noImprovement(epochs: Int)
  /// It was asked to stop; it can be resumed.
  case cancelled
  /// Its minutes are up; it can be resumed.
  case timeLimit
}

/// What a run leaves behind.
public struct TrainingOutcome: Hashable, Sendable {
  /// Why it ended.
  public let stop: TrainingStop
  /// Updates made in all.
  public let step: Int
  /// The best loss on the held-out tunes, nats a token; nil where none was measured.
  public let bestLoss: Double?
  /// The epoch it was reached in, from 1.
  public let bestEpoch: Int?
  /// Where the best model lies; nil where none has been written yet.
  public let model: String?
}
