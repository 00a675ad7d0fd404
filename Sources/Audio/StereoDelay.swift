/// Room for a block of left and of right samples, which are heard some frames later.
///
/// Owns its memory. Before each block stand the last 64 frames of the one before it, so that a delayed block is read
/// from a place further left.
final class StereoDelay {
  /// How many frames later, 0...64. To be changed only where ``isEmpty``.
  var frames: Int
  /// Where a block of left samples begins.
  let left: UnsafeMutablePointer<Float>
  /// Where a block of right samples begins.
  let right: UnsafeMutablePointer<Float>
  private let memory: UnsafeMutablePointer<Float>

  private static let history = 64

  init(frames: Int) {
    self.frames = frames
    let length = StereoDelay.history + Synthesizer.maximumFrames
    memory = .allocate(capacity: 2 * length)
    memory.initialize(repeating: 0, count: 2 * length)
    left = memory + StereoDelay.history
    right = left + length
  }

  deinit { memory.deallocate() }

  /// Whether nothing is left to be heard.
  var isEmpty: Bool { (1...StereoDelay.history).allSatisfy { left[-$0] == 0 && right[-$0] == 0 } }

  /// Makes room for a block.
  func clear(_ count: Int) {
    left.update(repeating: 0, count: count)
    right.update(repeating: 0, count: count)
  }

  /// Adds the delayed block to samples that are left and right in turn, and keeps its end; `count` is 64 or more.
  func add(_ count: Int, to samples: UnsafeMutablePointer<Float>) {
    let (left, right) = (left - frames, right - frames)
    for index in 0..<count {
      samples[2 * index] += left[index]
      samples[2 * index + 1] += right[index]
    }
    for side in [self.left, self.right] {
      (side - StereoDelay.history).update(from: side + count - StereoDelay.history, count: StereoDelay.history)
    }
  }
}
