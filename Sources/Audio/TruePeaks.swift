import Foundation

/// The peaks of a sound between its samples, hop by hop, by four times oversampling (ITU-R BS.1770-4, annex 2).
///
/// libebur128 measures the true peak of a whole sound, in four times the time its loudness takes; a limiter must know
/// where the peaks are, and no library here says that. A hop is only looked at where its samples are so high that a
/// peak between them could matter.
struct TruePeaks {
  /// What is known of every hop of ``Survey/hop`` frames: the highest sample, or the true peak once it has been looked
  /// at.
  private(set) var peaks: [Float]
  private var isTrue: [Bool]

  init(of survey: Survey) {
    peaks = survey.peaks
    isTrue = Array(repeating: false, count: peaks.count)
  }

  /// The highest of the peaks known.
  var highest: Float { peaks.max() ?? 0 }

  /// Looks at the hops whose true peak may be above a threshold; the others are under it.
  mutating func look<Source: FrameSource>(at source: Source, above threshold: Float) throws(AudioError) {
    var oversampling = Oversampling()
    // The samples before and after a hop have their part in its peaks; theirs are the highest samples known.
    let limit = threshold / Oversampling.highestOvershoot
    var (before, here) = (Float(0), peaks.first ?? 0)
    for hop in peaks.indices {
      let after = hop + 1 < peaks.count ? peaks[hop + 1] : 0
      if max(before, here, after) > limit, !isTrue[hop] {
        peaks[hop] = max(here, try oversampling.peak(ofHop: hop, in: source))
        isTrue[hop] = true
      }
      (before, here) = (here, after)
    }
  }
}

/// Sound at the quarters between its frames.
private struct Oversampling {
  private static let taps = 24
  /// Frames before a hop that its first quarters depend on.
  private static let before = taps / 2 - 1

  /// Low-pass filters for the places 1/4, 2/4 and 3/4 behind a frame: a sine cardinal under a Kaiser window (beta 6),
  /// each of which sums to 1.
  private static let filters: [[Float]] = (1...3).map { quarter in
    let place = Double(quarter) / 4
    let values = (0..<taps).map { tap -> Double in
      let distance = Double(tap - before) - place
      let edge = distance / Double(taps / 2)
      return sin(.pi * distance) / (.pi * distance) * bessel(6 * max(0, 1 - edge * edge).squareRoot())
    }
    let sum = values.reduce(0, +)
    return values.map { Float($0 / sum) }
  }

  /// How much a peak between samples can be above all samples near it.
  static let highestOvershoot: Float = filters.map { $0.reduce(0) { $0 + abs($1) } }.max() ?? 1

  /// The modified Bessel function of the first kind and order 0.
  private static func bessel(_ x: Double) -> Double {
    var (term, sum) = (1.0, 1.0)
    for index in 1...30 {
      term *= x * x / 4 / Double(index * index)
      sum += term
    }
    return sum
  }

  private var frames = [Float](repeating: 0, count: 2 * (Survey.hop + taps))
  private var side = [Float](repeating: 0, count: Survey.hop + taps)

  mutating func peak<Source: FrameSource>(ofHop hop: Int, in source: Source) throws(AudioError) -> Float {
    // Typed throws do not pass through the arrays' closures.
    let block = UnsafeMutableBufferPointer<Float>.allocate(capacity: frames.count)
    defer { block.deallocate() }
    block.initialize(repeating: 0)
    try source.read(from: hop * Survey.hop - Oversampling.before, into: block)
    var highest: Float = 0
    for channel in 0...1 {
      for index in side.indices { side[index] = block[2 * index + channel] }
      side.withUnsafeBytes { side in
        for filter in Oversampling.filters {
          for start in stride(from: 0, to: Survey.hop, by: 16) {
            var sum = SIMD16<Float>()
            for (tap, weight) in filter.enumerated() {
              sum += weight * side.loadUnaligned(fromByteOffset: 4 * (start + tap), as: SIMD16<Float>.self)
            }
            highest = max(highest, sum.max(), -sum.min())
          }
        }
      }
    }
    return highest
  }
}
