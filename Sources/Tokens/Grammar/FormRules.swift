/// Which bar lines may close a bar or stand before it, by the place of the bar in the form.
extension FormPlan {
  typealias Step = (line: FormEdge.Line, length: FormEdge.Length, target: FormPoint, beginsPart: Bool)

  /// The first bar of a tune.
  var start: FormPoint {
    var point = FormPoint()
    point.isFirst = true
    point.mayOpen = pattern?[0].isRepeated ?? true
    if pattern?[0].isRepeated == false { point.mode = .single }
    return point
  }

  /// What may be written at a point; complete but for `</s>`, which ``FormPoint/mayEnd`` stands for.
  func steps(from point: FormPoint) -> [Step] {
    if point.ending == .awaitingSecond {
      var next = point
      next.ending = .second
      return [(.secondEnding, .nothing, next, false)]
    }
    var result: [Step] = []
    if point.mayOpen {
      var next = point
      next.mode = .open
      next.isOpened = next.isFirst
      next.mayOpen = false
      next.mayEnd = false
      result.append((.repeatStart, .nothing, next, false))
    }
    if point.isFirst, opensWithBarLine, !point.isOpened {
      var next = point
      next.isOpened = true
      next.mayOpen = false
      result.append((.bar, .nothing, next, false))
    }
    guard point.goesOn else { return result }
    if point.isPickup {
      var next = FormPoint()
      (next.part, next.done, next.mode, next.hasPickup) = (point.part, point.done, point.mode, true)
      result.append((.bar, .pickup, next, false))
      if point.mayOpen {
        // The pickup is played before the repeat.
        next.mode = .open
        next.hasPickup = false
        result.append((.repeatStart, .pickup, next, false))
      }
      return result
    }
    if point.isFirst { result += pickups(from: point) }
    switch point.ending {
    case .none: return result + plain(from: point)
    case .first: return result + first(from: point)
    default: return result + second(from: point)
    }
  }

  /// A first bar that is left short, as the pickup of the first part or one before its repeat.
  private func pickups(from point: FormPoint) -> [Step] {
    var inside = FormPoint()
    inside.mode = point.mode
    inside.hasPickup = true
    var result: [Step] = [(.bar, .freePickup, inside, false)]
    if point.mode == .implied {
      var outside = FormPoint()
      outside.mode = .open
      result.append((.repeatStart, .freePickup, outside, true))
    }
    return result
  }

  /// Bar lines in a part outside endings.
  private func plain(from point: FormPoint) -> [Step] {
    var result: [Step] = []
    let bars = point.bars + 1
    let total = point.done + bars
    let part = pattern?[point.part]
    let isWhole = isWhole(bars, behind: point.done) && (pattern == nil || bars == partLength)
    let mayRepeat = point.mode != .single && (part?.isRepeated ?? true) && bars <= longestRepeat
    let longest = pattern != nil ? partLength : point.mode == .open ? longestPart : longestStretch(behind: point.done)

    // A plain bar line: the part goes on, and may be over where it is played once.
    var next = point
    next.bars = bars
    (next.isFirst, next.isOpened, next.mayOpen, next.mayEnd) = (false, false, false, false)
    if next.mode == .implied, bars >= longestRepeat { next.mode = .single }
    let isOnce = point.mode != .open && !(part?.isRepeated ?? false)
    if bars < longest {
      next.mayEnd = pattern == nil && isOnce && isWhole && mayEnd(with: total)
      result.append((.bar, .full, next, false))
    } else if isOnce, isWhole {
      if pattern != nil, let over = over(point, bars: bars, line: .bar) {
        result.append((.bar, .full, over, over.goesOn))
      } else if isLast(point, total) {
        result.append((.bar, .full, ended, false))
      }
    }
    guard isWhole else { return result + firstEnding(from: point) }
    if isOnce {
      if isLast(point, total) { result += endings(of: point) }
      result += openings(behind: point, bars: bars)
    }
    if mayRepeat, let over = over(point, bars: bars, line: .repeatEnd) {
      result.append((.repeatEnd, point.hasPickup ? .closing : .full, over, true))
    }
    return result + firstEnding(from: point)
  }

  private var longestRepeat: Int { pattern != nil ? partLength : longestPart }

  /// A first ending, so placed that the part can come out whole.
  private func firstEnding(from point: FormPoint) -> [Step] {
    let bars = point.bars + 1
    let part = pattern?[point.part]
    guard point.mode != .single, part?.isRepeated ?? true else { return [] }
    let left = multiple - bars % multiple
    guard left <= longestEnding, bars + left <= longestRepeat, isWhole(bars + left, behind: point.done) else {
      return []
    }
    var next = point
    next.bars = bars
    next.ending = .first
    (next.isFirst, next.isOpened, next.mayOpen, next.mayEnd) = (false, false, false, false)
    return [(.firstEnding, .full, next, false)]
  }

  /// Bar lines in a first ending: its length is settled when it closes.
  private func first(from point: FormPoint) -> [Step] {
    var result: [Step] = []
    var next = point
    next.bars += 1
    next.endingBars += 1
    let (bars, length) = (next.bars, next.endingBars)
    if length < longestEnding, bars < longestRepeat { result.append((.bar, .full, next, false)) }
    guard isWhole(bars, behind: point.done), pattern == nil || bars == partLength else { return result }
    next.ending = .awaitingSecond
    next.endingLength = length
    // The second ending takes the place of the first: its bars are counted once.
    next.bars -= length
    next.endingBars = 0
    return result + [(.repeatEnd, point.hasPickup ? .closing : .full, next, false)]
  }

  private func second(from point: FormPoint) -> [Step] {
    if point.endingBars + 1 < point.endingLength {
      var next = point
      next.bars += 1
      next.endingBars += 1
      return [(.bar, .full, next, false)]
    }
    let bars = point.bars + 1
    var result = openings(behind: point, bars: bars)
    if let over = over(point, bars: bars, line: .bar) { result.append((.bar, .full, over, over.goesOn)) }
    if isLast(point, point.done + bars) { result += endings(of: point) }
    return result
  }

  /// Whether the tune may be over with this part.
  private func isLast(_ point: FormPoint, _ total: Int) -> Bool {
    pattern.map { point.part + 1 == $0.count } ?? mayEnd(with: total)
  }

  /// The last bar line of a tune behind a bar that leaves a pickup out: its part's or the tune's first.
  private func endings(of point: FormPoint) -> [Step] {
    (point.hasPickup ? [(.bar, .closing, ended, false)] : []) + [(.bar, .last, ended, false)]
  }

  /// The point behind a tune's last bar line.
  private var ended: FormPoint {
    var point = FormPoint()
    point.goesOn = false
    point.mayEnd = true
    return point
  }

  /// `|:` behind a part: the next one begins with a full bar, or with a pickup that completes a divided bar.
  private func openings(behind point: FormPoint, bars: Int) -> [Step] {
    guard var next = begun(behind: point, bars: bars), pattern?[next.part].isRepeated ?? true else { return [] }
    next.mode = .open
    next.mayOpen = false
    // Readers take a short first bar for a pickup, and the rest of it for a bar that lacks something.
    if point.isFirst { return [(.repeatStart, .full, next, true)] }
    var divided = next
    divided.hasPickup = true
    divided.isPickup = true
    return [(.repeatStart, .full, next, true), (.repeatStart, .split, divided, true)]
  }

  /// The first bar of the part behind `point`'s; nil where there is none.
  private func begun(behind point: FormPoint, bars: Int) -> FormPoint? {
    var next = FormPoint()
    if let pattern {
      guard point.part + 1 < pattern.count else { return nil }
      next.part = point.part + 1
    } else {
      guard mayGoOn(behind: point.done + bars) else { return nil }
      next.done = min(point.done + bars, max(shortestTune, longestTune))
    }
    return next
  }

  /// What comes behind a part that `|` or `:|` closes; nil where that line cannot close it.
  private func over(_ point: FormPoint, bars: Int, line: FormEdge.Line) -> FormPoint? {
    let isLast = isLast(point, point.done + bars)
    guard var next = begun(behind: point, bars: bars) else { return isLast ? ended : nil }
    next.mayEnd = isLast
    let isRepeated = pattern?[next.part].isRepeated
    if line == .repeatEnd {
      next.mode = isRepeated == false ? .single : .implied
      next.mayOpen = isRepeated ?? true
      next.hasPickup = point.hasPickup
      next.isPickup = point.hasPickup
      return next
    }
    // A repeat would go back to before the bar line: behind a plain one, a repeated part needs its `|:`.
    if isRepeated == true { return nil }
    next.mode = .single
    return next
  }
}
