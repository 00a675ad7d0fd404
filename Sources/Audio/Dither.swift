/// Rounds to 16 bits so that the error is noise and not distortion.
///
/// To each sample is added the difference of two random numbers within half a step, the second of which is the first of the
/// next: a triangle two steps wide, with its noise where ears hear least (Lipshitz, Wannamaker and Vanderkooy,
/// "Quantization and Dither", 1992, section 6). The numbers are the same for every file. Silence stays silent.
struct Dither {
  private var state: (UInt32, UInt32) = (0x4C69_6C74, 0x746C_694C)
  private var latest: (Float, Float) = (0, 0)

  /// Rounds frames, left and right in turn, -1...1, into `rounded`.
  mutating func round(_ frames: UnsafeMutableBufferPointer<Float>, into rounded: UnsafeMutableBufferPointer<Int16>) {
    for index in stride(from: 0, to: frames.count, by: 2) {
      rounded[index] = Dither.round(frames[index], &state.0, &latest.0)
      rounded[index + 1] = Dither.round(frames[index + 1], &state.1, &latest.1)
    }
  }

  private static func round(_ sample: Float, _ state: inout UInt32, _ latest: inout Float) -> Int16 {
    // Numerical Recipes' quick generator; its high bits are random enough for noise.
    state = state &* 1_664_525 &+ 1_013_904_223
    let random = Float(Int32(bitPattern: state) >> 8) / 16_777_216
    let noise = abs(sample) < quiet ? 0 : random - latest
    latest = random
    let value = max(-32768, min(32767, sample * 32768 + noise))
    // A float has no halves there, so that the sum is rounded: `rounded()` is a call on processors of before 2008.
    return Int16((value + nearest) - nearest)
  }

  /// 1.5 times 2^23.
  private static let nearest: Float = 12_582_912

  /// A hundredth of a step.
  private static let quiet: Float = 0.01 / 32768
}
