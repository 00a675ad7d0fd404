/// Why a tune did not become an audio file.
public enum AudioError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No SoundFont was named and none lies in the usual places.
  case noSoundFont(searched: [String])
  /// A SoundFont is missing, unreadable or broken.
  case badSoundFont(path: String, reason: String)
  /// A file name whose extension is no audio format Lilt writes.
  case unknownFormat(path: String)
  /// A format that the libsndfile at hand was built without.
  case formatUnavailable(path: String, format: String)
  /// A format that does not keep samples in the way asked for.
  case depthUnavailable(path: String, format: String, depth: SampleDepth)
  /// Stems of music without notes.
  case noStems(path: String)
  /// Music longer than ``Rendition/maximumSeconds``, than a file of its format holds, or than a recording in memory may
  /// be.
  case tooLong(seconds: Double, limit: Double)
  /// The file could not be written.
  case cannotWrite(path: String, reason: String)
  /// The synthesiser could not be started or stopped working.
  case synthesiser(reason: String)
  /// There is nothing to hear music on.
  case noDevice(reason: String)
  /// The caller asked to stop.
  case cancelled

  /// Whose fault an error is; the command's exit status follows it.
  public enum Fault: Hashable, Sendable {
    /// What was asked for: another file, name or SoundFont mends it. Exit status 1.
    case input
    /// The disk or the device. Exit status 74.
    case system
  }

  /// Whose fault it is.
  public var fault: Fault {
    switch self {
    case .noSoundFont, .badSoundFont, .unknownFormat, .formatUnavailable, .depthUnavailable, .noStems, .tooLong,
      .cancelled:
      .input
    case .cannotWrite, .synthesiser, .noDevice: .system
    }
  }

  /// What happened and what would mend it.
  public var description: String {
    switch self {
    case .noSoundFont(let searched):
      "no SoundFont found; name one with --soundfont or LILT_SOUNDFONT (looked for \(searched.joined(separator: ", ")))"
    case .badSoundFont(let path, let reason): "\(path): the SoundFont cannot be used: \(reason)"
    case .unknownFormat(let path): "\(path): not a name of an audio file; end it in .wav, .flac, .ogg or .mp3"
    case .formatUnavailable(let path, let format):
      "\(path): this system's libsndfile cannot write \(format); choose .wav or .flac, or install a newer libsndfile"
    case .depthUnavailable(let path, let format, let depth):
      format == "FLAC"
        ? "\(path): FLAC has no floats; ask for 16 or 24 bits, or write a .wav"
        : "\(path): \(format) has no choice of bits, so \(depth.rawValue) cannot be asked of it; write a .wav or .flac"
    case .noStems(let path): "\(path): there are no notes, so there are no stems to write"
    case .tooLong(let seconds, let limit):
      "the music lasts \(Int(min(seconds, 1e9))) seconds, more than the \(Int(limit)) that can be rendered; "
        + "cut it or play it faster"
    case .cannotWrite(let path, let reason): "\(path): cannot be written: \(reason)"
    case .noDevice(let reason):
      "there is no audio device to play on: \(reason); lilt render TUNE -o tune.wav writes a file to play elsewhere"
    case .synthesiser(let reason): "the synthesiser failed: \(reason)"
    case .cancelled: "stopped before the audio was done"
    }
  }
}
