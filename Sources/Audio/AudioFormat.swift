import CSndfile
import Foundation

/// An audio file format.
public enum AudioFormat: Hashable, Sendable {
  case wav(SampleDepth)
  /// Compressed without loss; ``SampleDepth/float`` does not exist in it.
  case flac(SampleDepth)
  /// Ogg Vorbis at about 190 kbit/s.
  case ogg
  /// MP3 at a changing rate, about 200 kbit/s.
  case mp3

  /// The format a path's extension names, in either case.
  ///
  /// - Parameter depth: how samples are kept; nil for 16 bits where the format has a choice.
  /// - Throws: ``AudioError/unknownFormat(path:)``; ``AudioError/depthUnavailable(path:format:depth:)`` where the
  ///   format does not keep samples so; ``AudioError/formatUnavailable(path:format:)`` where the libsndfile that is
  ///   installed was built without the encoder (MP3 needs 1.1 or newer with LAME).
  public init(path: String, depth: SampleDepth? = nil) throws(AudioError) {
    switch URL(fileURLWithPath: path).pathExtension.lowercased() {
    case "wav": self = .wav(depth ?? .pcm16)
    case "flac": self = .flac(depth ?? .pcm16)
    case "ogg": self = .ogg
    case "mp3": self = .mp3
    default: throw .unknownFormat(path: path)
    }
    switch (self, depth) {
    case (.flac(.float), _), (.ogg, .some), (.mp3, .some):
      throw .depthUnavailable(path: path, format: name, depth: depth ?? .float)
    default: break
    }
    var info = self.info
    guard sf_format_check(&info) != 0 else { throw .formatUnavailable(path: path, format: name) }
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

  /// Whether a decoder gives back other samples than went in.
  var isLossy: Bool { self == .ogg || self == .mp3 }

  /// The most frames a file holds: a WAV file counts its bytes in 32 bits.
  var maximumFrames: Int {
    switch self {
    case .wav(let depth): (Int(UInt32.max) - 1 << 20) / (2 * depth.bytes)
    case .flac, .ogg, .mp3: .max
    }
  }

  /// What libsndfile must know to write stereo at 44,100 frames a second.
  var info: SF_INFO {
    var info = SF_INFO()
    info.samplerate = Int32(Synthesizer.sampleRate)
    info.channels = 2
    // Older headers lack the names of MP3's numbers (SF_FORMAT_MPEG, SF_FORMAT_MPEG_LAYER_III).
    info.format =
      switch self {
      case .wav(let depth): Int32(SF_FORMAT_WAV) | depth.subtype
      case .flac(let depth): Int32(SF_FORMAT_FLAC) | depth.subtype
      case .ogg: Int32(SF_FORMAT_OGG | SF_FORMAT_VORBIS)
      case .mp3: 0x230000 | 0x0082
      }
    return info
  }
}

/// How a file keeps its samples.
public enum SampleDepth: String, CaseIterable, Hashable, Sendable {
  /// Whole numbers of 16 bits, dithered: every player has them.
  case pcm16 = "16"
  /// Whole numbers of 24 bits, for further work.
  case pcm24 = "24"
  /// Floats of 32 bits.
  case float

  var bytes: Int {
    switch self {
    case .pcm16: 2
    case .pcm24: 3
    case .float: 4
    }
  }

  fileprivate var subtype: Int32 {
    switch self {
    case .pcm16: Int32(SF_FORMAT_PCM_16)
    case .pcm24: Int32(SF_FORMAT_PCM_24)
    case .float: Int32(SF_FORMAT_FLOAT)
    }
  }
}
