import Music
import Tokens

/// A tune of which some bars are to be composed anew.
public struct Recomposition: Sendable {
  /// The tune as it is, in tokens.
  public var tune: BarTokens
  /// The bars to be composed, by number from 0, each with its length in whole notes.
  public var anew: [Int: Fraction]
  /// Bars that become what another one becomes, by number: bars that were alike stay alike.
  public var alike: [Int: Int]
  /// How many ways are tried for each stretch of bars; the one that what follows fits best is likeliest to be taken.
  public var ways: Int

  /// A tune and the bars of it to be composed.
  ///
  /// - Precondition: every bar is one of the tune's, and a bar that becomes like another becomes like an earlier one that
  ///   is composed.
  public init(_ tune: BarTokens, anew: [Int: Fraction], alike: [Int: Int] = [:], ways: Int = 16) {
    precondition(anew.keys.allSatisfy(tune.bars.indices.contains), "a bar that is not there")
    precondition(alike.allSatisfy { anew[$0.value] != nil && $0.value < $0.key }, "a bar like one that is not composed")
    self.tune = tune
    self.anew = anew
    self.alike = alike
    self.ways = max(1, ways)
  }

  /// The stretches of neighbouring bars to be composed, in order.
  var stretches: [Range<Int>] {
    var result: [Range<Int>] = []
    for bar in anew.keys.sorted() {
      if let last = result.last, last.upperBound == bar {
        result[result.count - 1] = last.lowerBound..<bar + 1
      } else {
        result.append(bar..<bar + 1)
      }
    }
    return result
  }
}
