import Foundation

/// A file that appears whole or not at all.
///
/// Written aside in the same folder, brought to the disk, renamed over the old file, and the folder brought to the disk
/// too: after a crash or on a full disk, what was there before is there still.
public enum AtomicFile {
  /// Writes `bytes` to `path`.
  ///
  /// - Throws: a ``CheckpointError`` of kind `.storage`; the old file, if there was one, is untouched.
  public static func write(_ bytes: [UInt8], to path: String) throws(CheckpointError) {
    try write(to: path) { file throws(SystemFault) in try file.write(bytes) }
  }

  /// Finds out whether a file can be at `path`: no folder or device is there, and the folder it belongs into is.
  ///
  /// - Throws: the ``CheckpointError`` that writing would.
  public static func check(_ path: String) throws(CheckpointError) { _ = try target(of: path) }

  /// The file that writing to `path` makes or replaces.
  private static func target(of path: String) throws(CheckpointError) -> URL {
    // A link is followed, so that it goes on pointing at the new file.
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    let folder = target.deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: target.path, isDirectory: &isFolder) {
      let type = try? FileManager.default.attributesOfItem(atPath: target.path)[.type] as? FileAttributeType
      guard type == .typeRegular else {
        throw CheckpointError(
          .storage, path: path, "is \(isFolder.boolValue ? "a folder" : "a device or pipe"), not a file",
          remedy: "name a file to write")
      }
    } else if !FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) || !isFolder.boolValue {
      throw CheckpointError(
        .storage, path: path, "cannot be written: there is no folder \(folder)", remedy: "make the folder first")
    }
    return target
  }

  /// Writes what `body` writes; nothing of it is left behind if `body` throws.
  static func write(to path: String, _ body: (OpenFile) throws(SystemFault) -> Void) throws(CheckpointError) {
    let target = try target(of: path)
    let folder = target.deletingLastPathComponent().path
    sweep(folder, target.lastPathComponent)
    let mark = String(UInt32.random(in: .min ... .max), radix: 36)
    let aside = folder + "/" + prefix(target.lastPathComponent) + mark + suffix
    do throws(SystemFault) {
      var file: OpenFile? = try OpenFile.creating(aside)
      do throws(SystemFault) {
        if let file { try body(file) }
        try file?.synchronize()
        file = nil
        guard rename(aside, target.path) == 0 else { throw .last }
      } catch {
        unlink(aside)
        throw error
      }
    } catch {
      throw CheckpointError(
        .storage, path: path, "cannot be written: \(error.reason)",
        remedy: "free space or choose a folder you may write to; what was there before is unchanged")
    }
    // The new file is in place; should the folder refuse to be synchronised, it is still whole.
    if let opened = try? OpenFile.reading(folder) { try? opened.synchronize() }
  }

  /// What names of files written aside for `name` begin with; cut short, because names may not grow at will.
  private static func prefix(_ name: String) -> String { "." + name.prefix(nameLimit) + "." }
  private static let nameLimit = 80
  private static let suffix = ".part"

  /// Removes what writers of `path` that were killed left behind, however young. Only for one who knows, as by a
  /// ``FileLock``, that nobody else is writing the file now.
  public static func removeLeftovers(of path: String) {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    // A name that was cut short may be another file's, too; the hour of ``sweep`` has to tell.
    guard target.lastPathComponent.count <= nameLimit else { return }
    sweep(target.deletingLastPathComponent().path, target.lastPathComponent, olderThan: -.infinity)
  }

  /// Removes what writers that were killed left behind. A file that is being written is younger than an hour.
  private static func sweep(_ folder: String, _ name: String, olderThan seconds: Double = 3600) {
    let files = FileManager.default
    for left in (try? files.contentsOfDirectory(atPath: folder)) ?? []
    where left.hasPrefix(prefix(name)) && left.hasSuffix(suffix) {
      // What stands between is the mark alone: `.a.b.1x.part` is of the file `a.b`, not of `a`.
      let mark = left.dropFirst(prefix(name).count).dropLast(suffix.count)
      // A file without a mark, `.a.part`, is nobody's of ours.
      guard !mark.isEmpty, mark.utf8.allSatisfy({ (48...57).contains($0) || (97...122).contains($0) }) else { continue }
      let path = folder + "/" + left
      let date = try? files.attributesOfItem(atPath: path)[.modificationDate] as? Date
      if let date, -date.timeIntervalSinceNow > seconds { unlink(path) }
    }
  }
}
