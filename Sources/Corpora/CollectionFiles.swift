import Foundation

/// Finds the files of a collection.
public enum CollectionFiles {
  /// The file at `path`, or every file below a folder in the order of their names, hidden ones left out.
  ///
  /// - Parameter extensions: endings of the names looked at in a folder, lower-case; nil for all forms Lilt reads.
  public static func list(_ path: String, extensions: Set<String>? = nil) throws(CollectionError) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CollectionError(path: path, reason: "there is no such file or folder; check its name", isDevice: false)
    }
    guard isFolder.boolValue else { return [path] }
    guard let names = FileManager.default.enumerator(atPath: path) else {
      throw CollectionError(path: path, reason: "this folder cannot be listed", isDevice: true)
    }
    var files: [String] = []
    for case let name as String in names where !(name as NSString).pathComponents.contains(where: { $0.hasPrefix(".") })
    {
      let file = (path as NSString).appendingPathComponent(name)
      if FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue,
        (extensions ?? CollectionForm.extensions).contains((name as NSString).pathExtension.lowercased())
      {
        files.append(file)
      }
    }
    return files.sorted()
  }
}

/// The forms of a collection that Lilt reads.
public enum CollectionForm: String, Hashable, Sendable {
  /// An ABC tunebook.
  case abc = "ABC"
  /// Tokens of the folk-rnn v2 or v3 scheme, a tune a line or tunes parted by blank lines.
  case tokens
  /// thesession.org's `tunes.json`.
  case sessionJSON = "thesession.org JSON"
  /// thesession.org's `tunes.csv`.
  case sessionCSV = "thesession.org CSV"

  /// Endings of the files looked at in a folder; a file named by itself may have any.
  static let extensions: Set<String> = ["abc", "txt", "json", "csv", "tokens", ""]

  /// Tells the form from the name's ending and the beginning of the content; nil where there are no tunes in it.
  public init?(of bytes: [UInt8], file: String) {
    switch (file as NSString).pathExtension.lowercased() {
    case "json": self = .sessionJSON
    case "csv": self = .sessionCSV
    default:
      let beginning = String(decoding: bytes.prefix(100_000), as: UTF8.self)
      if TokenFile.looksLikeOne(beginning) {
        self = .tokens
      } else if beginning.split(whereSeparator: \.isNewline).contains(where: {
        $0.hasPrefix("X:") || $0.hasPrefix("K:") || $0.hasPrefix("[K:")
      }) {
        self = .abc
      } else {
        return nil
      }
    }
  }
}
