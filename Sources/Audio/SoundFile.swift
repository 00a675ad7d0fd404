import CSndfile
import Foundation

/// An audio file being written by libsndfile.
///
/// Owns libsndfile's handle and closes it. libsndfile API documentation, "sf_open_fd" and "sf_writef_float".
final class SoundFile {
  private var handle: OpaquePointer?
  private let path: String
  private var dither: Dither?
  private var rounded: [Int16] = []

  /// Starts a file where an open descriptor stands, which stays the caller's to close. `path` is for error texts.
  ///
  /// The tags go where libsndfile puts them (a WAV file's INFO, FLAC's and Vorbis's comments); an MP3 file has its own
  /// before the sound, see ``ID3Tag``.
  init(descriptor: Int32, format: AudioFormat, tags: AudioTags, path: String) throws(AudioError) {
    self.path = path
    var info = format.info
    guard let handle = sf_open_fd(descriptor, Int32(SFM_WRITE), &info, 0) else {
      throw .cannotWrite(path: path, reason: String(cString: sf_strerror(nil)))
    }
    self.handle = handle
    if format == .wav(.pcm16) || format == .flac(.pcm16) { dither = Dither() }
    sf_command(handle, Int32(SFC_SET_CLIPPING), nil, 1)
    // A chunk with the time of day in it, which float files otherwise get.
    sf_command(handle, Int32(SFC_SET_ADD_PEAK_CHUNK), nil, 0)
    var quality = format == .mp3 ? 0.8 : 0.6
    if format.isLossy {
      sf_command(handle, Int32(SFC_SET_VBR_ENCODING_QUALITY), &quality, Int32(MemoryLayout<Double>.size))
    }
    guard format != .mp3 else { return }
    let words = [(SF_STR_TITLE, tags.title), (SF_STR_ARTIST, tags.artist), (SF_STR_COMMENT, tags.comment)]
    for (kind, text) in words where !text.isEmpty { sf_set_string(handle, Int32(kind), text) }
  }

  deinit { if let handle { sf_close(handle) } }

  /// Writes left and right samples in turn, a few thousand at once: libsndfile puts a whole Vorbis write on the stack.
  func write(_ samples: UnsafeMutableBufferPointer<Float>) throws(AudioError) {
    let frames = sf_count_t(samples.count / 2)
    let written: sf_count_t
    if dither != nil {
      if rounded.count < samples.count { rounded = Array(repeating: 0, count: samples.count) }
      written = rounded.withUnsafeMutableBufferPointer { rounded in
        dither?.round(samples, into: rounded)
        return sf_writef_short(handle, rounded.baseAddress, frames)
      }
    } else {
      written = sf_writef_float(handle, samples.baseAddress, frames)
    }
    guard written == frames else { throw .cannotWrite(path: path, reason: String(cString: sf_strerror(handle))) }
  }

  /// Finishes the file.
  func close() throws(AudioError) {
    guard let handle else { return }
    self.handle = nil
    let status = sf_close(handle)
    guard status == 0 else { throw .cannotWrite(path: path, reason: String(cString: sf_error_number(status))) }
  }
}
