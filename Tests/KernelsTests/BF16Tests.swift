import Kernels
import Testing

@Suite struct BF16Tests {
  private let memory = Memory()

  /// Eight numbers and one more reach both the lanes and the tail. Expected values by the definition: bf16 keeps 8 bits
  /// of mantissa, so between 1 and 2 numbers are 2^-7 apart; ties go to the even one.
  @Test func roundsToNearestEven() {
    let cases: [(Float, Float)] = [
      (0, 0), (-0.0, -0.0), (1, 1), (1 + 0x1p-8, 1), (1 + 3 * 0x1p-8, 1 + 0x1p-6), (1 + 0x1.8p-8, 1 + 0x1p-7),
      (-(1 + 0x1.8p-8), -(1 + 0x1p-7)), (.infinity, .infinity), (.greatestFiniteMagnitude, .infinity),
    ]
    for (value, expected) in cases {
      let buffer = memory.floats(9)
      buffer.floats.update(repeating: value, count: 9)
      let kept = memory.bytes(18)
      let operand = Operand(kept.base, .bf16)
      operand.store(buffer.floats, count: 9)
      roundToBF16(buffer.floats, count: 9)
      let loaded = memory.floats(9)
      operand.load(into: loaded.floats, count: 9)
      for index in 0..<9 {
        #expect(buffer.floats[index].bitPattern == expected.bitPattern)
        #expect(loaded.floats[index].bitPattern == expected.bitPattern)
      }
    }
  }

  @Test func notANumberStaysOne() {
    let buffer = memory.floats(9)
    buffer.floats.update(repeating: .nan, count: 9)
    roundToBF16(buffer.floats, count: 9)
    for index in 0..<9 { #expect(buffer.floats[index].isNaN) }
  }
}
