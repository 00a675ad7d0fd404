extension ContextReader {
  /// How far a tune has come: the place of what comes next, and the bars behind it.
  public struct State: Sendable {
    var memory = BarMemory()
    /// The number of the bar; 0 is the first, or the pickup before it.
    var bar = 0
    var barTicks: Int?
    /// Where the note or sign that came last begins, its order there (see ``BarMemory/Place``), and where the next begins.
    var start = 0
    var order = BarMemory.Place.opening
    var end = 0
    /// Whether the length of the last note may still follow.
    private var isOpen = false
    private var isInChord = false
    var isFirstBar = true
    /// The bar the part begins with, that of the part before, and the bar of the first ending.
    var partStart = 0
    var partBefore = 0
    var firstEnding: Int?
    /// Where in the bar the music behind a repeat sign goes on.
    var resumed = 0
    /// Notes of the tuplet that are still to come, and its ratio.
    private var tuplet = (left: 0, count: 1, time: 1)
    /// What broken rhythm does to the next note, in sixteenths.
    private var nextShare = 16
    /// How the last note's length is scaled: by its tuplet, by broken rhythm.
    private var ratio = (count: 1, time: 1)
    private var share = 16
    /// What stood at this place, for each number of bars back.
    private var expected: [TokenID?]
    private var streaks: [Int]

    init(looks: Int) {
      expected = Array(repeating: nil, count: looks)
      streaks = Array(repeating: 0, count: looks)
    }
  }
}

extension ContextReader.State {
  /// Takes the next token of the tune; O(tokens of a bar).
  ///
  /// - Precondition: it is one of the reader's vocabulary.
  public mutating func take(_ token: TokenID, _ reader: ContextReader) {
    for index in streaks.indices {
      // A changed note weakens a likeness and does not end it.
      streaks[index] = expected[index] == token ? streaks[index] + 1 : streaks[index] / 2
    }
    move(token, reader.signs[Int(token)])
    for (index, bars) in reader.context.barsBack.enumerated() {
      expected[index] = memory.token(behind: last, bar: bar - bars)
    }
  }

  /// Appends the row of every one-hot input for the token that comes next.
  public func appendRows(to rows: inout [Int32], _ reader: ContextReader) {
    let starts = reader.starts
    rows.append(starts[0] + Int32(place))
    rows.append(starts[1] + Int32(barOfPart))
    rows.append(starts[2] + Int32(longestStreak))
    let none = Int32(reader.signs.count)
    for (index, token) in expected.enumerated() { rows.append(starts[3 + index] + (token ?? none)) }
  }

  /// Whether what comes next may still belong to the note or chord that began at ``start``.
  private var isUnfinished: Bool { isOpen || isInChord }

  /// The place behind which the next token lies.
  private var last: BarMemory.Place {
    isUnfinished || end == start
      ? BarMemory.Place(tick: start, order: order) : BarMemory.Place(tick: end, order: BarMemory.Place.before)
  }

  private var place: Int {
    let semiquaver = ContextSign.quaver / 2
    let tick = isUnfinished ? start : end
    if tick >= 32 * semiquaver { return 33 }
    return tick % semiquaver == 0 ? tick / semiquaver : 32
  }

  private var barOfPart: Int {
    let number = bar - partStart
    return number < 0 ? 33 : min(number, 32)
  }

  /// 0 for none, else which look, and the class of its length.
  private var longestStreak: Int {
    var best = 0
    var length = 0
    for (index, streak) in streaks.enumerated() where streak > length { (best, length) = (index, streak) }
    return length == 0 ? 0 : 1 + best * MetricalContext.streaks + (length < 4 ? 0 : length < 12 ? 1 : 2)
  }

  private mutating func move(_ token: TokenID, _ sign: ContextSign) {
    switch sign {
    case .meter(let ticks): barTicks = ticks
    case .note:
      if isInChord { order += 1 } else { begin() }
      remember(token)
      if !isInChord { sound() }
    case .chordStart:
      begin()
      isInChord = true
      remember(token)
    case .chordEnd:
      order += 1
      remember(token)
      isInChord = false
      sound()
    case .length(let ticks, let broken):
      order += 1
      remember(token)
      // Lengths within a chord are those of its notes; how long it lasts stands behind it.
      guard !isInChord else { break }
      last(ticks)
      isOpen = false
      if broken != 0 { breakRhythm(broken, length: ticks) }
    case .broken(let signs):
      order += 1
      remember(token)
      isOpen = false
      breakRhythm(signs, length: ContextSign.quaver)
    case .tuplet(let count, let time):
      begin()
      remember(token)
      tuplet = (count, count, time)
    case .tie:
      order += 1
      remember(token)
      isOpen = false
    case .bar(let repeats, let ending):
      order = start == end && start == resumed ? BarMemory.Place.opening : BarMemory.Place.closing
      start = end
      remember(token)
      (isOpen, isInChord, tuplet.left, nextShare) = (false, false, 0, 16)
      endBar(repeats: repeats, ending: ending)
    case .other: break
    }
  }

  /// Goes on to where the next note or sign begins.
  private mutating func begin() {
    order = end == start ? max(order + 1, 0) : 0
    start = end
    isOpen = false
  }

  private mutating func remember(_ token: TokenID) {
    memory.add(token, at: BarMemory.Place(tick: start, order: order), bar: bar)
  }

  /// A note begins, a quaver long unless a length follows.
  private mutating func sound() {
    ratio = tuplet.left > 0 ? (tuplet.count, tuplet.time) : (1, 1)
    tuplet.left = max(0, tuplet.left - 1)
    (share, nextShare) = (nextShare, 16)
    last(ContextSign.quaver)
    isOpen = true
  }

  /// The note at ``start`` is written `ticks` long.
  private mutating func last(_ ticks: Int) { end = start + ticks * ratio.time / ratio.count * share / 16 }

  /// The note at ``start`` takes time of the next, or gives it: dotted once, twice or three times.
  private mutating func breakRhythm(_ signs: Int, length: Int) {
    let short = 16 >> min(abs(signs), 4)
    share = share * (signs > 0 ? 32 - short : short) / 16
    nextShare = signs > 0 ? short : 32 - short
    last(length)
  }
}
