import Checkpoints

/// Keeps other runs from the files of an output, as long as it lives: a lock for model and state, one for the log, one
/// for the picture. Their files, each beside its own with `.lock` added, are there only while a run holds them.
struct OutputLocks {
  private let held: [(lock: FileLock, files: [String])]

  /// Takes all of them or throws ``TrainingError/busy(path:)``.
  init(_ output: TrainingOutput) throws(TrainingError) {
    var held: [(FileLock, [String])] = []
    for files in [[output.state, output.model], [output.log], [output.picture]].map({ $0.compactMap(\.self) })
    where !files.isEmpty {
      let lock: FileLock?
      do { lock = try FileLock.taking(TrainingOutput.file(files[0]) + ".lock") } catch { throw .checkpoint(error) }
      guard let lock else { throw .busy(path: files.last ?? output.model) }
      held.append((lock, files))
    }
    self.held = held
  }

  /// Clears away what runs that were killed left half written. Where the file system knows no locks another run may be
  /// writing now, and everything stays; a file that grows old is cleared by the next that is written.
  func removeLeftovers() {
    for (lock, files) in held where lock.isEnforced { files.forEach(AtomicFile.removeLeftovers) }
  }
}
