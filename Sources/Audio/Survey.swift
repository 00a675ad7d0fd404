import Dispatch

/// What must be known of a sound to set its level: how loud it is, and for every 64 frames the highest sample.
struct Survey {
  /// Integrated loudness in LUFS; nil where there is none (``LoudnessMeter/loudness``).
  private(set) var loudness: Double?
  /// The highest sample of every hop of 64 frames, either side.
  private(set) var peaks: [Float] = []
  /// The sum of squares of every hop.
  private(set) var energies: [Float] = []

  /// Frames of a hop.
  static let hop = 64

  fileprivate init() {}

  /// Listens to a sound once; memory is eight bytes a hop.
  init<Source: FrameSource>(of source: Source, onProgress: (Double) throws(AudioError) -> Void) throws(AudioError) {
    let meter = try LoudnessMeter()
    try source.forEachBlock { block, first throws(AudioError) in
      try meter.add(UnsafeBufferPointer(block))
      hear(UnsafeBufferPointer(block))
      try onProgress(Double(first) / Double(source.frameCount))
    }
    loudness = meter.loudness
  }

  /// - Precondition: all blocks but the last are whole hops.
  fileprivate mutating func hear(_ block: UnsafeBufferPointer<Float>) {
    for start in stride(from: 0, to: block.count, by: 2 * Survey.hop) {
      let part = UnsafeBufferPointer(rebasing: block[start..<min(start + 2 * Survey.hop, block.count)])
      peaks.append(part.peak)
      energies.append(part.energy)
    }
  }

  /// A survey of what a synthesiser makes, on another thread while it goes on making it.
  ///
  /// It lags sixteen pieces behind at most. Only its own queue touches what it knows.
  final class Listener: @unchecked Sendable {
    private let queue = DispatchQueue(label: "lilt.survey")
    private let room = DispatchSemaphore(value: 16)
    private let meter: LoudnessMeter
    private var survey = Survey()
    private var error: AudioError?

    init() throws(AudioError) { meter = try LoudnessMeter() }

    /// Listens to the next frames, left and right in turn; all pieces but the last are whole hops.
    func hear(_ frames: [Float]) {
      room.wait()
      queue.async { [self] in
        defer { room.signal() }
        guard error == nil else { return }
        frames.withUnsafeBufferPointer { frames in
          survey.hear(frames)
          do throws(AudioError) { try meter.add(frames) } catch { self.error = error }
        }
      }
    }

    /// What is known once all has been heard, of the first frames.
    ///
    /// Loudness is that of all frames: those after the end of the sound are too soft to count.
    func finish(at frameCount: Int) throws(AudioError) -> Survey {
      let (result, fault): (Survey, AudioError?) = queue.sync {
        survey.loudness = meter.loudness
        let excess = max(0, survey.peaks.count - (frameCount + Survey.hop - 1) / Survey.hop)
        survey.peaks.removeLast(excess)
        survey.energies.removeLast(excess)
        return (survey, error)
      }
      if let fault { throw fault }
      return result
    }
  }

  /// The highest sample of all.
  var peak: Float { peaks.max() ?? 0 }

  /// How many decibels softer the sound gets when every hop is multiplied by its reduction: by its energy, which is
  /// near its loudness.
  func decibelsLost(to reductions: [Float]) -> Double {
    var (before, after) = (0.0, 0.0)
    for (energy, reduction) in zip(energies, reductions) {
      before += Double(energy)
      after += Double(energy * reduction * reduction)
    }
    return after > 0 ? (before / after).decibels / 2 : 0
  }
}

extension UnsafeBufferPointer<Float> {
  /// The highest of the samples, without their signs.
  var peak: Float {
    // Eight at once: a maximum by itself waits for the one before it.
    var highest = SIMD8<Float>()
    let whole = count & ~7
    guard let base = UnsafeRawPointer(baseAddress) else { return 0 }
    for index in stride(from: 0, to: whole, by: 8) {
      let next = base.loadUnaligned(fromByteOffset: 4 * index, as: SIMD8<Float>.self)
      highest.replace(with: next, where: next .> highest)
      highest.replace(with: -next, where: -next .> highest)
    }
    return self[whole...].reduce(highest.max()) { Swift.max($0, abs($1)) }
  }

  /// The sum of the samples' squares.
  var energy: Float {
    var sum = SIMD8<Float>()
    let whole = count & ~7
    guard let base = UnsafeRawPointer(baseAddress) else { return 0 }
    for index in stride(from: 0, to: whole, by: 8) {
      let next = base.loadUnaligned(fromByteOffset: 4 * index, as: SIMD8<Float>.self)
      sum += next * next
    }
    return self[whole...].reduce(sum.sum()) { $0 + $1 * $1 }
  }
}
