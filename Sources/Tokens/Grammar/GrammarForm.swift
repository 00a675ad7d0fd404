/// Bar lines: where parts, repeats and endings may begin and end.
extension TuneGrammar.State {
  /// Whether the bar that would close now is as long as the last bar of its part.
  private var closesPart: Bool { !isFirstBar && !isPickup && position == closingLength }

  /// Bars of the part once the present one is closed; a pickup is none.
  private var barsWithThis: Int { part.bars + (isPickup ? 0 : 1) }

  /// Whether no further part may begin.
  func isTuneFull(in grammar: TuneGrammar) -> Bool { bars >= grammar.form.longestTune }

  private func isWhole(_ bars: Int, in grammar: TuneGrammar) -> Bool {
    bars >= grammar.form.partMultiple && bars % grammar.form.partMultiple == 0
  }

  /// Whether the present bar is the last of a second ending.
  var isEndOfPart: Bool { part.ending == .second && part.endingBars + 1 == part.endingLength }

  /// A plain bar line: within a part, or as the last of a tune.
  func allowsBar(in grammar: TuneGrammar) -> Bool {
    // A pickup is at most half a bar long; a first bar that is longer must be filled.
    if isFirstBar { return position == barTicks || position * 2 <= barTicks }
    switch part.ending {
    case .first: return position == due && part.endingBars + 1 < part.endingLength
    case .second:
      if part.endingBars + 1 < part.endingLength { return position == due }
      return closesPart && tied == nil && bars + barsWithThis >= grammar.form.shortestTune
    case .awaitingSecond: return false
    case .none: break
    }
    if closesTune(in: grammar), tied == nil { return true }
    guard position == due else { return false }
    // The bar that fills the part up to its longest closes it.
    return barsWithThis < longestPart
  }

  /// Whether a plain bar line here would have to be the tune's last.
  func mustEndWithThisBar(in grammar: TuneGrammar) -> Bool {
    isEndOfPart || position < due || barsWithThis >= longestPart
  }

  /// Whether a plain bar line here could be the tune's last.
  private func closesTune(in grammar: TuneGrammar) -> Bool {
    !part.isOpen && part.ending == .none && closesPart && isWhole(barsWithThis, in: grammar)
      && bars + barsWithThis >= grammar.form.shortestTune
  }

  func allowsRepeatEnd(in grammar: TuneGrammar) -> Bool {
    guard closesPart else { return false }
    switch part.ending {
    case .none: return isWhole(barsWithThis, in: grammar)
    case .first: return part.endingBars + 1 == part.endingLength
    default: return false
    }
  }

  func allowsRepeatStart(in grammar: TuneGrammar) -> Bool {
    if !hasBody { return true }
    // Directly behind `:|`, unless a second ending is due.
    if isBetweenParts { return part.ending != .awaitingSecond && !isTuneFull(in: grammar) && !part.isOpen }
    guard position > 0, brokenLength == nil, tuplet == nil else { return false }
    // Behind a pickup that is not repeated.
    if isFirstBar { return !part.isOpen && position * 2 <= barTicks }
    guard bars + barsWithThis < grammar.form.longestTune else { return false }
    if isEndOfPart { return closesPart }
    return part.ending == .none && !part.isOpen && closesPart && isWhole(barsWithThis, in: grammar)
  }

  /// A first ending of one or two bars, so placed that the part comes out whole.
  func allowsFirstEnding(in grammar: TuneGrammar) -> Bool {
    guard part.ending == .none, !isFirstBar, !isPickup, position == due, due == barTicks else { return false }
    let left = grammar.form.partMultiple - barsWithThis % grammar.form.partMultiple
    return left <= 2 && barsWithThis + left <= longestPart
  }

  func allowsEnd(in grammar: TuneGrammar) -> Bool {
    if mustEnd || canEnd { return tied == nil }
    return isBetweenParts && part.ending != .awaitingSecond && !part.isOpen
      && bars >= grammar.form.shortestTune
  }

  mutating func takeBarLine(_ kind: Kind, in grammar: TuneGrammar) {
    if !hasBody {
      // The only bar line that may open a tune is `|:`.
      part.isOpen = true
      return
    }
    switch kind {
    case .bar: closeBar(in: grammar)
    case .repeatEnd:
      countBar()
      if part.ending == .first {
        part.ending = .awaitingSecond
        // The second ending takes the place of the first: its bars are counted once.
        part.bars -= part.endingLength
        startBar(in: grammar)
      } else {
        beginPart(pickup: part.pickup, in: grammar)
      }
      isBetweenParts = true
    case .repeatStart:
      if isBetweenParts {
        part.isOpen = true
        isBetweenParts = false
      } else if isFirstBar {
        isFirstBar = false
        part = Part()
        part.isOpen = true
        startBar(in: grammar)
      } else {
        countBar()
        beginPart(pickup: part.pickup, in: grammar)
        part.isOpen = true
      }
    case .firstEnding:
      countBar()
      part.ending = .first
      part.endingLength = grammar.form.partMultiple - part.bars % grammar.form.partMultiple
      part.endingBars = 0
      startBar(in: grammar)
    case .secondEnding:
      part.ending = .second
      part.endingBars = 0
      isBetweenParts = false
      startBar(in: grammar)
    default: break
    }
  }

  private mutating func closeBar(in grammar: TuneGrammar) {
    if isFirstBar {
      isFirstBar = false
      if position < barTicks {
        part.pickup = position
      } else {
        part.bars = 1
      }
      return startBar(in: grammar)
    }
    mustEnd = mustEndWithThisBar(in: grammar)
    canEnd = closesTune(in: grammar)
    countBar()
    startBar(in: grammar)
  }

  private mutating func countBar() {
    guard !isPickup else { return }
    part.bars += 1
    if part.ending == .first || part.ending == .second { part.endingBars += 1 }
  }

  /// Begins a bar: a pickup where the part has one and is at its start, else a full bar, or what is left of one where it
  /// must be the last of the part or ending.
  private mutating func startBar(in grammar: TuneGrammar, asPickup: Bool = false) {
    position = 0
    isPickup = asPickup
    let isLastOfEnding =
      part.ending == .first || part.ending == .second ? part.endingBars + 1 == part.endingLength : false
    let isLastOfPart = part.bars + 1 >= longestPart
    due = asPickup ? part.pickup : isLastOfEnding || isLastOfPart ? closingLength : barTicks
  }

  /// Begins the next part; its first bar is as long as the pickup, if there is one.
  private mutating func beginPart(pickup: Int, in grammar: TuneGrammar) {
    bars += part.bars
    part = Part()
    part.pickup = pickup
    startBar(in: grammar, asPickup: pickup > 0)
  }
}
