/// How far a training run has come: everything but the numbers of the network that the next update depends on.
///
/// No random state is among it: the plan of an epoch is a function of seed and epoch, the dropout of an update one of
/// seed and step. No clock either, so that a resumed run ends in the same bytes as one that was never stopped.
public struct TrainingProgress: Codable, Hashable, Sendable {
  /// Updates made.
  public var step = 0
  /// Epochs completed.
  public var epoch = 0
  /// Batches of the current epoch done.
  public var batch = 0
  /// Loss summed over the current epoch's tokens, nats.
  public var epochNats = 0.0
  /// Tokens predicted in the current epoch.
  public var epochTokens = 0
  /// Loss a token, averaged with exponentially fading weight; nil before the first update.
  public var smoothedLoss: Double?
  /// The best loss on the held-out tunes.
  public var bestLoss: Double?
  /// The epoch, from 1, in which it was reached.
  public var bestEpoch: Int?
  /// The update after which it was reached.
  public var bestStep: Int?

  /// The start of a run.
  public init() {}
}
