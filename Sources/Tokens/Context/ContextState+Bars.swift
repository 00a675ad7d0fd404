/// Which bar of the tune the music is in, pickups and endings minded.
///
/// A bar that a repeat sign divides, the end of a part and the pickup of the next, is one bar here. So in a tune with a
/// pickup eight bars back is the same place of the part before, too.
extension ContextReader.State {
  mutating func endBar(repeats: Bool, ending: Int?) {
    if order == BarMemory.Place.closing { closeBar(dividing: repeats || ending != nil) }
    if let ending {
      if ending == 1 { firstEnding = end == 0 ? bar : bar + 1 }
      if ending > 1, let first = firstEnding { goBack(to: first) }
    }
    if repeats {
      let next = end == 0 ? bar : bar + 1
      if next != partStart { (partBefore, partStart) = (partStart, next) }
    }
  }

  /// The bar has ended at ``start``; with `dividing` it may go on behind the sign.
  private mutating func closeBar(dividing: Bool) {
    let full = barTicks ?? 0
    defer { isFirstBar = false }
    if isFirstBar, start < full {
      // A pickup: what it holds belongs to the end of a bar.
      memory.shift(bar: bar, by: full - start)
      partStart = bar + 1
      return nextBar()
    }
    // Behind a sign that divided nothing, a whole bar has followed.
    if resumed > 0, start - resumed >= full {
      memory.split(bar: bar, at: BarMemory.Place(tick: resumed, order: BarMemory.Place.opening))
      bar += 1
      return nextBar()
    }
    if dividing, resumed == 0, start < full {
      (resumed, order) = (start, BarMemory.Place.opening)
      return
    }
    nextBar()
  }

  private mutating func nextBar() {
    bar += 1
    (start, end, order, resumed) = (0, 0, BarMemory.Place.opening, 0)
  }

  /// The second ending stands in the place of the first.
  private mutating func goBack(to first: Int) {
    bar = first
    partStart = partBefore
    memory.clear(bar: bar)
    (start, end, order, resumed) = (0, 0, BarMemory.Place.opening, 0)
  }
}
