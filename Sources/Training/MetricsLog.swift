import Checkpoints
import Foundation

/// The log of a run, open to append to.
final class MetricsLog {
  private let path: String
  private let handle: FileHandle
  private let encoder: JSONEncoder

  /// Begins the log at `path`: anew, or for a run resumed at `step` with the lines up to there.
  init(path: String, resumedAt step: Int?) throws(TrainingError) {
    self.path = path
    encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    var kept: [UInt8] = []
    if let step, FileManager.default.fileExists(atPath: path) {
      for record in try MetricsRecord.read(path) where record.step <= step {
        kept += try MetricsLog.line(record, encoder, path)
      }
    }
    do {
      try AtomicFile.write(kept, to: path)
    } catch {
      throw .checkpoint(error)
    }
    do {
      handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try handle.seekToEnd()
    } catch {
      throw .log(path: path, line: nil, problem: "cannot be written")
    }
  }

  /// Adds a line.
  func append(_ record: MetricsRecord) throws(TrainingError) {
    let line = try MetricsLog.line(record, encoder, path)
    do {
      try handle.write(contentsOf: line)
    } catch {
      throw .log(path: path, line: nil, problem: "cannot be written")
    }
  }

  private static func line(
    _ record: MetricsRecord, _ encoder: JSONEncoder, _ path: String
  ) throws(TrainingError) -> Data {
    do {
      return try encoder.encode(record) + Data([UInt8(ascii: "\n")])
    } catch {
      throw .log(path: path, line: nil, problem: "a number is not finite")
    }
  }
}
