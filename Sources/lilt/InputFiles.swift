import Corpora
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

  /// The files that paths stand for: themselves, and for a folder every ABC file below it, in the order of their names.
  static func tunes(in paths: [String]) throws -> [String] {
    var files: [String] = []
    for path in paths {
      var isFolder: ObjCBool = false
      guard path != "-", FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
        files.append(path)
        continue
      }
      let found: [String]
      do throws(CollectionError) {
        found = try CollectionFiles.list(path, extensions: ["abc"])
      } catch {
        throw error.isDevice ? Failure.device(error.description) : Failure.input(error.description)
      }
      guard !found.isEmpty else { throw Failure.input("\(path): there are no .abc files in this folder") }
      files += found
    }
    return files
  }

  /// How many bytes a file has; 0 where that cannot be told.
  static func size(of path: String) -> Int {
    (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
  }
}
