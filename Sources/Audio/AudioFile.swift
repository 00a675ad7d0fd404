import MIDI

/// Writes music as audio files.
public enum AudioFile {
  /// Plays a MIDI file into an audio file; the extension of `path` says which format.
  ///
  /// The sound is stereo at 44,100 frames a second, every note begins on its frame, its loudness is as asked for and
  /// its true peak under -1 dB of full scale, and its tail ends where it falls 79 dB under the peak, at most ten
  /// seconds after the music. The file appears whole or not at all. The same music, options, SoundFont and libraries
  /// give the same bytes.
  ///
  /// Memory is that of a minute (24 MB) and of a SoundFont, however long the music is, ``Rendition/maximumSeconds`` at
  /// most; the rest of the sound is put aside on the disk of `path`, 21 MB a minute, while it is being made. Files may
  /// be written on several threads at once.
  ///
  /// - Parameters:
  ///   - midi: the music.
  ///   - path: where the file goes: `.wav`, `.flac`, `.ogg` or `.mp3`.
  ///   - soundFont: a SoundFont's path; nil to search by ``SoundFontSearch/path(named:environment:)``.
  ///   - tags: words for the file.
  ///   - depth: how WAV and FLAC keep samples; nil for 16 bits.
  ///   - loudness: how loud it is made.
  ///   - options: how the synthesiser sounds.
  ///   - onProgress: is told the part that is done, 0...1; returns whether to go on.
  /// - Throws: ``AudioError``; its ``AudioError/fault`` says whether the input or the system was at fault.
  public static func write(
    _ midi: MIDIFile, to path: String, soundFont: String? = nil, tags: AudioTags = AudioTags(),
    depth: SampleDepth? = nil, loudness: Loudness = .standard, options: SynthesisOptions = SynthesisOptions(),
    onProgress: (Double) -> Bool = { _ in true }
  ) throws(AudioError) {
    let format = try AudioFormat(path: path, depth: depth)
    let soundFont = try SoundFontSearch.path(named: soundFont)
    let rendition = try Rendition(midi, soundFont: soundFont, options: options)
    // Started before the long work, so that a folder that cannot be written to is reported at once.
    let file = try OutputFile(at: path, format: format)
    let listener = try Survey.Listener()
    let (take, fadeFrames) = try rendition.play(spoolingBeside: path, to: listener) { onProgress($0 * 0.7) }
    let survey = try listener.finish(at: take.frameCount)
    let mastering = try Mastering(
      of: take, as: loudness, fadeFrames: fadeFrames, survey: survey, headroom: format.headroom
    ) { part throws(AudioError) in
      guard onProgress(0.7 + 0.2 * part) else { throw .cancelled }
    }
    try file.write(Levelled(source: take, curve: mastering.curve), tags: tags) { part throws(AudioError) in
      guard onProgress(0.9 + 0.1 * part) else { throw .cancelled }
    }
    try file.move()
  }
}
