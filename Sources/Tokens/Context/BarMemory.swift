/// The bars written so far, token by token with their places, so that a later bar can look at an earlier one.
struct BarMemory: Sendable {
  /// A token and where in its bar it stands.
  struct Entry: Sendable {
    var place: Place
    var token: TokenID
  }

  /// A place in a bar: the tick, and which of the tokens there: first a bar line that closes the music before, then those
  /// that open what follows, which nobody looks back at, then notes and what belongs to them from 0 on.
  struct Place: Comparable, Sendable {
    var tick: Int
    var order: Int

    static let before = -3
    static let closing = -2
    static let opening = -1

    static func < (left: Place, right: Place) -> Bool { (left.tick, left.order) < (right.tick, right.order) }
  }

  private var bars: [[Entry]] = [[]]

  /// Tokens of one bar beyond which nothing more is remembered: no bar of music has so many.
  private static let most = 256

  mutating func add(_ token: TokenID, at place: Place, bar: Int) {
    while bars.count <= bar { bars.append([]) }
    if bars[bar].count < Self.most { bars[bar].append(Entry(place: place, token: token)) }
  }

  /// Forgets a bar that is about to be written again, as a second ending stands in the place of the first.
  mutating func clear(bar: Int) {
    if bars.indices.contains(bar) { bars[bar].removeAll(keepingCapacity: true) }
  }

  /// Moves all of a bar later by `ticks`.
  mutating func shift(bar: Int, by ticks: Int) {
    guard bars.indices.contains(bar) else { return }
    for index in bars[bar].indices { bars[bar][index].place.tick += ticks }
  }

  /// Takes what stands in `bar` from `place` on over to the beginning of the next bar.
  mutating func split(bar: Int, at place: Place) {
    guard bars.indices.contains(bar) else { return }
    let moved = bars[bar].filter { place <= $0.place }
    bars[bar].removeAll { place <= $0.place }
    while bars.count <= bar + 1 { bars.append([]) }
    bars[bar + 1] = moved.map {
      Entry(place: Place(tick: $0.place.tick - place.tick, order: $0.place.order), token: $0.token)
    }
  }

  /// The first token of a bar behind `place`, or nil.
  func token(behind place: Place, bar: Int) -> TokenID? {
    guard bars.indices.contains(bar) else { return nil }
    return bars[bar].first { place < $0.place }?.token
  }
}
