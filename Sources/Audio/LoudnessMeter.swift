import CEBUR128

/// Integrated loudness by libebur128 (EBU R 128, ITU-R BS.1770-4).
///
/// Owns libebur128's state and frees it.
final class LoudnessMeter {
  private var state: UnsafeMutablePointer<ebur128_state>?

  init() throws(AudioError) {
    state = ebur128_init(2, UInt(Synthesizer.sampleRate), Int32(EBUR128_MODE_I.rawValue))
    guard state != nil else { throw .synthesiser(reason: "no memory to measure its loudness") }
  }

  deinit { ebur128_destroy(&state) }

  /// Adds frames, left and right in turn.
  func add(_ frames: UnsafeBufferPointer<Float>) throws(AudioError) {
    let status = ebur128_add_frames_float(state, frames.baseAddress, frames.count / 2)
    guard status == EBUR128_SUCCESS.rawValue else { throw .synthesiser(reason: "no memory to measure its loudness") }
  }

  /// LUFS; nil for less than 0.4 seconds, and where all is softer than -70.
  var loudness: Double? {
    var value = 0.0
    guard ebur128_loudness_global(state, &value) == EBUR128_SUCCESS.rawValue, value.isFinite else { return nil }
    return value
  }
}
