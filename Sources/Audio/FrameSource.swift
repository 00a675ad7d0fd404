/// Stereo sound that can be read from any frame, as often as needed.
protocol FrameSource {
  /// How many frames there are.
  var frameCount: Int { get }
  /// Puts the frames from `first` on into `frames`, left and right in turn, as many as it holds; silence before the
  /// first frame and after the last.
  func read(from first: Int, into frames: UnsafeMutableBufferPointer<Float>) throws(AudioError)
}

extension FrameSource {
  /// Hands on all frames in blocks.
  ///
  /// - Parameter receive: gets a block, left and right in turn, and the number of its first frame.
  func forEachBlock(
    _ receive: (_ block: UnsafeMutableBufferPointer<Float>, _ first: Int) throws(AudioError) -> Void
  ) throws(AudioError) {
    let block = UnsafeMutableBufferPointer<Float>.allocate(capacity: 2 * Synthesizer.maximumFrames)
    defer { block.deallocate() }
    block.initialize(repeating: 0)
    for first in stride(from: 0, to: frameCount, by: Synthesizer.maximumFrames) {
      let part = UnsafeMutableBufferPointer(
        rebasing: block[..<(2 * min(Synthesizer.maximumFrames, frameCount - first))])
      try read(from: first, into: part)
      try receive(part, first)
    }
  }
}

/// Several sounds at once.
struct Mix: FrameSource {
  let parts: [Take]

  var frameCount: Int { parts.map(\.frameCount).max() ?? 0 }

  func read(from first: Int, into frames: UnsafeMutableBufferPointer<Float>) throws(AudioError) {
    let part = UnsafeMutableBufferPointer<Float>.allocate(capacity: frames.count)
    defer { part.deallocate() }
    frames.update(repeating: 0)
    for take in parts {
      try take.read(from: first, into: part)
      for index in frames.indices { frames[index] += part[index] }
    }
  }
}

/// A sound made louder or softer by a gain that changes.
struct Levelled<Source: FrameSource>: FrameSource {
  let source: Source
  let curve: GainCurve

  var frameCount: Int { source.frameCount }

  func read(from first: Int, into frames: UnsafeMutableBufferPointer<Float>) throws(AudioError) {
    try source.read(from: first, into: frames)
    curve.apply(to: frames, from: first)
  }
}
