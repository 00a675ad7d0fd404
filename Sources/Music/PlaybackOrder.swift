/// The order in which the elements of a voice are played: repeats and endings followed, then parts and jumps.
///
/// ABC 2.1, sections 4.8 to 4.10. A repeat that ends without having started starts at the latest of: the beginning, the
/// last double bar, the last end of a repeat. A second ending that closes with `:|` is not played a third time.
public struct PlaybackOrder: Sendable {
  /// What is played, one stretch of elements after the other.
  public private(set) var stretches: [Range<Int>] = []
  /// How many elements are played, every note of a chord counted.
  public private(set) var length = 0
  /// Whether repeats were left out because the music grows past the limit.
  public private(set) var isCut = false

  /// How many elements are played at the most, so that no file can make the music explode.
  public static let limit = 1_000_000

  /// How many elements were looked at, also those of endings that were passed over.
  private var walked = 0
  private static let workLimit = 4 * limit

  /// Follows the bar lines of `elements`; O(elements played).
  ///
  /// - Parameters:
  ///   - parts: the order of the parts that `P:` fields mark; nil to play them as they come. A part that is not marked is
  ///     left out; music before the first mark is played first.
  ///   - jumps: where a `D.C.` or `D.S.` leads; see ``Jumps``.
  ///   - limit: after how many played elements repeats are no longer followed.
  public init(
    of elements: [Element], parts: PartOrder? = nil, jumps: Jumps = Jumps(), limit: Int = PlaybackOrder.limit
  ) {
    guard let parts, case let marked = PartMarks(elements), !marked.isEmpty else {
      follow(jumps, in: elements, limit: limit)
      return
    }
    let ranges = marked.ranges(in: parts)
    var time = 0
    for (index, part) in ranges.enumerated() {
      guard length < limit, walked < Self.workLimit else {
        isCut = true
        break
      }
      // `P:A4` over a part with endings is four passes, each with its ending, and not four times all of them
      // (section 4.10).
      let isAgain = index > 0 && ranges[index - 1] == part
      let comesAgain = index + 1 < ranges.count && ranges[index + 1] == part
      time = isAgain ? time + 1 : 1
      let isPass = (isAgain || comesAgain) && elements[part].contains(where: \.opensEnding)
      add(Walk.through(elements, part, limit: limit - length, as: isPass ? .pass(time) : .whole))
    }
  }

  private mutating func follow(_ jumps: Jumps, in elements: [Element], limit: Int) {
    var from = 0
    for jump in jumps.jumps where jump.from >= from {
      add(Walk.through(elements, from..<jump.from, limit: limit - length))
      for passage in jump.passages {
        guard length < limit, walked < Self.workLimit else {
          isCut = true
          break
        }
        add(Walk.through(elements, passage, limit: limit - length, as: .pass(nil)))
      }
      from = jump.goesOn
    }
    add(Walk.through(elements, from..<elements.count, limit: limit - length))
  }

  private mutating func add(_ walk: Walk) {
    stretches += walk.stretches
    length += walk.played
    walked += walk.count
    isCut = isCut || walk.isCut
  }
}

/// One walk through a voice or a stretch of it, jumping as a player does.
private struct Walk {
  /// The bar lines; `entry` is where what belongs to the music behind one begins: the fields before `[2`.
  let bars: [(index: Int, entry: Int, line: BarLine)]
  let map: EndingMap
  /// What the elements before each one cost to play, and at the end what all of them cost.
  let cost: [Int]
  let limit: Int
  var stretches: [Range<Int>] = []
  var played = 0
  var isCut = false

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
  /// Where the music of the present ending begins.
  var endingStart = (element: 0, bar: 0)
  /// Whether the endings of the part just finished may go on: `|1,3 ... :|2 ... :|` is through at the first `:|`.
  var isBehindEndings = false

  var count: Int { cost.count - 1 }

  /// How a stretch is played: with its repeats, or once, as the pass with a number or as the last.
  enum Way {
    case whole
    case pass(Int?)
  }

  /// Walks through `range` of `elements`.
  static func through(_ elements: [Element], _ range: Range<Int>, limit: Int, as way: Way = .whole) -> Walk {
    var walk = Walk(elements: elements[range], limit: limit)
    switch way {
    case .whole: walk.run()
    case .pass(let number): walk.runOnce(as: number)
    }
    guard range.lowerBound > 0 else { return walk }
    walk.stretches = walk.stretches.map { $0.lowerBound + range.lowerBound..<$0.upperBound + range.lowerBound }
    return walk
  }

  private init(elements: ArraySlice<Element>, limit: Int) {
    self.limit = limit
    var total = 0
    var cost = [0]
    cost.reserveCapacity(elements.count + 1)
    var bars: [(index: Int, entry: Int, line: BarLine)] = []
    // Where the fields and blanks begin that stand directly behind a bar line or the beginning.
    var entry = 0
    for index in 0..<elements.count {
      total += 1
      switch elements[elements.startIndex + index].kind {
      case .bar(let line):
        if !line.endings.isEmpty, line.repeatsBefore > 0 || line.repeatsAfter > 0 {
          // `:|2` is a repeat and then an ending, as if written apart.
          var sign = line
          sign.endings = []
          bars.append((index, index, sign))
          bars.append((index, index, BarLine("", endings: line.endings)))
        } else {
          bars.append((index, line.dividesBars || line.endings.isEmpty ? index : entry, line))
        }
        entry = index + 1
      case .field, .space, .lineEnd, .comment: break
      case .chord(let chord):
        total += max(0, chord.notes.count - 1)
        entry = index + 1
      default: entry = index + 1
      }
      cost.append(total)
    }
    self.cost = cost
    self.bars = bars
    map = EndingMap(of: bars.map(\.line))
  }

  mutating func run() {
    var k = 0
    while k < bars.count, played < limit {
      let (index, _, line) = bars[k]
      if line.repeatsBefore > 0 {
        // A first ending that is closed asks for a second pass even where no second ending is written.
        let times = max(lastEnding > 0 ? lastEnding : openTimes, line.repeatsBefore + 1)
        if pass < times {
          k = jumpBack(closing: index + 1)
          continue
        }
        isBehindEndings = lastEnding > 0
        beginPart(at: k, open: false)
      } else if line.endings.isEmpty {
        isBehindEndings = false
      }
      if line.repeatsAfter > 0 {
        beginPart(at: k, open: true)
        openTimes = line.repeatsAfter + 1
      } else if line.isDouble, line.endings.isEmpty, !isInEnding || pass >= lastEnding, !isOpen || isInEnding {
        beginPart(at: k, open: false)
      }
      if !line.endings.isEmpty {
        if line.endings.contains(1), isInEnding, pass > 1, pass >= lastEnding {
          // The next first ending: its part began with the ending before it, the last end of a repeat there is.
          start = endingStart
          pass = 1
          lastEnding = 0
          isInEnding = false
        }
        if lastEnding == 0, isBehindEndings || line.endings.contains(1) { lastEnding = min(map.highest[k], 64) }
        if line.endings.contains(pass) {
          isInEnding = true
          endingStart = (index + 1, k + 1)
        } else if isInEnding {
          // An ending that runs into the next one without a sign: it ends here all the same.
          if pass < lastEnding {
            k = jumpBack(closing: index)
            continue
          }
        } else if lastEnding > 0 {
          k = skipEnding(at: k)
          continue
        }
        // Else an ending for later passes to which no sign leads back: it is played as it comes.
      }
      k += 1
    }
    isCut = k < bars.count
    close(count)
  }

  /// Plays everything once; of the endings that belong together, that of a pass, or the last.
  mutating func runOnce(as pass: Int?) {
    var k = 0
    while k < bars.count, played < limit {
      let endings = bars[k].line.endings
      let wanted = min(pass ?? .max, map.highest[k])
      guard !endings.isEmpty, !endings.contains(wanted), !endings.contains(pass ?? wanted) else {
        k += 1
        continue
      }
      close(bars[k].entry)
      if let next = map.ending(for: wanted, behind: k) {
        from = bars[next].entry
        k = next + 1
      } else if let end = map.partEnd[k] {
        from = bars[end].index
        k = end + 1
      } else {
        from = count
        break
      }
    }
    close(count)
  }

  mutating func close(_ end: Int) {
    if end > from {
      stretches.append(from..<end)
      played += cost[end] - cost[from]
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

  /// Leaves out the ending at `k`, which is not for this pass; the bar line to look at next.
  mutating func skipEnding(at k: Int) -> Int {
    close(bars[k].entry)
    if let next = map.ending(for: pass, behind: k) {
      from = bars[next].entry
      isInEnding = true
      endingStart = (bars[next].index + 1, next + 1)
      return next + 1
    }
    // No ending for this pass: go on behind the part.
    if let end = map.partEnd[k] {
      from = bars[end].index
      beginPart(at: end, open: bars[end].line.repeatsAfter > 0)
      openTimes = bars[end].line.repeatsAfter + 1
      return end + 1
    }
    from = count
    return bars.count
  }
}

/// Where endings lead, worked out once so that no walk has to search; O(n).
///
/// Endings belong together up to the next start of a repeat or the next first ending.
private struct EndingMap {
  /// For every bar line, the highest ending from there on that belongs with it; 1 where there is none.
  private(set) var highest: [Int]
  /// For every bar line, the next one behind it that ends a part.
  private(set) var partEnd: [Int?]
  /// For every bar line, the first behind it that belongs with other endings.
  private var groupEnd: [Int]
  /// The bar lines at which the music of a pass opens, in order.
  private var openings: [Int: [Int]] = [:]

  init(of lines: [BarLine]) {
    highest = Array(repeating: 1, count: lines.count)
    partEnd = Array(repeating: nil, count: lines.count)
    groupEnd = Array(repeating: lines.count, count: lines.count)
    for k in lines.indices.reversed() {
      let own = lines[k].endings.max() ?? 1
      highest[k] = own
      guard k + 1 < lines.count else { continue }
      let next = lines[k + 1]
      partEnd[k] = next.endsPart && next.endings.isEmpty ? k + 1 : partEnd[k + 1]
      if next.repeatsAfter > 0 || next.endings.contains(1) {
        groupEnd[k] = k + 1
      } else {
        groupEnd[k] = groupEnd[k + 1]
        highest[k] = max(own, highest[k + 1])
      }
    }
    for (k, line) in lines.enumerated() {
      for pass in line.endings where openings[pass]?.last != k { openings[pass, default: []].append(k) }
    }
  }

  /// The bar line behind `k`, among those that belong with it, that opens the ending for `pass`; O(log n).
  func ending(for pass: Int, behind k: Int) -> Int? {
    guard let lines = openings[pass] else { return nil }
    var (low, high) = (0, lines.count)
    while low < high {
      let middle = (low + high) / 2
      if lines[middle] > k { high = middle } else { low = middle + 1 }
    }
    return low < lines.count && lines[low] < groupEnd[k] ? lines[low] : nil
  }
}

extension Element {
  fileprivate var opensEnding: Bool { if case .bar(let line) = kind { !line.endings.isEmpty } else { false } }
}
