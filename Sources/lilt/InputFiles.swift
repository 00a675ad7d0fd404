import Foundation

/// Reads what a command is given.
enum InputFiles {
  /// The bytes of a file, or of standard input for `-`.
  static func read(_ path: String) throws -> [UInt8] {
    if path == "-" { return Array(FileHandle.standardInput.readDataToEndOfFile()) }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure.input("\(path): there is no such file; check its name and folder")
    }
    guard !isFolder.boolValue else { throw Failure.input("\(path): this is a folder; name a file in it") }
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw Failure.device("\(path): cannot be read: \(error.localizedDescription)")
    }
  }
}
