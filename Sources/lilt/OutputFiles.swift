import Foundation

/// Writes what a command makes: whole or not at all.
enum OutputFiles {
  /// Writes a file aside and renames it into place; `-` is standard output.
  static func write(_ bytes: [UInt8], to path: String) throws {
    if path == "-" { return try Terminal.write(bytes) }
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Failure.device("\(path): cannot be written: \(reason(error)); check the folder and the space on its disk")
    }
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
