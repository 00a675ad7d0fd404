/// Why a checkpoint could not be read or written.
public struct CheckpointError: Error, Hashable, Sendable {
  /// Who has to act: the one who gave the file, or the one who runs the disk.
  public enum Kind: Hashable, Sendable {
    /// The file is not there.
    case missing
    /// The file is there and is not what it should be.
    case content
    /// The disk or its permissions: opening, reading or writing failed.
    case storage
  }

  /// Where in the file the fault lies.
  public enum Place: Hashable, Sendable {
    /// A byte, counted from the start of the file.
    case byte(Int)
    /// A tensor by name.
    case tensor(String)
    /// An entry of `__metadata__`.
    case metadata(String)
  }

  /// Who has to act.
  public var kind: Kind
  /// The file.
  public var path: String
  /// The place in it, where there is one.
  public var place: Place?
  /// What is wrong.
  public var problem: String
  /// What would mend it.
  public var remedy: String

  /// Describes a fault.
  public init(_ kind: Kind, path: String, at place: Place? = nil, _ problem: String, remedy: String) {
    self.kind = kind
    self.path = path
    self.place = place
    self.problem = problem
    self.remedy = remedy
  }
}

extension CheckpointError: CustomStringConvertible {
  /// `path: place: problem; remedy`, on one line.
  public var description: String {
    let position =
      switch place {
      case .byte(let offset): "byte \(offset): "
      case .tensor(let name): "tensor '\(name)': "
      case .metadata(let key): "metadata '\(key)': "
      case nil: ""
      }
    return "\(path): \(position)\(problem); \(remedy)"
  }
}
