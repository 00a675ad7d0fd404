import Foundation

/// A file that at most one process holds at a time: whoever writes a run's checkpoints.
///
/// The lock is the kernel's (`flock`), so it ends with its process, however that ends; a lock file left behind by a
/// killed one stops nobody. It is advisory: it keeps out those who ask for it.
public final class FileLock {
  private let file: OpenFile
  private let path: String

  private init(_ file: OpenFile, _ path: String) {
    self.file = file
    self.path = path
  }

  /// Takes the lock whose file is `path`, and makes the file; nil where another holds it.
  ///
  /// - Throws: a ``CheckpointError`` of kind `.storage` where the file cannot be made.
  public static func taking(_ path: String) throws(CheckpointError) -> FileLock? {
    do throws(SystemFault) {
      // The holder before may remove its file between our opening and locking it: then the lock is of no file, and the
      // next try makes a new one.
      for _ in 0..<1000 {
        let file = try OpenFile.creatingOrOpening(path)
        guard try file.lock() else { return nil }
        if try file.isStill(at: path) { return FileLock(file, path) }
      }
      return nil
    } catch {
      throw CheckpointError(
        .storage, path: path, "cannot be written: \(error.reason)",
        remedy: "make its folder first, or choose one you may write to")
    }
  }

  deinit {
    // Removed while it is still held, so that nobody's new lock can be removed by mistake.
    unlink(path)
  }
}
