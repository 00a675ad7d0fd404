import MIDI

/// Writes music as audio files.
public enum AudioFile {
  /// Plays a MIDI file into an audio file; the extension of `path` says which format.
  ///
  /// The music is played twice, once to find its peak and its end and once to write, so memory does not grow with its
  /// length (``Rendition/maximumSeconds`` at most). The sound is stereo at 44,100 frames a second, its peak is at -1
  /// dB of full scale, and its tail ends where it falls under -80 dB, at most ten seconds after the music. The file
  /// appears whole or not at all. The same music, SoundFont and libraries give the same bytes.
  ///
  /// - Parameters:
  ///   - midi: the music.
  ///   - path: where the file goes: `.wav` (16 bits), `.flac`, `.ogg` or `.mp3`.
  ///   - soundFont: a SoundFont's path; nil to search by ``SoundFontSearch/path(named:environment:)``.
  ///   - tags: words for the file.
  ///   - options: how the synthesiser sounds.
  ///   - onProgress: is told the part that is done, 0...1; returns whether to go on.
  /// - Throws: ``AudioError``; its ``AudioError/fault`` says whether the input or the system was at fault.
  public static func write(
    _ midi: MIDIFile, to path: String, soundFont: String? = nil, tags: AudioTags = AudioTags(),
    options: SynthesisOptions = SynthesisOptions(), onProgress: (Double) -> Bool = { _ in true }
  ) throws(AudioError) {
    let format = try AudioFormat(path: path)
    let soundFont = try SoundFontSearch.path(named: soundFont)
    let rendition = try Rendition(midi, soundFont: soundFont, options: options)
    // Started before the long work, so that a folder that cannot be written to is reported at once.
    let file = try PartialFile(at: path)
    let measurement = try rendition.measure { onProgress($0 / 2) }
    if format == .mp3 { try file.begin(with: ID3Tag(tags).bytes) }
    let sound = try SoundFile(descriptor: file.descriptor, format: format, tags: tags, path: path)
    try rendition.play(as: measurement, onProgress: { onProgress(0.5 + $0 / 2) }) { samples throws(AudioError) in
      try sound.write(samples)
    }
    try sound.close()
    if format == .ogg { try OggSerial.rewrite(file) }
    try file.move()
  }
}
