/// The fewest tokens from a bar that is being written to the end of the tune.
///
/// It is the length of one way there, which the grammar itself allows token by token. A token is allowed only if behind it
/// the way still fits into the tokens that are left; the first token of the way always does. That is why there are no
/// dead ends.
extension BarState {
  /// O(1); at least ``BarFill/never`` where the bar cannot be finished.
  func cost(_ fill: BarFill) -> Int {
    if item == .none, tuplet < 0, broken == 0, tied == Self.noPlace {
      let bar = closing(isTonic: isTonic, fill)
      return position == 0 ? min(bar, isTonic ? start.any : start.other) : bar
    }
    let isOpen = item != .none
    var prefix = 0
    var isTonic = isTonic
    if item == .chord {
      // Two notes at least, and the bracket; the first note may still be the tonic.
      let count = chord.nonzeroBitCount
      prefix = max(0, 2 - count) + 1
      if count == 0 { isTonic = true }
      if chordLength > 0 {
        prefix += max(0, 2 - count) + (lacksLength ? 1 : 0)
        return prefix + (lasting(chordLength)?.cost(fill) ?? BarFill.never)
      }
    }
    if broken > 0 {
      return prefix + 1 + fill.exactly[broken] - (isOpen ? 1 : 0) + closing(isTonic: isOpen ? isTonic : true, fill)
    }
    if tuplet >= 0 {
      if tupletLength > 0 {
        let notes = tupletLeft * (1 + fill.exactly[tupletLength]) - (isOpen ? 1 : 0)
        return prefix + notes + closing(isTonic: isOpen && tupletLeft == 1 ? isTonic : true, fill)
      }
      return prefix - (isOpen ? 1 : 0) + tupletFill(tuplet, fill)
    }
    if isOpen {
      return prefix + open(isTonic: isTonic, fill)
    }
    return min(tied(first, fill), second.length < 0 ? BarFill.never : tied(second, fill))
  }

  /// From a place where nothing is open.
  func closing(isTonic: Bool, behind length: Int = 0, _ fill: BarFill) -> Int {
    let one = closing(first, isTonic: isTonic, behind: length, fill)
    return second.length < 0 ? one : min(one, closing(second, isTonic: isTonic, behind: length, fill))
  }

  private func closing(_ target: Target, isTonic: Bool, behind length: Int, _ fill: BarFill) -> Int {
    let room = target.length - position - length
    if room < 0 { return BarFill.never }
    return room == 0 ? (isTonic ? target.any : target.other) : fill.fill[room] + target.any
  }

  /// From an open note outside tuplets and broken rhythm.
  func open(isTonic: Bool, _ fill: BarFill) -> Int {
    let one = open(first, isTonic: isTonic, fill)
    return second.length < 0 ? one : min(one, open(second, isTonic: isTonic, fill))
  }

  private func open(_ target: Target, isTonic: Bool, _ fill: BarFill) -> Int {
    let room = target.length - position
    if room <= 0 { return BarFill.never }
    return min(fill.exactly[room] + (isTonic ? target.any : target.other), fill.beyond[room] + target.any)
  }

  /// From a tie: its note is given.
  private func tied(_ target: Target, _ fill: BarFill) -> Int {
    target.length == position ? target.tied : 1 + open(target, isTonic: isTonic, fill)
  }

  /// From a tuplet whose length is open; its last note may still be the tonic.
  func tupletFill(_ tuplet: Int, _ fill: BarFill) -> Int {
    let one = tupletFill(tuplet, first, fill)
    return second.length < 0 ? one : min(one, tupletFill(tuplet, second, fill))
  }

  private func tupletFill(_ tuplet: Int, _ target: Target, _ fill: BarFill) -> Int {
    let room = target.length - position
    return room < 0 ? BarFill.never : fill.tuplets[tuplet][room] + target.any
  }
}
