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
  /// The lowest the smoothed loss has been.
  public var lowestLoss: Double?
  /// Updates on end whose loss was far above that.
  public var highLosses = 0
  /// How many times the run broke down and went back.
  public var rollbacks = 0
  /// The best loss on the held-out tunes.
  public var bestLoss: Double?
  /// The epoch, from 1, in which it was reached.
  public var bestEpoch: Int?

  /// The start of a run.
  public init() {}

  /// Reads a stored progress; what an earlier version did not count yet is zero.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    step = try values.decode(Int.self, forKey: .step)
    epoch = try values.decode(Int.self, forKey: .epoch)
    batch = try values.decode(Int.self, forKey: .batch)
    epochNats = try values.decode(Double.self, forKey: .epochNats)
    epochTokens = try values.decode(Int.self, forKey: .epochTokens)
    smoothedLoss = try values.decodeIfPresent(Double.self, forKey: .smoothedLoss)
    lowestLoss = try values.decodeIfPresent(Double.self, forKey: .lowestLoss)
    highLosses = try values.decodeIfPresent(Int.self, forKey: .highLosses) ?? 0
    rollbacks = try values.decodeIfPresent(Int.self, forKey: .rollbacks) ?? 0
    bestLoss = try values.decodeIfPresent(Double.self, forKey: .bestLoss)
    bestEpoch = try values.decodeIfPresent(Int.self, forKey: .bestEpoch)
  }

  /// Whether every count lies where counts do.
  var isPlausible: Bool {
    [step, epoch, batch, epochTokens, highLosses, rollbacks].allSatisfy { $0 >= 0 && $0 < 1 << 53 }
  }
}
