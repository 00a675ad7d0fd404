import MIDI

/// A MIDI file played by a synthesiser, block by block, so that hours of music need no more memory than seconds.
///
/// A rendition is played as often as needed and is the same each time: once to find its peak and its end, once to
/// write.
public struct Rendition: Sendable {
  /// The longest music that is rendered: four hours, which a WAV file of 16 bits can hold.
  public static let maximumSeconds = 4 * 3600.0
  /// The longest tail after the last event.
  static let maximumTailSeconds = 10.0
  /// Frames rendered at once; a multiple of FluidSynth's own blocks.
  static let blockFrames = 4096

  private let timeline: Timeline
  private let soundFont: String
  private let options: SynthesisOptions

  /// What the first playing finds.
  struct Measurement: Hashable, Sendable {
    /// The gain that brings the peak to -1 dB of full scale.
    var gain: Float
    /// Frames from the first to the last that is not silence, but not fewer than the music lasts.
    var frameCount: Int
    /// Frames at the end over which a tail that will not die is faded out; 0 where it died.
    var fadeFrames: Int
  }

  /// A rendition of a file with the SoundFont at a path.
  ///
  /// - Throws: ``AudioError/tooLong(seconds:limit:)``.
  public init(_ file: MIDIFile, soundFont: String, options: SynthesisOptions = SynthesisOptions()) throws(AudioError) {
    timeline = Timeline(file)
    self.soundFont = soundFont
    self.options = options
    guard timeline.duration <= Rendition.maximumSeconds else {
      throw .tooLong(seconds: timeline.duration, limit: Rendition.maximumSeconds)
    }
  }

  /// How long the music lasts without its tail, in seconds.
  public var musicSeconds: Double { timeline.duration }

  /// The frame a moment falls on: the nearest at which FluidSynth can start a note, at most 32 frames (0.7 ms) away.
  static func frame(at seconds: Double) -> Int {
    let grains = (seconds * Double(Synthesizer.sampleRate) / Double(Synthesizer.grain)).rounded()
    return Int(grains) * Synthesizer.grain
  }

  /// Frames of the music without its tail.
  private var musicFrames: Int { Int((timeline.duration * Double(Synthesizer.sampleRate)).rounded(.up)) }

  /// Plays the music and then its tail, handing on blocks of frames until `receive` has enough.
  ///
  /// - Parameter receive: gets a block (left and right in turn), how many of its frames count, and the number of the
  ///   first; returns whether to go on.
  private func play(
    _ receive: (_ block: [Float], _ count: Int, _ first: Int) throws(AudioError) -> Bool
  ) throws(AudioError) {
    let synthesizer = try Synthesizer(soundFont: soundFont, options: options)
    var block = [Float](repeating: 0, count: 2 * Rendition.blockFrames)
    var position = 0
    func advance(to frame: Int) throws(AudioError) -> Bool {
      while position < frame {
        let count = min(Rendition.blockFrames, frame - position)
        try synthesizer.render(count, into: &block)
        guard try receive(block, count, position) else { return false }
        position += count
      }
      return true
    }
    for entry in timeline.entries {
      guard try advance(to: Rendition.frame(at: entry.seconds)) else { return }
      synthesizer.play(entry.message)
    }
    guard try advance(to: Rendition.frame(at: timeline.duration)) else { return }
    synthesizer.releaseAll()
    _ = try advance(to: .max)
  }

  /// Plays once to find the peak and where the sound ends; memory is that of a block.
  func measure(onProgress: (Double) -> Bool) throws(AudioError) -> Measurement {
    let musicFrames = self.musicFrames
    let limit = musicFrames + Int(Rendition.maximumTailSeconds * Double(Synthesizer.sampleRate))
    let pauseFrames = Synthesizer.sampleRate / 4
    var peak: Float = 0
    var lastLoud = -1
    try play { block, count, first throws(AudioError) in
      var loudest: Float = 0
      for sample in block[..<(2 * count)] { loudest = max(loudest, abs(sample)) }
      peak = max(peak, loudest)
      let floor = max(peak * Rendition.silenceUnderPeak, Rendition.hush)
      if loudest > floor {
        var index = 2 * count - 1
        while abs(block[index]) <= floor { index -= 1 }
        lastLoud = first + index / 2
      }
      let end = first + count
      guard onProgress(min(1, Double(end) / Double(max(musicFrames, 1)))) else { throw .cancelled }
      return end < limit && (end < musicFrames || end - lastLoud < pauseFrames)
    }
    let rings = lastLoud + pauseFrames >= limit
    return Measurement(
      gain: peak > Rendition.hush ? Rendition.peakAmplitude / peak : 1,
      frameCount: min(limit, max(lastLoud + 1, musicFrames, Synthesizer.sampleRate / 10)),
      fadeFrames: rings ? Synthesizer.sampleRate / 4 : 0)
  }

  /// Plays once more, normalised and cut to length, in blocks of left and right samples in turn.
  func play(
    as measurement: Measurement, onProgress: (Double) -> Bool,
    _ receive: (_ samples: ArraySlice<Float>) throws(AudioError) -> Void
  ) throws(AudioError) {
    let (gain, total, fade) = (measurement.gain, measurement.frameCount, measurement.fadeFrames)
    try play { block, count, first throws(AudioError) in
      let kept = min(count, total - first)
      var samples = block
      for index in 0..<2 * kept {
        samples[index] *= gain
        let left = total - 1 - (first + index / 2)
        if left < fade { samples[index] *= Float(left) / Float(fade) }
      }
      try receive(samples[..<(2 * kept)])
      guard onProgress(Double(first + kept) / Double(total)) else { throw .cancelled }
      return first + kept < total
    }
  }

  /// Where the peak of the normalised sound lies: 10^(-1/20), -1 dB of full scale.
  private static let peakAmplitude: Float = 0.891250938
  /// What no note is softer than: FluidSynth's reverb hums below it even when nothing plays.
  private static let hush: Float = 1e-6
  /// What counts as silence, against the peak: 10^(-79/20), which is -80 dB of full scale once normalised.
  private static let silenceUnderPeak: Float = 0.000112201845
}
