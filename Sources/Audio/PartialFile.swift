import Foundation

/// A file on its way: written beside its destination under another name, moved there when whole, gone otherwise.
final class PartialFile {
  /// Where the file is going.
  let path: String
  /// The open file.
  let descriptor: Int32
  private let destination: String
  private let temporaryPath: String
  private var isMoved = false

  /// Starts a file beside `path`.
  ///
  /// - Throws: ``AudioError/cannotWrite(path:reason:)`` with the system's reason.
  init(at path: String) throws(AudioError) {
    self.path = path
    // A link is followed, so that it goes on pointing at the file.
    let destination = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: destination.path, isDirectory: &isFolder), isFolder.boolValue {
      throw .cannotWrite(path: path, reason: "it is a folder")
    }
    self.destination = destination.path
    let name = ".lilt-\(String(UInt64.random(in: 0...(.max)), radix: 36)).part"
    temporaryPath = destination.deletingLastPathComponent().appendingPathComponent(name).path
    descriptor = open(temporaryPath, O_RDWR | O_CREAT | O_EXCL, 0o666)
    guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: String(cString: strerror(errno))) }
  }

  deinit {
    close(descriptor)
    if !isMoved { unlink(temporaryPath) }
  }

  /// Puts the finished file in its place, over an older one.
  func move() throws(AudioError) {
    guard rename(temporaryPath, destination) == 0 else {
      throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
    isMoved = true
  }

  /// The bytes at an offset; nil where the file ends before `count` of them.
  func bytes(at offset: Int, count: Int) throws(AudioError) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    let read = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, count, off_t(offset)) }
    guard read >= 0 else { throw .cannotWrite(path: path, reason: String(cString: strerror(errno))) }
    return read == count ? bytes : nil
  }

  /// Writes bytes at the start and leaves the descriptor after them.
  func begin(with bytes: [UInt8]) throws(AudioError) {
    try overwrite(bytes, at: 0)
    lseek(descriptor, off_t(bytes.count), SEEK_SET)
  }

  /// Replaces the bytes at an offset.
  func overwrite(_ bytes: [UInt8], at offset: Int) throws(AudioError) {
    let written = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, bytes.count, off_t(offset)) }
    guard written == bytes.count else { throw .cannotWrite(path: path, reason: String(cString: strerror(errno))) }
  }
}
