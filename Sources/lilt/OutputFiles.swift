import Foundation

/// Writes what a command makes: whole or not at all.
enum OutputFiles {
  /// Writes a file aside and renames it into place; `-` is standard output.
  ///
  /// It is not waited for until the disk has it, as Foundation does: an export of a thousand tunes took three times as
  /// long, and can be made again.
  static func write(_ bytes: [UInt8], to path: String) throws {
    if path == "-" { return try Terminal.write(bytes) }
    guard let fault = put(bytes, at: path) else { return }
    let reason = String(cString: strerror(fault))
    throw Failure.device("\(path): cannot be written: \(reason); check the folder and the space on its disk")
  }

  /// The system's number for what went wrong; nil where nothing did.
  private static func put(_ bytes: [UInt8], at path: String) -> Int32? {
    var path = path
    var status = stat()
    var isThere = lstat(path, &status) == 0
    if isThere, status.st_mode & S_IFMT == S_IFLNK, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      // A link goes on pointing at the file.
      path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    } else if isThere, status.st_mode & S_IFMT == S_IFLNK {
      isThere = false
    }
    // A pipe or a device takes what comes; a folder says what it is.
    if isThere, status.st_mode & S_IFMT != S_IFREG {
      return finish(open(path, O_WRONLY | O_CLOEXEC), with: bytes)
    }
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { String(path[...$0]) } ?? ""
    let aside = folder + ".lilt-\(String(UInt64.random(in: 0...(.max)), radix: 36)).part"
    let descriptor = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    if descriptor < 0 { return errno }
    // Who may read the file stays as it was.
    if isThere { _ = fchmod(descriptor, status.st_mode & 0o777) }
    var fault = finish(descriptor, with: bytes)
    if fault == nil, rename(aside, path) != 0 { fault = errno }
    if fault != nil { unlink(aside) }
    return fault
  }

  /// Writes all bytes and closes the file: a full disk may be noticed by either.
  private static func finish(_ descriptor: Int32, with bytes: [UInt8]) -> Int32? {
    if descriptor < 0 { return errno }
    let fault = Terminal.send(bytes, to: descriptor)
    return close(descriptor) != 0 && fault == nil ? errno : fault
  }

  /// Makes a folder, and those above it, where it is not there.
  static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Failure.device("\(path): cannot be made a folder: \(reason(error))")
    }
  }

  /// The system's words for an error, without Foundation's wrapping.
  static func reason(_ error: any Error) -> String {
    let inner = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
    if inner.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(inner.code))) }
    return error.localizedDescription
  }
}
