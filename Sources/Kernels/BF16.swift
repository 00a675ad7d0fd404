// bf16 is the upper half of an f32. Rounding is to nearest, ties to even, as processors and PyTorch do it; a NaN as
// arithmetic makes it stays one.

@inline(__always)
private func roundedBits(_ values: SIMD8<Float>) -> SIMD8<UInt32> {
  let bits = unsafeBitCast(values, to: SIMD8<UInt32>.self)
  return (bits &+ 0x7FFF &+ ((bits &>> 16) & 1)) &>> 16
}

@inline(__always)
private func roundedBits(_ value: Float) -> UInt32 {
  let bits = value.bitPattern
  return (bits &+ 0x7FFF &+ ((bits &>> 16) & 1)) &>> 16
}

/// Rounds `count` numbers to bf16.
func roundToBF16(_ values: UnsafePointer<Float>, into rounded: UnsafeMutablePointer<UInt16>, count: Int) {
  var index = 0
  while index + 8 <= count {
    let lanes = SIMD8<UInt16>(truncatingIfNeeded: roundedBits(values.lanes(at: index)))
    UnsafeMutableRawPointer(rounded + index).storeBytes(of: lanes, as: SIMD8<UInt16>.self)
    index += 8
  }
  while index < count {
    rounded[index] = UInt16(truncatingIfNeeded: roundedBits(values[index]))
    index += 1
  }
}

/// Rounds `count` numbers to the nearest bf16 in place, kept as f32.
public func roundToBF16(_ values: UnsafeMutablePointer<Float>, count: Int) {
  var index = 0
  while index + 8 <= count {
    values.setLanes(unsafeBitCast(roundedBits(values.lanes(at: index)) &<< 16, to: SIMD8<Float>.self), at: index)
    index += 8
  }
  while index < count {
    values[index] = Float(bitPattern: roundedBits(values[index]) &<< 16)
    index += 1
  }
}

/// Makes f32 of `count` numbers of bf16; exact.
func expandBF16(_ values: UnsafePointer<UInt16>, into expanded: UnsafeMutablePointer<Float>, count: Int) {
  var index = 0
  while index + 8 <= count {
    let lanes = UnsafeRawPointer(values + index).loadUnaligned(as: SIMD8<UInt16>.self)
    let bits = SIMD8<UInt32>(truncatingIfNeeded: lanes) &<< 16
    expanded.setLanes(unsafeBitCast(bits, to: SIMD8<Float>.self), at: index)
    index += 8
  }
  while index < count {
    expanded[index] = Float(bitPattern: UInt32(values[index]) &<< 16)
    index += 1
  }
}
