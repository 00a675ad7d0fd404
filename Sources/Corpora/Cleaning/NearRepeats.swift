/// Settings that say next to nothing new: nearly all of their outline, in whatever key, is that of an earlier tune.
struct NearRepeats {
  /// The places of the tunes that repeat an earlier one, ascending.
  let repeats: [Int]

  /// The share of both outlines that is the same.
  static let share = 0.9
  static let reason = "nearly the same as an earlier tune"

  /// Looks for them among `pieces`; about O(notes) for real collections.
  init(of pieces: [Piece]) {
    let outlines = pieces.map { MelodyOutline(of: $0.tune).figures }
    var holders: [UInt64: [Int]] = [:]
    var found: [Int] = []
    for (index, figures) in outlines.enumerated() {
      var shared: [Int: Int] = [:]
      for figure in figures { for other in holders[figure] ?? [] { shared[other, default: 0] += 1 } }
      let isRepeat = shared.contains { other, count in
        // Tunes of a handful of figures are alike by chance.
        count >= 8 && Double(count) >= Self.share * Double(max(figures.count, outlines[other].count))
      }
      if isRepeat {
        found.append(index)
      } else {
        for figure in figures { holders[figure, default: []].append(index) }
      }
    }
    repeats = found
  }
}
