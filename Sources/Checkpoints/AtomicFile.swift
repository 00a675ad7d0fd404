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

  /// Writes what `body` writes; nothing of it is left behind if `body` throws.
  static func write(to path: String, _ body: (OpenFile) throws(SystemFault) -> Void) throws(CheckpointError) {
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
    let mark = String(UInt32.random(in: .min ... .max), radix: 36)
    let aside = folder + "/." + target.lastPathComponent.prefix(80) + "." + mark + ".part"
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
}
