import Foundation
import Kernels
import Testing

@Suite struct GatesTests {
  private let memory = Memory()

  private func buffer(_ values: [Double]) -> AlignedBuffer {
    let buffer = memory.floats(values.count)
    for (index, value) in values.enumerated() { buffer.floats[index] = Float(value) }
    return buffer
  }

  private func values(_ buffer: AlignedBuffer, _ count: Int) -> [Double] {
    (0..<count).map { Double(buffer.floats[$0]) }
  }

  private func draws(_ count: Int, scale: Double, seed: UInt64) -> [Double] {
    var random = RandomSource(seed: seed)
    return (0..<count).map { _ in Double(Float(Double(random.normal()) * scale)) }
  }

  /// 1 to 19 units reach the eight-lane loop, its tail and both; scale 40 saturates every gate.
  @Test(arguments: [1, 7, 8, 19], [0.001, 1, 40])
  func forwardIsTheDefinition(hidden: Int, scale: Double) {
    let sums = draws(4 * hidden, scale: scale, seed: 1)
    let addend = draws(4 * hidden, scale: scale, seed: 2)
    let previous = draws(hidden, scale: 1, seed: 3)
    let gates = buffer(sums)
    let cell = memory.floats(hidden)
    let output = memory.floats(hidden)
    let rounded = zip(sums, addend).map { Double(Float($0) + Float($1)) }
    for start in [previous, [Double](repeating: 0, count: hidden)] {
      gates.floats.update(from: buffer(sums).floats, count: 4 * hidden)
      let before = buffer(start)
      Gates.forward(
        hidden: hidden, gates: gates.floats, addend: buffer(addend).floats,
        previousCell: start == previous ? UnsafePointer(before.floats) : nil, cell: cell.floats, output: output.floats)
      let expected = Reference.gates(sums: rounded, previousCell: start)
      // A few units in the last place of f32, relative also for small results: tanh must not cancel near 0.
      for (a, b) in zip(values(gates, 4 * hidden), expected.activations) {
        #expect(abs(a - b) <= 5e-7 * abs(b) + 1e-35)
      }
      for (a, b) in zip(values(cell, hidden), expected.cell) {
        #expect(abs(a - b) <= 1e-6 * (abs(b) + scale.squareRoot()))
      }
      for (a, b) in zip(values(output, hidden), expected.output) { #expect(abs(a - b) <= 2e-6) }
    }
  }

  @Test func notANumberStaysOne() {
    let gates = buffer([.nan, 0, 0, 0])
    let cell = buffer([0])
    let output = buffer([0])
    let zeros = buffer([0, 0, 0, 0])
    Gates.forward(
      hidden: 1, gates: gates.floats, addend: zeros.floats, previousCell: nil, cell: cell.floats, output: output.floats)
    #expect(output.floats[0].isNaN)
  }

  /// The gradient of w·h + u·c, against central differences of the definition in f64.
  @Test(arguments: [3, 8, 21])
  func backwardIsTheDerivative(hidden: Int) {
    let sums = draws(4 * hidden, scale: 1, seed: 4)
    let previous = draws(hidden, scale: 1, seed: 5)
    let (w, w2, u) = (
      draws(hidden, scale: 1, seed: 6), draws(hidden, scale: 1, seed: 7), draws(hidden, scale: 1, seed: 8)
    )
    func value(_ sums: [Double], _ previous: [Double]) -> Double {
      let step = Reference.gates(sums: sums, previousCell: previous)
      var sum = 0.0
      for unit in 0..<hidden {
        let outputGradient = w[unit] + w2[unit]
        sum += outputGradient * step.output[unit] + u[unit] * step.cell[unit]
      }
      return sum
    }
    func derivative(_ at: (Double) -> Double) -> Double { (at(1e-5) - at(-1e-5)) / 2e-5 }
    let gates = buffer(sums)
    let before = buffer(previous)
    let cell = memory.floats(hidden)
    let output = memory.floats(hidden)
    let zeros = memory.floats(4 * hidden)
    Gates.forward(
      hidden: hidden, gates: gates.floats, addend: zeros.floats, previousCell: before.floats, cell: cell.floats,
      output: output.floats)
    let cellGradient = buffer(u)
    let addendGradient = buffer([Double](repeating: 1, count: 4 * hidden))
    Gates.backward(
      hidden: hidden, gates: gates.floats, previousCell: before.floats, cell: cell.floats,
      outputGradient: buffer(w).floats, recurrentGradient: buffer(w2).floats, cellGradient: cellGradient.floats,
      addendGradient: addendGradient.floats)
    for index in 0..<4 * hidden {
      let expected = derivative { delta in
        var moved = sums
        moved[index] += delta
        return value(moved, previous)
      }
      #expect(abs(Double(gates.floats[index]) - expected) < 1e-5)
      #expect(abs(Double(addendGradient.floats[index]) - 1 - expected) < 1e-5)
    }
    for index in 0..<hidden {
      let expected = derivative { delta in
        var moved = previous
        moved[index] += delta
        return value(sums, moved)
      }
      #expect(abs(Double(cellGradient.floats[index]) - expected) < 1e-5)
    }
  }

  @Test(arguments: [1, 8, 11])
  func recordKeepsSixteenBits(hidden: Int) {
    // Spread over the ranges of the gates, both ends included.
    let sigmoids = (0..<3 * hidden).map { Double($0) / Double(3 * hidden - 1) }
    let tanhs = (0..<hidden).map { hidden == 1 ? -1 : 2 * Double($0) / Double(hidden - 1) - 1 }
    let all = Array(sigmoids[..<(2 * hidden)]) + tanhs + Array(sigmoids[(2 * hidden)...])
    let gates = buffer(all)
    let record = memory.bytes(8 * hidden)
    let recalled = memory.floats(4 * hidden)
    GateRecord.store(gates.floats, of: .lstm, hidden: hidden, into: record.base)
    GateRecord.load(record.base, of: .lstm, hidden: hidden, into: recalled.floats)
    for (index, value) in all.enumerated() {
      let spacing = (2 * hidden..<3 * hidden).contains(index) ? 1 / 32767.0 : 1 / 65535.0
      #expect(abs(Double(recalled.floats[index]) - value) <= 0.51 * spacing)
    }
    // What is exactly 0 or 1 stays so.
    #expect(recalled.floats[0] == 0 && recalled.floats[4 * hidden - 1] == 1)
  }
}
