import Checkpoints
import Training

/// Why a command ends before its work is done: one message and one exit code.
struct Failure: Error {
  /// The exit codes of the command's contract.
  enum Code: Int32 {
    case input = 1
    case usage = 2
    case device = 74
  }

  let message: String
  let code: Code

  /// The input was at fault.
  static func input(_ message: String) -> Failure { Failure(message: "error: " + message, code: .input) }
  /// The options were.
  static func usage(_ message: String) -> Failure { Failure(message: "error: " + message, code: .usage) }
  /// The disk or the device was.
  static func device(_ message: String) -> Failure { Failure(message: "error: " + message, code: .device) }
}

extension Failure {
  /// A model or state that could not be read or written.
  init(_ error: CheckpointError) {
    self = error.kind == .storage ? .device(error.description) : .input(error.description)
  }

  /// A training that could not begin or go on.
  init(_ error: TrainingError) {
    switch error {
    case .checkpoint(let inner): self.init(inner)
    case .setting, .network: self = .usage(error.description)
    default: self = .input(error.description)
    }
  }
}
