/// How few tokens fill what is left of a bar; lengths in grains, the shortest note there is.
///
/// Whatever is left of a bar is a whole number of grains, and a grain has a token, so that it can always be filled.
struct BarFill: Sendable {
  /// More tokens than any tune has, and few enough to be added up.
  static let never = 1 << 40

  /// Tokens that fill so many grains.
  private(set) var fill: [Int]
  /// Tokens behind an open note that make it last exactly so many grains: none, one, or never.
  private(set) var exactly: [Int]
  /// Tokens behind an open note that is not the last to fill so many grains.
  private(set) var beyond: [Int]
  /// Tokens of the notes of a tuplet and of what fills the rest, by the tuplet's number.
  private(set) var tuplets: [[Int]]
  /// How many tokens more a bar may take whose first note is given and must not be its last.
  private(set) var tiedSurplus = 0

  /// - Parameters:
  ///   - longest: the longest bar in grains.
  ///   - isCompound: whether the meter's beats divide in three, on which the time of some tuplets hangs.
  ///   - Complexity: O(longest * lengths * tuplets).
  init(_ vocabulary: GrammarVocabulary, longest: Int, isCompound: Bool) {
    let quaver = vocabulary.quaver
    fill = [Int](repeating: Self.never, count: longest + 1)
    beyond = fill
    fill[0] = 0
    exactly = [Int](repeating: Self.never, count: max(longest, vocabulary.lengths.last ?? 0) + 1)
    for length in vocabulary.lengths { exactly[length] = length == quaver ? 0 : 1 }
    for room in 1...max(longest, 1) where room <= longest {
      for length in vocabulary.lengths where length < room {
        beyond[room] = min(beyond[room], exactly[length] + fill[room - length])
      }
      fill[room] = 1 + min(exactly[room], beyond[room])
      if room >= 2 { tiedSurplus = max(tiedSurplus, beyond[room] + 1 - fill[room]) }
    }
    let (fill, exactly) = (fill, exactly)
    tuplets = []
    for tuplet in vocabulary.tuplets {
      let time = tuplet.time(isCompound: isCompound)
      let row = (0...longest).map { room in
        vocabulary.lengths.reduce(Self.never) { best, length in
          guard length * time <= room else { return best }
          return min(best, tuplet.count * (1 + exactly[length]) + fill[room - length * time])
        }
      }
      tuplets.append(row)
    }
  }
}
