import Checkpoints
import Foundation

/// Where a run writes, how often, and for how long it may go on: nothing that alters its numbers.
public struct TrainingOutput: Hashable, Sendable {
  /// The file of the best model; the state lies beside it, see ``Checkpoints/TrainingState/path(for:)``.
  public var model: String
  /// How the best model's weights are stored.
  public var format: TensorFormat
  /// A file for a JSON line every few updates and every epoch, where one is wanted.
  public var log: String?
  /// A file for a picture of the log, drawn when the run ends, is stopped or breaks down; needs a log.
  public var picture: String?
  /// Updates between lines of the log.
  public var logEvery: Int
  /// Updates between states within an epoch; nil goes by the clock alone. A state takes 24 bytes
  /// a parameter, 32 with averaged weights.
  public var stateEvery: Int?
  /// Minutes between states within an epoch; nil goes by updates alone.
  public var stateMinutes: Double?
  /// Minutes after which the run stops, to be resumed; nil runs to the end.
  public var minutes: Double?
  /// Threads that share the shards; nil is one for each.
  public var threads: Int?
  /// Whether a new run may overwrite what an earlier one left at ``model``.
  public var replaces: Bool

  /// Writes to `model`, a state every ten minutes.
  public init(
    model: String, format: TensorFormat = .f32, log: String? = nil, picture: String? = nil, logEvery: Int = 10,
    stateEvery: Int? = nil,
    stateMinutes: Double? = 10, minutes: Double? = nil, threads: Int? = nil, replaces: Bool = false
  ) {
    self.model = model
    self.format = format
    self.log = log
    self.picture = picture
    self.logEvery = logEvery
    self.stateEvery = stateEvery
    self.stateMinutes = stateMinutes
    self.minutes = minutes
    self.threads = threads
    self.replaces = replaces
  }

  /// Where the state lies: beside the model, or where ``model`` is a link, beside the file it points to. So two names
  /// of one model have one state.
  public var state: String {
    let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: model)) != nil
    return TrainingState.path(for: isLink ? TrainingOutput.file(model) : model)
  }

  /// The files a run writes, by what they are.
  var files: [(name: String, path: String)] {
    [("model", model), ("state", state)]
      + [("log", log), ("picture", picture)].compactMap { name, path in
        path.map { (name, $0) }
      }
  }

  /// Throws where two of the files are one, or a number makes no sense.
  func validate() throws(TrainingError) {
    guard logEvery >= 1, stateEvery ?? 1 >= 1, threads ?? 1 >= 1 else {
      throw .setting(name: "logEvery, stateEvery or threads", value: "below 1", allowed: "1 or more")
    }
    var taken: [String: String] = [:]
    for (name, path) in files {
      if let other = taken.updateValue(name, forKey: TrainingOutput.file(path)) {
        throw .setting(name: name, value: path, allowed: "another file than the \(other)")
      }
    }
  }

  /// The file that a path names, links followed.
  static func file(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
}
