import Music
import Originality

/// What a tune has in common with those of the collection and with those made before it in the run.
public struct Likeness: Hashable, Sendable {
  /// With the collection; nil where there is none to compare with.
  public var collection: Resemblance?
  /// With the tunes of the run so far; nil where it is the first.
  public var run: Resemblance?

  /// Puts the two together.
  public init(collection: Resemblance? = nil, run: Resemblance? = nil) {
    self.collection = collection
    self.run = run
  }

  /// The longest passage shared with any tune; of equally long ones that of the collection.
  public var nearest: SharedPassage? {
    guard let own = run?.nearest else { return collection?.nearest }
    guard let other = collection?.nearest, other.bars >= own.bars else { return own }
    return other
  }

  /// Whether ``nearest`` is a tune of the run.
  public var isOfRun: Bool { nearest != nil && nearest != collection?.nearest }

  /// Bars of the longest passage.
  public var bars: Double { nearest?.bars.double ?? 0 }

  /// How many real tunes in a hundred share less with their nearest.
  public var percentile: Double? { collection?.percentile }

  /// `4 bars shared with The Kesh`; the nearest that has a title is named where the nearest has none.
  public var text: String {
    guard let nearest else { return "no bar shared with any tune" }
    if !nearest.title.isEmpty { return "\(Score.count(bars, "bar")) shared with \(nearest.title)" }
    let unnamed = "\(Score.count(bars, "bar")) shared with a tune without a title"
    guard let named = collection?.named else { return unnamed }
    return unnamed + ", \(Score.count(named.bars.double, "bar")) with \(named.title)"
  }
}
