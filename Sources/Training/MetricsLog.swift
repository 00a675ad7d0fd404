import Checkpoints
import Foundation

/// The log of a run, open to append to.
final class MetricsLog {
  /// The seconds told by the last line that a resumed run kept.
  let lastSeconds: Double?
  private let path: String
  private let handle: FileHandle
  private let encoder: JSONEncoder

  /// Begins the log at `path`: anew, or for a run resumed at `progress` with the lines up to there.
  ///
  /// Lines of an earlier attempt, before the run went back, stay whatever their step.
  init(path: String, resumedAt progress: TrainingProgress?) throws(TrainingError) {
    self.path = path
    encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    var kept: [UInt8] = []
    var lastSeconds: Double?
    if let progress, FileManager.default.fileExists(atPath: path) {
      for record in try MetricsRecord.read(path)
      where (record.rollbacks ?? 0, record.step) <= (progress.rollbacks, progress.step) {
        kept += try MetricsLog.line(record, encoder, path)
        lastSeconds = record.seconds ?? lastSeconds
      }
    }
    self.lastSeconds = lastSeconds
    do {
      try AtomicFile.write(kept, to: path)
    } catch {
      throw .checkpoint(error)
    }
    do {
      handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try handle.seekToEnd()
    } catch {
      throw MetricsLog.unwritable(path, error)
    }
  }

  /// Adds a line.
  func append(_ record: MetricsRecord) throws(TrainingError) {
    let line = try MetricsLog.line(record, encoder, path)
    do {
      try handle.write(contentsOf: line)
    } catch {
      throw MetricsLog.unwritable(path, error)
    }
  }

  /// Waits until every line is on the disk.
  func synchronize() throws(TrainingError) {
    do {
      try handle.synchronize()
    } catch {
      throw MetricsLog.unwritable(path, error)
    }
  }

  private static func line(
    _ record: MetricsRecord, _ encoder: JSONEncoder, _ path: String
  ) throws(TrainingError) -> Data {
    do {
      return try encoder.encode(record) + Data([UInt8(ascii: "\n")])
    } catch {
      throw .checkpoint(
        CheckpointError(
          .content, path: path, "a line of update \(record.step) has a number that is not finite",
          remedy: "the run breaks down; train again with a lower learning rate or a smaller clip"))
    }
  }

  private static func unwritable(_ path: String, _ error: any Error) -> TrainingError {
    .checkpoint(
      CheckpointError(
        .storage, path: path, "the log cannot be written: \(reason(error))",
        remedy: "free space or name another log; the last checkpoint is whole, and the run can be resumed from it"))
  }

  /// The system's words for an error, without Foundation's wrapping.
  static func reason(_ error: any Error) -> String {
    let outer = error as NSError
    let inner = outer.userInfo[NSUnderlyingErrorKey] as? NSError ?? outer
    return inner.domain == NSPOSIXErrorDomain
      ? String(cString: strerror(Int32(inner.code))) : inner.localizedDescription
  }
}
