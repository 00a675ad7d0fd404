/// How few tokens fill what is left of a bar; lengths in grains, the shortest note there is.
///
/// Whatever is left of a bar is a whole number of grains, and a grain has a token, so that it can always be filled.
final class BarFill: Sendable {
  /// More tokens than any tune has, and few enough to be added up.
  static let never = 1 << 40

  /// Tokens that fill so many grains.
  let fill: [Int]
  /// Tokens behind an open note that make it last exactly so many grains: none, one, or never.
  let exactly: [Int]
  /// Tokens behind an open note that is not the last to fill so many grains.
  let beyond: [Int]
  /// Tokens of the notes of a tuplet and of what fills the rest, by the tuplet's number.
  let tuplets: [[Int]]
  /// How many tokens more a bar may take whose first note is given and must not be its last.
  let tiedSurplus: Int

  /// - Parameters:
  ///   - longest: the longest bar in grains.
  ///   - isCompound: whether the meter's beats divide in three, on which the time of some tuplets hangs.
  ///   - Complexity: O(longest * lengths * tuplets).
  init(_ vocabulary: GrammarVocabulary, longest: Int, isCompound: Bool) {
    let quaver = vocabulary.quaver
    let lengths = vocabulary.lengths
    var fill = [Int](repeating: Self.never, count: longest + 1)
    var beyond = fill
    var surplus = 0
    fill[0] = 0
    var exactly = [Int](repeating: Self.never, count: max(longest, lengths.last ?? 0) + 1)
    for length in lengths { exactly[length] = length == quaver ? 0 : 1 }
    for room in 0...longest where room > 0 {
      for length in lengths where length < room {
        beyond[room] = min(beyond[room], exactly[length] + fill[room - length])
      }
      fill[room] = 1 + min(exactly[room], beyond[room])
      if room >= 2 { surplus = max(surplus, beyond[room] + 1 - fill[room]) }
    }
    var tuplets: [[Int]] = []
    for tuplet in vocabulary.tuplets {
      let time = tuplet.time(isCompound: isCompound)
      var row = [Int](repeating: Self.never, count: longest + 1)
      for room in 0...longest {
        for length in lengths where length * time <= room {
          row[room] = min(row[room], tuplet.count * (1 + exactly[length]) + fill[room - length * time])
        }
      }
      tuplets.append(row)
    }
    (self.fill, self.exactly, self.beyond, self.tuplets, tiedSurplus) = (fill, exactly, beyond, tuplets, surplus)
  }
}
