/// Rounds to 16 bits so that the error is noise and not distortion.
///
/// To each sample is added the sum of two random numbers within half a step, whose density is a triangle two steps wide
/// (Lipshitz, Wannamaker and Vanderkooy, "Quantization and Dither", 1992, section 5). The numbers are the same for
/// every file. Silence stays silent.
struct Dither {
  /// Marsaglia's xorshift generator ("Xorshift RNGs", 2003), eight of them side by side, begun far from one another.
  private var state: SIMD8<UInt32>

  init() {
    state = SIMD8()
    for lane in 0..<8 { state[lane] = 0x4C69_6C74 &* (2 &* UInt32(lane) &+ 1) }
    for _ in 0..<16 { advance() }
  }

  private mutating func advance() {
    state ^= state &<< 13
    state ^= state &>> 17
    state ^= state &<< 5
  }

  /// Rounds samples, -1...1, into `rounded`.
  mutating func round(_ samples: UnsafeMutableBufferPointer<Float>, into rounded: UnsafeMutableBufferPointer<Int16>) {
    for start in stride(from: 0, to: samples.count, by: 8) {
      advance()
      // Eight numbers known beforehand, so that the eight are computed side by side.
      if start + 8 <= samples.count {
        for lane in 0..<8 { rounded[start + lane] = Dither.round(samples[start + lane], state[lane]) }
      } else {
        for index in start..<samples.count { rounded[index] = Dither.round(samples[index], state[index - start]) }
      }
    }
  }

  private static func round(_ sample: Float, _ random: UInt32) -> Int16 {
    let steps = sample * 32768
    let noise = Float(Int32(truncatingIfNeeded: (random >> 16) &+ (random & 0xFFFF)) &- 0xFFFF) * (1 / 65536)
    let dithered = max(-32768, min(32767, abs(steps) < 0.01 ? steps : steps + noise))
    // At 1.5 times 2^23 a float has no halves, so the sum is rounded and the number stands in its lowest bits:
    // `rounded()` is a call on processors of before 2008, for which programs are compiled.
    return Int16(truncatingIfNeeded: (dithered + 12_582_912).bitPattern)
  }
}
