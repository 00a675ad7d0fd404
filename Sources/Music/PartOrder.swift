/// The order in which the parts of a tune are played: `P:AABB`, `P:((AB)3.(CD)3)2` (ABC 2.1, section 3.1.9).
public struct PartOrder: Hashable, Sendable {
  /// The parts in order, repetitions written out.
  public private(set) var labels: [Character]

  /// How many parts an order may name, repetitions written out, so that `((((A9)9)9)9)` cannot explode.
  public static let limit = 4096

  /// Reads an order; nil where it names no part, is not balanced, or grows past ``limit``; O(n + labels).
  ///
  /// Dots and blanks part the letters and mean nothing.
  public init?(_ text: String) {
    var open: [[Character]] = [[]]
    /// What a number would repeat: a letter or what was in parentheses.
    var last: [Character] = []
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "A"..."Z", "a"..."z":
        last = [Character(scalar)]
        open[open.count - 1] += last
      case "(":
        guard open.count < 64 else { return nil }
        open.append([])
      case ")":
        guard open.count > 1, let group = open.popLast() else { return nil }
        last = group
        open[open.count - 1] += group
      case "0"..."9":
        var times = Int(scalar.value) - 48
        while let digit = rest.first, ("0"..."9").contains(digit) {
          rest.removeFirst()
          times = min(PartOrder.limit, times * 10 + Int(digit.value) - 48)
        }
        guard times > 0, !last.isEmpty, last.count * times <= PartOrder.limit else { return nil }
        for _ in 1..<times { open[open.count - 1] += last }
        last = []
      case ".", " ", "\t": last = []
      default: return nil
      }
      guard open[open.count - 1].count <= PartOrder.limit else { return nil }
    }
    guard open.count == 1, !open[0].isEmpty else { return nil }
    labels = open[0]
  }
}
