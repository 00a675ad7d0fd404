/// Activations kept between forward and backward in 16 bits each, for the bf16 mode.
///
/// Evenly spaced over the range of the gate: 1.5e-5 apart for the sigmoids, 3e-5 for the tanh. bf16 itself is 4e-3 apart
/// near 1 and would flatten the slope of a nearly closed or open gate to zero. The one number that has no range, q of the
/// GRU, only scales a gradient: bf16 is good enough for it.
public enum GateRecord {
  /// Records what forward of `cell` left, `(W)` numbers.
  public static func store(
    _ gates: UnsafePointer<Float>, of cell: Cell, hidden: Int, into record: UnsafeMutableRawPointer
  ) {
    switch cell {
    case .lstm:
      keep(gates, into: record, count: 2 * hidden, scale: 65535, offset: 0)
      keep(gates + 2 * hidden, into: record + 4 * hidden, count: hidden, scale: 32767, offset: 32768)
      keep(gates + 3 * hidden, into: record + 6 * hidden, count: hidden, scale: 65535, offset: 0)
    case .gru:
      keep(gates, into: record, count: 2 * hidden, scale: 65535, offset: 0)
      Operand(record + 4 * hidden, .bf16).store(gates + 2 * hidden, count: hidden)
      keep(gates + 3 * hidden, into: record + 6 * hidden, count: hidden, scale: 32767, offset: 32768)
    case .rnn:
      keep(gates, into: record, count: hidden, scale: 32767, offset: 32768)
    }
  }

  /// Reads what ``store(_:of:hidden:into:)`` recorded.
  public static func load(
    _ record: UnsafeMutableRawPointer, of cell: Cell, hidden: Int, into gates: UnsafeMutablePointer<Float>
  ) {
    switch cell {
    case .lstm:
      recall(record, into: gates, count: 2 * hidden, scale: 1 / 65535, offset: 0)
      recall(record + 4 * hidden, into: gates + 2 * hidden, count: hidden, scale: 1 / 32767, offset: 32768)
      recall(record + 6 * hidden, into: gates + 3 * hidden, count: hidden, scale: 1 / 65535, offset: 0)
    case .gru:
      recall(record, into: gates, count: 2 * hidden, scale: 1 / 65535, offset: 0)
      Operand(record + 4 * hidden, .bf16).load(into: gates + 2 * hidden, count: hidden)
      recall(record + 6 * hidden, into: gates + 3 * hidden, count: hidden, scale: 1 / 32767, offset: 32768)
    case .rnn:
      recall(record, into: gates, count: hidden, scale: 1 / 32767, offset: 32768)
    }
  }

  // Adding 2^23 rounds to a whole number and leaves it in the low bits of the mantissa.
  @inline(__always)
  private static func keep(
    _ values: UnsafePointer<Float>, into record: UnsafeMutableRawPointer, count: Int, scale: Float, offset: Float
  ) {
    let shift = offset + 8_388_608
    var index = 0
    while index + 8 <= count {
      let bits = unsafeBitCast(values.lanes(at: index) * scale + shift, to: SIMD8<UInt32>.self)
      record.storeBytes(of: SIMD8<UInt16>(truncatingIfNeeded: bits), toByteOffset: 2 * index, as: SIMD8<UInt16>.self)
      index += 8
    }
    while index < count {
      let bits = (values[index] * scale + shift).bitPattern
      record.storeBytes(of: UInt16(truncatingIfNeeded: bits), toByteOffset: 2 * index, as: UInt16.self)
      index += 1
    }
  }

  @inline(__always)
  private static func recall(
    _ record: UnsafeRawPointer, into values: UnsafeMutablePointer<Float>, count: Int, scale: Float, offset: Float
  ) {
    let shift = offset + 8_388_608
    var index = 0
    while index + 8 <= count {
      let lanes = record.loadUnaligned(fromByteOffset: 2 * index, as: SIMD8<UInt16>.self)
      let bits = SIMD8<UInt32>(truncatingIfNeeded: lanes) | 0x4B00_0000
      values.setLanes((unsafeBitCast(bits, to: SIMD8<Float>.self) - shift) * scale, at: index)
      index += 8
    }
    while index < count {
      let bits = UInt32(record.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)) | 0x4B00_0000
      values[index] = (Float(bitPattern: bits) - shift) * scale
      index += 1
    }
  }
}
