import MIDI

/// Stereo sound in memory, 44,100 frames a second.
public struct Recording: Hashable, Sendable {
  /// The longest music that is kept in memory: ten minutes, about 210 MB. ``AudioFile`` writes longer ones.
  public static let maximumSeconds = 600.0
  /// Frames a second.
  public static let sampleRate = Synthesizer.sampleRate

  /// Left and right samples in turn, within -1...1.
  public private(set) var samples: [Float] = []

  /// How many frames there are: half as many as samples.
  public var frameCount: Int { samples.count / 2 }

  /// Plays a rendition into memory.
  ///
  /// - Throws: ``AudioError`` where the SoundFont is bad, the synthesiser fails or the music is too long.
  public init(_ rendition: Rendition, loudness: Loudness = .standard) throws(AudioError) {
    guard rendition.musicSeconds <= Recording.maximumSeconds else {
      throw .tooLong(seconds: rendition.musicSeconds, limit: Recording.maximumSeconds)
    }
    let listener = try Survey.Listener()
    let (take, fadeFrames) = try rendition.play(spoolingBeside: nil, to: listener) { _ in true }
    let survey = try listener.finish(at: take.frameCount)
    let mastering = try Mastering(of: take, as: loudness, fadeFrames: fadeFrames, survey: survey) { _ in }
    var collected: [Float] = []
    collected.reserveCapacity(2 * take.frameCount)
    try Levelled(source: take, curve: mastering.curve).forEachBlock { block, _ in collected += block }
    samples = collected
  }
}
