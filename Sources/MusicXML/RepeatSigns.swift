import Music

/// Where a voice is repeated, as it is played and not as it is written.
///
/// ABC leaves starts of repeats out, closes last endings with `:|`, runs endings together without a sign and misnumbers
/// them; programs that read MusicXML each guess otherwise. The jumps of ``PlaybackOrder`` leave nothing to guess.
struct RepeatSigns {
  /// How often the music jumps back at a bar line, by the bar line's place among the elements.
  private(set) var jumps: [Int: Int] = [:]
  /// The elements that begin a part which is played again.
  private(set) var starts: Set<Int> = []
  /// The passes on which an ending is played, by the place of the sign that opens it.
  private(set) var passes: [Int: Set<Int>] = [:]

  /// Follows the repeats of `elements`, which are one voice; O(elements played).
  init(of elements: [Element]) {
    let stretches = PlaybackOrder(of: elements).stretches
    let endings = elements.indices.filter {
      if case .bar(let line) = elements[$0].kind { !line.endings.isEmpty } else { false }
    }
    for (from, to) in zip(stretches, stretches.dropFirst()) where to.lowerBound < from.upperBound {
      let end = from.upperBound
      guard let sign = [end - 1, end].first(where: { Self.mayRepeat(elements, at: $0, isLast: $0 < end) }) else {
        continue
      }
      jumps[sign, default: 0] += 1
      starts.insert(to.lowerBound)
    }
    if !endings.isEmpty { countPasses(stretches, endings: endings) }
  }

  /// Whether a jump back may be a repeat's: at a `:|` that was just played, or before an ending.
  private static func mayRepeat(_ elements: [Element], at index: Int, isLast: Bool) -> Bool {
    guard elements.indices.contains(index), case .bar(let line) = elements[index].kind else { return false }
    return isLast ? line.repeatsBefore > 0 : !line.endings.isEmpty
  }

  /// Counts the passes through each part: from its start to the last jump back to it, and on to the next part.
  private mutating func countPasses(_ stretches: [Range<Int>], endings: [Int]) {
    var runs: [[Range<Int>]] = []
    for stretch in stretches {
      if let last = runs.last?.last, stretch.lowerBound >= last.upperBound {
        runs[runs.count - 1].append(stretch)
      } else {
        runs.append([stretch])
      }
    }
    func start(of run: Int) -> Int { runs[run].first?.lowerBound ?? 0 }
    var pass = 1
    for run in runs.indices {
      // The next run begins where this one jumped back to: the same part, or one that began within this run.
      let next = run + 1 < runs.count ? start(of: run + 1) : .max
      let isSamePart = run + 1 < runs.count && pass > 1 && next == start(of: run)
      let bound = isSamePart ? .max : next
      for stretch in runs[run] {
        var index = Self.firstIndex(of: endings, from: stretch.lowerBound)
        // What `:|2` opens is not played where it jumps back.
        let isJump = run + 1 < runs.count && stretch == runs[run].last
        while index < endings.count, endings[index] < stretch.upperBound - (isJump ? 1 : 0) {
          // A part that begins here is on its first pass.
          passes[endings[index], default: []].insert(endings[index] < bound ? pass : 1)
          index += 1
        }
      }
      pass = isSamePart ? pass + 1 : 2
    }
  }

  /// The first of sorted `numbers` that is not below `bound`; O(log n).
  private static func firstIndex(of numbers: [Int], from bound: Int) -> Int {
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
