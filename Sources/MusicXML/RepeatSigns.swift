import Music

/// Where a voice is repeated, as it is played and not as it is written.
///
/// ABC leaves starts of repeats out, closes last endings with `:|` and runs endings together without a sign; programs that
/// read MusicXML each guess otherwise. The jumps of ``PlaybackOrder`` leave nothing to guess.
struct RepeatSigns {
  /// How often the music jumps back at a bar line, by the bar line's place among the elements.
  private(set) var jumps: [Int: Int] = [:]
  /// The elements that begin a part which is played again.
  private(set) var starts: Set<Int> = []

  /// Follows the repeats of `elements`, which are one voice; O(elements played).
  init(of elements: [Element]) {
    let stretches = PlaybackOrder(of: elements).stretches
    for (from, to) in zip(stretches, stretches.dropFirst()) where to.lowerBound < from.upperBound {
      let places = [from.upperBound - 1, from.upperBound]
      guard let sign = places.first(where: { Self.mayRepeat(elements, at: $0, isLast: $0 < from.upperBound) }) else {
        // No repeat but a sign such as D.C.; what is played after it says nothing new.
        break
      }
      jumps[sign, default: 0] += 1
      starts.insert(to.lowerBound)
    }
  }

  /// Whether a jump back may be a repeat's: at a `:|` that was just played, or before an ending.
  private static func mayRepeat(_ elements: [Element], at index: Int, isLast: Bool) -> Bool {
    guard elements.indices.contains(index), case .bar(let line) = elements[index].kind else { return false }
    return isLast ? line.repeatsBefore > 0 : !line.endings.isEmpty
  }
}
