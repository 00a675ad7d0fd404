/// A reference parted in two at random, again and again: the yardstick of every measure.
///
/// Each half is also thinned to as many tunes as are judged, so that chance plays the same part in both.
struct HalfSplits {
  /// One parting; numbers of tunes of the reference.
  struct Split {
    var first: [Int]
    var second: [Int]
    /// As many of each as are judged.
    var thinFirst: [Int]
    var thinSecond: [Int]
    /// As many of the judged tunes.
    var judged: [Int]
  }

  private(set) var splits: [Split] = []

  /// Parts `reference` tunes `count` times to judge `tunes` others; no splits where either has too few.
  init(of reference: Int, judging tunes: Int, count: Int, using generator: inout some RandomNumberGenerator) {
    guard reference >= 2, tunes >= 1 else { return }
    let size = min(tunes, reference / 2)
    for _ in 0..<count {
      let order = Array(0..<reference).shuffled(using: &generator)
      let first = Array(order[..<(reference / 2)])
      let second = Array(order[(reference / 2)...])
      let judged =
        tunes > size ? Array((0..<tunes).shuffled(using: &generator).prefix(size)) : Array(0..<tunes)
      splits.append(
        Split(
          first: first, second: second, thinFirst: Array(first.prefix(size)), thinSecond: Array(second.prefix(size)),
          judged: judged))
    }
  }
}
