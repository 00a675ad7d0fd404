import Checkpoints
import Recurrent

/// Why a training run could not begin or go on.
public enum TrainingError: Error, Hashable, Sendable {
  /// A setting that no run can have.
  case setting(name: String, value: String, allowed: String)
  /// A network that no run can have.
  case network(NetworkConfigurationError)
  /// There is nothing to train on.
  case noTunes
  /// A sequence that is no tune; `number` counts from 1 within its set.
  case sequence(set: String, number: Int, problem: String)
  /// The loss or the gradient ran out of the numbers or exploded, and going back has not helped; the best model stands.
  case brokeDown(step: Int, problem: String, rollbacks: Int)
  /// Another run is writing to this output now.
  case busy(path: String)
  /// An output that holds an earlier run.
  case wouldReplace(path: String)
  /// An interrupted run that these data or settings cannot continue.
  case otherRun(path: String, differences: [String])
  /// A model or state could not be read or written.
  case checkpoint(CheckpointError)
  /// A log that is none; `line` counts from 1.
  case log(path: String, line: Int?, problem: String)
}

extension TrainingError: CustomStringConvertible {
  /// What is wrong, where, and what would mend it.
  public var description: String {
    switch self {
    case .setting(let name, let value, let allowed): "\(name) is \(value); give \(allowed)"
    case .network(let error): "\(error)"
    case .noTunes: "there are no tunes to train on; give a collection that holds some"
    case .sequence(let set, let number, let problem):
      "\(set) tune \(number): \(problem); every tune is <s>, tokens of the vocabulary, </s>"
    case .brokeDown(let step, let problem, let rollbacks):
      "update \(step): \(problem)"
        + (rollbacks > 0 ? ", after \(rollbacks) times of going back and halving the learning rate" : "")
        + "; the last checkpoint is unharmed; train again with a lower learning rate or a smaller clip"
    case .busy(let path):
      "\(path): another training writes here now; let it end, stop it with Ctrl-C, or write elsewhere"
    case .wouldReplace(let path):
      "\(path): an earlier run is kept here; go on with it by --resume, start again by --replace, or write elsewhere"
    case .otherRun(let path, let differences):
      "\(path): this run cannot be resumed, because \(differences.joined(separator: ", ")); "
        + "give the same collections and settings, or start again under another name"
    case .checkpoint(let error): "\(error)"
    case .log(let path, let line, let problem):
      path + ":" + (line.map { "\($0): " } ?? " ") + problem + "; remove the log or name another"
    }
  }
}
