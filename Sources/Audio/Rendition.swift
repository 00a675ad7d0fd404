import MIDI

/// A MIDI file to be played by a synthesiser.
public struct Rendition: Sendable {
  /// The longest music that is rendered: four hours.
  public static let maximumSeconds = 4 * 3600.0
  /// The longest tail after the last event.
  static let maximumTailSeconds = 10.0

  /// Frames rendered at once: what FluidSynth's sixteen groups take stays near the processor.
  private static let blockFrames = 512

  private let entries: [Timeline.Entry]
  private let duration: Double
  private let soundFont: String
  private let options: SynthesisOptions

  /// A rendition of a file with the SoundFont at a path.
  ///
  /// - Throws: ``AudioError/tooLong(seconds:limit:)``.
  public init(_ file: MIDIFile, soundFont: String, options: SynthesisOptions = SynthesisOptions()) throws(AudioError) {
    try self.init(Timeline(file), soundFont: soundFont, options: options)
  }

  /// - Parameter channel: the only channel whose notes are played; nil for all.
  init(
    _ timeline: Timeline, of channel: UInt8? = nil, soundFont: String, options: SynthesisOptions
  ) throws(AudioError) {
    guard timeline.duration <= Rendition.maximumSeconds else {
      throw .tooLong(seconds: timeline.duration, limit: Rendition.maximumSeconds)
    }
    entries = timeline.entries.filter { channel == nil || $0.message.channel == channel }
    duration = timeline.duration
    self.soundFont = soundFont
    self.options = options
  }

  /// How long the music lasts without its tail, in seconds.
  public var musicSeconds: Double { duration }

  /// The frame a moment falls on.
  private static func frame(at seconds: Double) -> Int { Int((seconds * Double(Synthesizer.sampleRate)).rounded()) }

  /// Frames of the music without its tail.
  private var musicFrames: Int { Int((duration * Double(Synthesizer.sampleRate)).rounded(.up)) }

  /// Plays the music and then its tail until that falls under -79 dB of the peak, or for ten seconds.
  ///
  /// Every note begins on its frame. What else there is (releases, controllers) holds from the block of 64 frames it
  /// falls in.
  ///
  /// - Parameters:
  ///   - path: beside what file a long take is put aside; nil to keep all in memory.
  ///   - onProgress: is told the part that is done, 0...1; returns whether to go on.
  ///   - listener: hears what is played.
  /// - Returns: the take, and over how many frames a tail that will not die is to be faded out; 0 where it died.
  func play(
    spoolingBeside path: String?, to listener: Survey.Listener? = nil, onProgress: (Double) -> Bool
  ) throws(AudioError) -> (take: Take, fadeFrames: Int) {
    let synthesizer = try Synthesizer(soundFont: soundFont, options: options)
    let take = Take(spoolingBeside: path) { listener?.hear($0) }
    let block = UnsafeMutableBufferPointer<Float>.allocate(capacity: 2 * Synthesizer.maximumFrames)
    defer { block.deallocate() }
    block.initialize(repeating: 0)
    var ending = Ending()
    func advance(by count: Int) throws(AudioError) {
      let part = UnsafeMutableBufferPointer(rebasing: block[..<(2 * count)])
      try synthesizer.render(count, into: part)
      try take.append(UnsafeBufferPointer(part))
      ending.hear(UnsafeBufferPointer(part))
      guard onProgress(min(1, Double(take.frameCount) / Double(max(musicFrames, 1)))) else { throw .cancelled }
    }
    func advance(toBlockOf frame: Int) throws(AudioError) {
      let start = frame / Synthesizer.grain * Synthesizer.grain
      while take.frameCount < start { try advance(by: min(Rendition.blockFrames, start - take.frameCount)) }
    }
    for entry in entries {
      let frame = Rendition.frame(at: entry.seconds)
      try advance(toBlockOf: frame)
      synthesizer.play(entry.message, after: frame - take.frameCount)
    }
    try advance(toBlockOf: Rendition.frame(at: duration))
    synthesizer.releaseAll()
    let pause = Synthesizer.sampleRate / 4
    let limit = musicFrames + Int(Rendition.maximumTailSeconds * Double(Synthesizer.sampleRate))
    while take.frameCount < musicFrames || (take.frameCount < limit && take.frameCount - ending.lastLoud < pause) {
      try advance(by: Rendition.blockFrames)
    }
    take.finish()
    let rings = take.frameCount >= limit && ending.lastLoud + pause >= limit
    take.cut(to: min(limit, max(ending.lastLoud + 1, musicFrames, Synthesizer.sampleRate / 10)))
    return (take, rings ? pause : 0)
  }
}

/// Where a sound that is heard block by block falls silent.
private struct Ending {
  /// The last frame so far that is louder than silence.
  private(set) var lastLoud = -1
  private var peak: Float = 0
  private var frames = 0

  /// 10^(-79/20): -80 dB of full scale once the peak is just under it.
  private static let silenceUnderPeak: Float = 0.000112201845

  mutating func hear(_ block: UnsafeBufferPointer<Float>) {
    let loudest = block.peak
    peak = max(peak, loudest)
    let floor = max(peak * Ending.silenceUnderPeak, Mastering.hush)
    if loudest > floor {
      var index = block.count - 1
      while abs(block[index]) <= floor { index -= 1 }
      lastLoud = frames + index / 2
    }
    frames += block.count / 2
  }
}
