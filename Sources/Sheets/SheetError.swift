/// Why there is no sheet.
public enum SheetError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A program that draws is not installed.
  case programMissing(name: String, apt: String, brew: String)
  /// A program that draws could not be run or did not draw.
  case failed(program: String, reason: String)
  /// A page cannot be put down for the next program to read.
  case cannotWrite(reason: String)

  /// What happened and what would mend it.
  public var description: String {
    switch self {
    case .programMissing(let name, let apt, let brew):
      "\(name) draws the sheets and is not installed; sudo apt-get install \(apt), or brew install \(brew)"
    case .failed(let program, let reason): "\(program) drew no sheet: \(reason)"
    case .cannotWrite(let reason): "a page cannot be kept for drawing: \(reason)"
    }
  }
}
