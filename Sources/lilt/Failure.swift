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
