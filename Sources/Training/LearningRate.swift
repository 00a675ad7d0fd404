import Foundation

/// The learning rate of each update: a function of its number and nothing else, so that a resumed run has the same.
public struct LearningRate: Hashable, Sendable {
  /// The highest rate.
  public let peak: Double
  /// Updates of linear rise.
  public let warmUp: Int
  /// Updates planned in all.
  public let steps: Int
  /// How it goes on after the rise.
  public let decay: TrainingSettings.Decay
  /// Where a cosine ends, as a share of the peak.
  public let floor: Double

  /// The schedule of `settings` over `steps` planned updates.
  public init(_ settings: TrainingSettings, steps: Int) {
    peak = settings.learningRate
    warmUp = settings.warmUp
    self.steps = steps
    decay = settings.decay
    floor = settings.floor
  }

  /// The rate of update `step`, from 1.
  ///
  /// `peak * step / warmUp` up to the peak, then for a cosine with p the share of the remaining updates done
  /// `peak * (floor + (1 - floor) * (1 + cos(pi * p)) / 2)` (Loshchilov and Hutter 2017, SGDR, without restarts).
  public func callAsFunction(_ step: Int) -> Double {
    if step < warmUp { return peak * Double(step) / Double(warmUp) }
    guard decay == .cosine else { return peak }
    let done = min(1, Double(step - warmUp) / Double(max(1, steps - warmUp)))
    return peak * (floor + (1 - floor) * 0.5 * (1 + cos(.pi * done)))
  }
}
