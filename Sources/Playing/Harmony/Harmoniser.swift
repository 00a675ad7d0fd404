import Music

/// placeholder
public struct Harmoniser: Sendable {
  public init() {}
  public func chords(for score: Score) -> [Score.Change<ChordSymbol>] { [] }
}
