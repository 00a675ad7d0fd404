/// Why norms could not be read.
public struct NormsError: Error, Hashable, Sendable, CustomStringConvertible {
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
  /// What is wrong, with its place in the file where that is known.
  public var problem: String
  /// What would mend it.
  public var remedy: String

  init(
    _ problem: String, kind: Kind = .content, path: String = "", remedy: String = "write it anew with lilt norms"
  ) {
    self.kind = kind
    self.path = path
    self.problem = problem
    self.remedy = remedy
  }

  /// `path: problem; remedy`.
  public var description: String { (path.isEmpty ? "" : path + ": ") + problem + "; " + remedy }
}
