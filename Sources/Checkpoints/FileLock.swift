import Foundation

/// A file that at most one process holds at a time: whoever writes a run's checkpoints.
///
/// The lock is the kernel's (`flock`), so it ends with its process, however that ends; a lock file left behind by a
/// killed one stops nobody. It is advisory: it keeps out those who ask for it. Its file must be left alone: once that
/// is removed by hand, the next to ask makes another file and has another lock.
public final class FileLock {
  /// Whether the file system knows locks. Where it does not, nobody is refused and nobody kept out.
  public let isEnforced: Bool
  private let file: OpenFile
  private let path: String

  private init(_ file: OpenFile, _ path: String, isEnforced: Bool) {
    self.file = file
    self.path = path
    self.isEnforced = isEnforced
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
        let locking = try file.lock()
        if locking == .refused { return nil }
        if try file.isStill(at: path) { return FileLock(file, path, isEnforced: locking == .held) }
      }
      return nil
    } catch {
      throw CheckpointError(
        .storage, path: path, "cannot be written: \(error.reason)",
        remedy: "make its folder first, or choose one you may write to")
    }
  }

  deinit {
    // Removed while it is still held, so that nobody can have locked it since; another file of that name, made after
    // this one was removed by hand, is another's.
    if (try? file.isStill(at: path)) == true { unlink(path) }
  }
}
