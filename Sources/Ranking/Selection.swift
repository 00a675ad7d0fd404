import Sampling

/// The candidate that was kept for a tune, and why.
public struct Selection: Sendable {
  /// The tune; its number is its place in the run.
  public var composition: Composition
  /// How it compares with what is usual; nil where its tokens make no tune that sounds.
  public var score: Score?
  /// What it shares with other tunes.
  public var likeness: Likeness
  /// How many candidates were composed for it.
  public var candidates: Int
  /// How many of them shared too much with another tune.
  public var refused: Int
  /// Whether it shares too much itself, being the least copied of them all.
  public var isCopy: Bool
}
