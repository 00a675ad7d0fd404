/// The order in which the elements of a voice are played: repeats and endings followed.
///
/// ABC 2.1, sections 4.8 to 4.10. A repeat that ends without having started starts at the latest of: the beginning, the
/// last double bar, the last end of a repeat. A second ending that closes with `:|` is not played a third time.
public struct PlaybackOrder: Sendable {
  /// What is played, one stretch of elements after the other.
  public private(set) var stretches: [Range<Int>] = []
  /// Whether the music was cut because its repeats grow past ``limit``.
  public private(set) var isCut = false

  /// How many elements are played at the most, so that no file can make the music explode.
  public static let limit = 1_000_000

  /// Follows the bar lines of `elements`; O(elements played).
  public init(of elements: [Element]) {
    var walk = Walk(elements: elements)
    walk.run()
    stretches = walk.stretches
    isCut = walk.played >= Self.limit
  }
}

/// One walk through a voice, jumping as a player does.
private struct Walk {
  let bars: [(index: Int, line: BarLine)]
  let count: Int
  var stretches: [Range<Int>] = []
  var played = 0

  /// Where the present stretch begins.
  var from = 0
  /// Where the part that may be repeated begins: an element, and the bar line to look at next from there.
  var start = (element: 0, bar: 0)
  /// Whether `|:` opened the part.
  var isOpen = false
  /// How often the opening sign asks for the part to be played.
  var openTimes = 1
  var pass = 1
  /// The highest ending of the part; 0 while none was met.
  var lastEnding = 0
  var isInEnding = false

  init(elements: [Element]) {
    count = elements.count
    bars = elements.indices.flatMap { index -> [(Int, BarLine)] in
      guard case .bar(let line) = elements[index].kind else { return [] }
      guard !line.endings.isEmpty, line.repeatsBefore > 0 || line.repeatsAfter > 0 else { return [(index, line)] }
      // `:|2` is a repeat and then an ending, as if written apart.
      var sign = line
      sign.endings = []
      return [(index, sign), (index, BarLine("", endings: line.endings))]
    }
  }

  mutating func run() {
    var k = 0
    while k < bars.count, played < PlaybackOrder.limit {
      let (index, line) = bars[k]
      if line.repeatsBefore > 0 {
        let times = lastEnding > 0 ? lastEnding : max(line.repeatsBefore + 1, openTimes)
        if pass < times {
          k = jumpBack(closing: index + 1)
          continue
        }
        beginPart(at: k, open: false)
      }
      if line.repeatsAfter > 0 {
        beginPart(at: k, open: true)
        openTimes = line.repeatsAfter + 1
      } else if line.isDouble, line.endings.isEmpty, !isInEnding || pass >= lastEnding, !isOpen || isInEnding {
        beginPart(at: k, open: false)
      }
      if !line.endings.isEmpty {
        if lastEnding == 0 { lastEnding = highestEnding(from: k) }
        if line.endings.contains(pass) {
          isInEnding = true
        } else if isInEnding {
          // An ending that runs into the next one without a sign: it ends here all the same.
          if pass < lastEnding {
            k = jumpBack(closing: index)
            continue
          }
        } else {
          k = skipEnding(at: k)
          continue
        }
      }
      k += 1
    }
    close(count)
  }

  mutating func close(_ end: Int) {
    if end > from {
      stretches.append(from..<end)
      played += end - from
    }
    // A jump costs something even where nothing sounds, so that empty repeats end too.
    played += 1
    from = end
  }

  mutating func jumpBack(closing end: Int) -> Int {
    close(end)
    from = start.element
    pass += 1
    isInEnding = false
    return start.bar
  }

  mutating func beginPart(at k: Int, open: Bool) {
    start = (bars[k].index + 1, k + 1)
    isOpen = open
    openTimes = 1
    pass = 1
    lastEnding = 0
    isInEnding = false
  }

  /// The bar lines of the endings that belong with the one at `k`.
  func group(from k: Int) -> Range<Int> {
    var end = k + 1
    while end < bars.count {
      let line = bars[end].line
      if line.repeatsAfter > 0 || line.endings.contains(1) { break }
      end += 1
    }
    return k..<end
  }

  func highestEnding(from k: Int) -> Int {
    min(group(from: k).flatMap { bars[$0].line.endings }.max() ?? 1, 64)
  }

  /// Leaves out the ending at `k`, which is not for this pass; the bar line to look at next.
  mutating func skipEnding(at k: Int) -> Int {
    close(bars[k].index)
    let group = group(from: k)
    if let next = group.dropFirst().first(where: { bars[$0].line.endings.contains(pass) }) {
      from = bars[next].index
      isInEnding = true
      return next + 1
    }
    // No ending for this pass: go on behind the part.
    if let end = bars.indices.dropFirst(k + 1).first(where: { bars[$0].line.endsPart }) {
      from = bars[end].index
      beginPart(at: end, open: bars[end].line.repeatsAfter > 0)
      openTimes = bars[end].line.repeatsAfter + 1
      return end + 1
    }
    from = count
    return bars.count
  }
}
