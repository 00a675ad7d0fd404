/// The gain of every frame: one for all, less where a limiter holds peaks back, none after the end of a fade.
///
/// The limiter looks ahead. Every hop of 64 frames has a gain that keeps its true peak under the ceiling; after a peak
/// the gain rises again over a tenth of a second; the lowest gain of the hops within 7 ms either way is taken, and the
/// mean of those by a triangular window, which gets down in time and has no corners. Between the middles of hops the
/// gain goes straight. (The window's mean is of values none above what the peak needs, so nor is the mean.) No library
/// at hand limits: libebur128 measures, libsndfile clips.
struct GainCurve {
  /// The gain of all frames.
  var gain: Float
  /// What the limiter multiplies that with in the middle of every hop; empty where it has nothing to do.
  private(set) var reductions: [Float] = []
  /// Where the sound ends.
  let frameCount: Int
  /// Frames before the end over which it is faded out.
  let fadeFrames: Int

  init(gain: Float, frameCount: Int, fadeFrames: Int) {
    self.gain = gain
    self.frameCount = frameCount
    self.fadeFrames = fadeFrames
  }

  /// Hops that a mean reaches either way.
  private static let reach = 4
  /// What is left of a reduction a hop later: 1/e after 0.1 seconds.
  private static let release: Float = 0.98559

  /// Limits so that no peak, which are those of the hops before the gain, comes above the ceiling.
  mutating func limit(_ peaks: [Float], to ceiling: Float) {
    reductions = []
    guard (peaks.max() ?? 0) * gain > ceiling else { return }
    var needed = peaks.map { $0 * gain > ceiling ? ceiling / ($0 * gain) : 1 }
    for hop in needed.indices.dropFirst() {
      needed[hop] = min(needed[hop], 1 - (1 - needed[hop - 1]) * GainCurve.release)
    }
    // One hop more than the mean reaches, for what lies between the middles of two.
    let lowest = needed.indices.map { hop in
      needed[max(0, hop - GainCurve.reach - 1)...min(needed.count - 1, hop + GainCurve.reach + 1)].min() ?? 1
    }
    let reach = GainCurve.reach
    let weights = (-reach...reach).map { Float(reach + 1 - abs($0)) / Float((reach + 1) * (reach + 1)) }
    reductions = lowest.indices.map { hop in
      guard hop >= reach, hop + reach < lowest.count else {
        return lowest[max(0, hop - reach)...min(lowest.count - 1, hop + reach)].min() ?? 1
      }
      var mean: Float = 0
      for (index, weight) in weights.enumerated() { mean += weight * lowest[hop - reach + index] }
      return min(1, mean)
    }
  }

  /// Multiplies frames, left and right in turn, the first of which is the sound's frame `first`.
  func apply(to frames: UnsafeMutableBufferPointer<Float>, from first: Int) {
    let count = frames.count / 2
    if reductions.isEmpty {
      for index in frames.indices { frames[index] *= gain }
    } else {
      var index = 0
      while index < count {
        // From the middle of one hop to the middle of the next.
        let frame = first + index
        let hop = Int((Double(frame - Survey.hop / 2) / Double(Survey.hop)).rounded(.down))
        let start = hop * Survey.hop + Survey.hop / 2
        let from = reductions[max(0, min(reductions.count - 1, hop))]
        let to = reductions[max(0, min(reductions.count - 1, hop + 1))]
        let end = min(count, index + start + Survey.hop - frame)
        let step = gain * (to - from) / Float(Survey.hop)
        var factor = gain * from + step * Float(frame - start)
        for place in index..<end {
          frames[2 * place] *= factor
          frames[2 * place + 1] *= factor
          factor += step
        }
        index = end
      }
    }
    guard fadeFrames > 0, first + count > frameCount - fadeFrames else { return }
    for index in max(0, frameCount - fadeFrames - first)..<count {
      let factor = Float(max(0, frameCount - 1 - first - index)) / Float(fadeFrames)
      frames[2 * index] *= factor
      frames[2 * index + 1] *= factor
    }
  }
}
