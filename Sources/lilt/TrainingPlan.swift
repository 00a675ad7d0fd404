import Foundation
import Training

/// What a training is going to take, in words.
struct TrainingPlan {
  let text: String

  /// Foretells the run of `trainer`; throws what would keep it from beginning.
  init(_ trainer: Trainer, resuming: Bool) throws {
    let from: Int
    do throws(TrainingError) {
      from = try trainer.check(resuming: resuming)
    } catch {
      throw Failure(error)
    }
    let held = ProcessMemory.resident
    let forecast = trainer.forecast()
    let left = Double(max(0, forecast.updates - from)) / Double(forecast.updatesPerEpoch) * forecast.secondsPerEpoch
    text = """
      \(Self.count(forecast.data.tokens)) tokens to train on, \(Self.count(forecast.data.heldOutTokens)) held out; \
      \(Self.count(forecast.parameters)) parameters
      \(trainer.settings.epochs) epochs of \(forecast.updatesPerEpoch) updates, \(forecast.updates) in all\
      \(from > 0 ? ", of which \(from) are done" : "")
      about \(Self.span(forecast.secondsPerEpoch)) an epoch, \(Self.span(left)) \
      \(from > 0 ? "still to go" : "in all"), from a few updates timed now
      about \(Self.size(held + forecast.memory)) of memory, \(Self.size(forecast.disk)) of disk at the most
      """
  }

  /// `5.3 million`, or the number.
  private static func count(_ number: Int) -> String {
    number < 1_000_000 ? "\(number)" : String(format: "%.1f million", Double(number) / 1e6)
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 2_000_000_000
      ? String(format: "%.0f MB", (Double(bytes) / 1e6).rounded(.up)) : String(format: "%.1f GB", Double(bytes) / 1e9)
  }

  /// The two greatest units of a time.
  private static func span(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e9 else { return "a lifetime" }
    if seconds < 10 { return String(format: "%.1f s", seconds) }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }
}
