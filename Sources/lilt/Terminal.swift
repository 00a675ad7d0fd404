import Foundation

/// Where text goes: results to standard output, everything else to standard error.
enum Terminal {
  /// Whether a person watches standard error.
  static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes a line to standard error.
  static func complain(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// Does something while nothing reaches standard error: libraries of audio devices talk to it, and nobody can stop them.
  static func hushing<Result, E: Error>(_ work: () throws(E) -> Result) throws(E) -> Result {
    let (kept, nothing) = (dup(STDERR_FILENO), open("/dev/null", O_WRONLY))
    if kept >= 0, nothing >= 0 { dup2(nothing, STDERR_FILENO) }
    defer {
      if kept >= 0 {
        dup2(kept, STDERR_FILENO)
        close(kept)
      }
      if nothing >= 0 { close(nothing) }
    }
    return try work()
  }

  /// Writes to standard error without ending the line.
  static func whisper(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

  /// Writes a result to standard output; a closed pipe ends the command quietly, as it does other filters.
  static func put(_ text: String, terminator: String = "\n") throws {
    try write(Array((text + terminator).utf8))
  }

  /// Writes a result as JSON for people and programs to read.
  static func put(json value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try put(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  static func write(_ bytes: [UInt8]) throws {
    guard let fault = send(bytes, to: STDOUT_FILENO) else { return }
    if fault == EPIPE { exit(0) }
    throw Failure.device("standard output cannot be written: \(String(cString: strerror(fault)))")
  }

  /// Writes all bytes to an open file; the system's number for what went wrong, nil where nothing did.
  static func send(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 { sent += count } else if errno != EINTR { return errno }
    }
    return nil
  }
}
