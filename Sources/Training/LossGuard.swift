/// Tells a loss that explodes from one that is merely noisy.
///
/// A loss is high that lies half again, and at least half a nat, above the lowest the smoothed loss has been. The
/// smoothed loss, some fifty updates long, is what noise does not lower; it is the plain loss of each update that is
/// held against it, because one freak batch would keep the smoothed one high long after it. Thirty high losses on end
/// are an explosion: were one batch in three high by chance, thirty on end would come once in 10^14 updates. A spike
/// that the run gets over by itself within thirty updates is left alone.
public struct LossGuard: Hashable, Sendable {
  /// High losses on end that make an explosion.
  public static let patience = 30

  /// The lowest the smoothed loss has been, nats a token.
  public private(set) var lowest: Double?
  /// High losses on end so far.
  public private(set) var highLosses: Int

  /// Goes on from what was seen before.
  public init(lowest: Double? = nil, highLosses: Int = 0) {
    self.lowest = lowest
    self.highLosses = highLosses
  }

  /// Whether the run is past help.
  public var hasExploded: Bool { highLosses >= LossGuard.patience }

  /// Whether `loss`, of one update, is high.
  public func isHigh(_ loss: Double) -> Bool {
    guard let lowest else { return false }
    return loss > lowest + max(0.5, lowest / 2)
  }

  /// Takes in the loss of an update and the smoothed loss after it.
  public mutating func take(_ loss: Double, smoothed: Double) {
    highLosses = isHigh(loss) ? highLosses + 1 : 0
    lowest = min(lowest ?? smoothed, smoothed)
  }
}
