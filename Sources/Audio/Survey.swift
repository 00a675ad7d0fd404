/// What must be known of a sound to set its level: how loud it is, and for every 64 frames the highest sample.
struct Survey {
  /// Integrated loudness in LUFS; nil where there is none (``LoudnessMeter/loudness``).
  let loudness: Double?
  /// The highest sample of every hop of 64 frames, either side.
  private(set) var peaks: [Float] = []
  /// The sum of squares of every hop.
  private(set) var energies: [Float] = []

  /// Frames of a hop.
  static let hop = 64

  /// Listens to a sound once; memory is eight bytes a hop.
  init<Source: FrameSource>(of source: Source, onProgress: (Double) throws(AudioError) -> Void) throws(AudioError) {
    let meter = try LoudnessMeter()
    let hops = (source.frameCount + Survey.hop - 1) / Survey.hop
    var (peaks, energies): ([Float], [Float]) = ([], [])
    peaks.reserveCapacity(hops)
    energies.reserveCapacity(hops)
    try source.forEachBlock { block, first throws(AudioError) in
      try meter.add(block)
      for start in stride(from: 0, to: block.count, by: 2 * Survey.hop) {
        let part = UnsafeMutableBufferPointer(rebasing: block[start..<min(start + 2 * Survey.hop, block.count)])
        peaks.append(part.peak)
        energies.append(part.energy)
      }
      try onProgress(Double(first) / Double(source.frameCount))
    }
    loudness = meter.loudness
    (self.peaks, self.energies) = (peaks, energies)
  }

  /// The highest sample of all.
  var peak: Float { peaks.max() ?? 0 }

  /// How many decibels softer the sound gets when every hop is multiplied by its reduction: by its energy, which is near
  /// its loudness.
  func decibelsLost(to reductions: [Float]) -> Double {
    var (before, after) = (0.0, 0.0)
    for (energy, reduction) in zip(energies, reductions) {
      before += Double(energy)
      after += Double(energy * reduction * reduction)
    }
    return after > 0 ? (before / after).decibels / 2 : 0
  }
}

extension UnsafeMutableBufferPointer<Float> {
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
