import Checkpoints
import Foundation

/// One line of a run's log: `{"epoch":1,"kind":"update","loss":2.9,...}`.
public struct MetricsRecord: Codable, Hashable, Sendable {
  /// What the line tells of.
  public enum Kind: String, Codable, Hashable, Sendable {
    /// An update: `loss`, `learningRate`, `gradientNorm`, `tokensPerSecond`.
    case update
    /// A validation within an epoch: `heldOutLoss`, `isBest`.
    case validation
    /// The end of an epoch: `loss` over all of it, `heldOutLoss`, `isBest`.
    case epoch
    /// The run broke down and went back: `step` is where it goes on from, `brokeDownAt`, `problem`. The lines of the
    /// updates that were lost stay before it.
    case rollback
    /// The run broke down for good: `brokeDownAt`, `problem`.
    case breakdown
  }

  /// What the line tells of.
  public var kind: Kind
  /// Updates made.
  public var step: Int
  /// The epoch, from 1.
  public var epoch: Int
  /// Training loss, nats a token: smoothed for an update, the mean of the epoch at its end.
  public var loss: Double?
  /// Loss on the held-out tunes, nats a token.
  public var heldOutLoss: Double?
  /// Whether that is the best so far.
  public var isBest: Bool?
  /// The learning rate of the update.
  public var learningRate: Double?
  /// The norm of the gradient before it was clipped.
  public var gradientNorm: Double?
  /// Speed.
  public var tokensPerSecond: Double?
  /// Seconds spent in updates since the run began, the time between an interruption and its resumption not counted, nor
  /// held-out evaluation and writing. A resumed run goes on from its log's last line.
  public var seconds: Double?
  /// How many times the run had gone back by then; absent for none. A step is there once for each such number.
  public var rollbacks: Int?
  /// The update at which the run broke down.
  public var brokeDownAt: Int?
  /// Why it did.
  public var problem: String?

  /// Describes a line.
  public init(
    kind: Kind, step: Int, epoch: Int, loss: Double? = nil, heldOutLoss: Double? = nil, isBest: Bool? = nil,
    learningRate: Double? = nil, gradientNorm: Double? = nil, tokensPerSecond: Double? = nil,
    seconds: Double? = nil, rollbacks: Int? = nil, brokeDownAt: Int? = nil, problem: String? = nil
  ) {
    self.kind = kind
    self.step = step
    self.epoch = epoch
    self.loss = loss
    self.heldOutLoss = heldOutLoss
    self.isBest = isBest
    self.learningRate = learningRate
    self.gradientNorm = gradientNorm
    self.tokensPerSecond = tokensPerSecond
    self.seconds = seconds
    self.rollbacks = rollbacks
    self.brokeDownAt = brokeDownAt
    self.problem = problem
  }

  /// Reads the log at `path`. A last line that was cut short, as by a power failure, is left out.
  ///
  /// - Throws: ``TrainingError/log(path:line:problem:)`` at the first line that is no record, or
  ///   ``TrainingError/checkpoint(_:)`` where the file cannot be read.
  public static func read(_ path: String) throws(TrainingError) -> [MetricsRecord] {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      let exists = FileManager.default.fileExists(atPath: path)
      throw .checkpoint(
        CheckpointError(
          exists ? .storage : .missing, path: path,
          exists ? "cannot be read: \(MetricsLog.reason(error))" : "there is no such file",
          remedy: "name a log that lilt train wrote"))
    }
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let decoder = JSONDecoder()
    var records: [MetricsRecord] = []
    for (index, line) in lines.enumerated() where !line.isEmpty {
      if let record = try? decoder.decode(MetricsRecord.self, from: line) {
        records.append(record)
      } else if index < lines.count - 1 {
        throw .log(path: path, line: index + 1, problem: "is no line of a training log")
      }
    }
    return records
  }
}
