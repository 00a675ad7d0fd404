import CSndfile
import Foundation

/// An audio file format, chosen by a file name's extension.
public enum AudioFormat: String, CaseIterable, Hashable, Sendable {
  case wav, flac, ogg, mp3

  /// The format a path's extension names, in either case.
  ///
  /// - Throws: ``AudioError/unknownFormat(path:)``, or ``AudioError/formatUnavailable(path:format:)`` where the
  ///   libsndfile that is installed was built without the encoder (MP3 needs 1.1 or newer with LAME).
  public init(path: String) throws(AudioError) {
    guard let format = AudioFormat(rawValue: URL(fileURLWithPath: path).pathExtension.lowercased()) else {
      throw .unknownFormat(path: path)
    }
    var info = format.info
    guard sf_format_check(&info) != 0 else { throw .formatUnavailable(path: path, format: format.name) }
    self = format
  }

  /// What the format is called.
  public var name: String {
    switch self {
    case .wav: "WAV"
    case .flac: "FLAC"
    case .ogg: "Ogg Vorbis"
    case .mp3: "MP3"
    }
  }

  /// What libsndfile must know to write stereo at 44,100 frames a second: 16 bits, Vorbis or MPEG layer III.
  var info: SF_INFO {
    var info = SF_INFO()
    info.samplerate = Int32(Synthesizer.sampleRate)
    info.channels = 2
    // Older headers lack the names of MP3's numbers (SF_FORMAT_MPEG, SF_FORMAT_MPEG_LAYER_III).
    info.format =
      switch self {
      case .wav: Int32(SF_FORMAT_WAV | SF_FORMAT_PCM_16)
      case .flac: Int32(SF_FORMAT_FLAC | SF_FORMAT_PCM_16)
      case .ogg: Int32(SF_FORMAT_OGG | SF_FORMAT_VORBIS)
      case .mp3: 0x230000 | 0x0082
      }
    return info
  }
}

/// Words that go into an audio file where its format has room for them.
public struct AudioTags: Hashable, Sendable {
  /// The tune.
  public var title: String
  /// Who made or plays it.
  public var artist: String
  /// Anything else.
  public var comment: String

  /// Tags; empty ones are left out.
  public init(title: String = "", artist: String = "", comment: String = "") {
    self.title = title
    self.artist = artist
    self.comment = comment
  }
}
