import Music
import Tokens

/// The tokens of a tune bar by bar: what stands between bar lines, and the bar lines between.
public struct BarTokens: Hashable, Sendable {
  /// Meter, key and type.
  public let header: [Token]
  /// What stands between bar lines, empty bars left out.
  public var bars: [[Token]] = []
  /// The bar lines before each bar and behind the last: one more than there are bars.
  public var lines: [[Token]] = [[]]

  /// Parts a sequence; O(n). Keys and meters that change within the tune belong to no bar and are left out.
  public init(_ sequence: TokenSequence) {
    var header: [Token] = []
    var bar: [Token] = []
    for token in sequence.tokens {
      switch token {
      case .meter, .key, .rhythm:
        if bars.isEmpty, bar.isEmpty { header.append(token) }
      case .bar:
        if !bar.isEmpty {
          bars.append(bar)
          lines.append([])
          bar = []
        }
        lines[lines.count - 1].append(token)
      default: bar.append(token)
      }
    }
    if !bar.isEmpty {
      bars.append(bar)
      lines.append([])
    }
    self.header = header
  }
}
