/// Why an index could not be read.
public struct MelodyIndexError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong.
  public enum Kind: Hashable, Sendable {
    /// There is no such file.
    case missing
    /// The file is there and is not what it should be.
    case content
    /// The disk or its permissions.
    case storage
  }

  /// What went wrong.
  public var kind: Kind
  /// The file; empty for bytes from elsewhere.
  public var path: String
  /// The byte at fault, counted from the start of the file, where there is one.
  public var byte: Int?
  /// What is wrong.
  public var problem: String
  /// What would mend it.
  public var remedy: String

  init(
    _ kind: Kind = .content, byte: Int? = nil, _ problem: String, remedy: String = "write it anew from the collection"
  ) {
    self.kind = kind
    path = ""
    self.byte = byte
    self.problem = problem
    self.remedy = remedy
  }

  /// `path: byte 12: problem; remedy`.
  public var description: String {
    (path.isEmpty ? "" : path + ": ") + (byte.map { "byte \($0): " } ?? "") + problem + "; " + remedy
  }
}
