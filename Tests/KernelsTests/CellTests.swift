import Kernels
import Testing

/// The cells through the one interface; what the LSTM computes is tested in GatesTests.
@Suite struct CellTests {
  private let memory = Memory()

  private func buffer(_ values: [Double]) -> AlignedBuffer {
    let buffer = memory.floats(values.count)
    for (index, value) in values.enumerated() { buffer.floats[index] = Float(value) }
    return buffer
  }

  private func draws(_ count: Int, scale: Double = 1, seed: UInt64) -> [Double] {
    var random = RandomSource(seed: seed)
    return (0..<count).map { _ in Double(Float(Double(random.normal()) * scale)) }
  }

  /// What a step is made from.
  private struct Step {
    var sums: [Double]
    var recurrent: [Double]
    var recurrentAddend: [Double]
    var previous: [Double]

    /// The definition in f64: h, and the state carried on.
    func result(_ cell: Cell) -> (output: [Double], state: [Double]) {
      switch cell {
      case .lstm:
        let result = Reference.gates(sums: sums, previousCell: previous)
        return (result.output, result.cell)
      case .gru:
        let hidden = previous.count
        let products = recurrent.enumerated().map { $1 + ($0 < 2 * hidden ? 0 : recurrentAddend[$0 - 2 * hidden]) }
        let output = Reference.gatedUnit(sums: sums, recurrent: products, previousOutput: previous)
        return (output, output)
      case .rnn:
        return (sums.map(Reference.tanh), [])
      }
    }
  }

  private func step(_ cell: Cell, hidden: Int, scale: Double = 1) -> Step {
    Step(
      sums: draws(cell.gateCount * hidden, scale: scale, seed: 1),
      recurrent: draws(cell.gateCount * hidden, scale: scale, seed: 2),
      recurrentAddend: draws(hidden, seed: 3), previous: draws(hidden, seed: 4))
  }

  /// 1 to 19 units reach the eight-lane loop, its tail and both; scale 40 saturates every gate.
  @Test(arguments: [Cell.gru, .rnn], [(1, 1.0), (7, 0.001), (8, 40), (19, 1)])
  func forwardIsTheDefinition(cell: Cell, size: (hidden: Int, scale: Double)) {
    let hidden = size.hidden
    let drawn = step(cell, hidden: hidden, scale: size.scale)
    let zeros = [Double](repeating: 0, count: hidden)
    for isFirst in [false, true] {
      var expected = drawn
      let gates = memory.floats(cell.recordCount * hidden)
      gates.floats.update(from: buffer(drawn.sums).floats, count: drawn.sums.count)
      if isFirst {
        expected.previous = zeros
        expected.recurrent = expected.recurrent.map { _ in 0 }
      }
      let addend = draws(cell.gateCount * hidden, seed: 5)
      expected.sums = zip(drawn.sums, addend).map { Double(Float($0) + Float($1)) }
      let state = memory.floats(hidden)
      let output = memory.floats(hidden)
      let (recurrent, previous) = (buffer(drawn.recurrent), buffer(drawn.previous))
      cell.forward(
        hidden: hidden, gates: gates.floats, recurrent: isFirst ? nil : UnsafePointer(recurrent.floats),
        addend: buffer(addend).floats, recurrentAddend: buffer(drawn.recurrentAddend).floats,
        previousState: isFirst ? nil : UnsafePointer(previous.floats), state: state.floats, output: output.floats)
      let result = expected.result(cell)
      for unit in 0..<hidden {
        // r q is as large as the scale: its rounding shows in n.
        #expect(abs(Double(output.floats[unit]) - result.output[unit]) <= 2e-6 * (1 + size.scale))
        if cell.carriesOutput { #expect(state.floats[unit] == output.floats[unit]) }
      }
    }
  }

  /// The gradient of (w + v)·h + u·state, against central differences of the definition in f64.
  @Test(arguments: Cell.allCases, [3, 8, 21])
  func backwardIsTheDerivative(cell: Cell, hidden: Int) {
    let drawn = step(cell, hidden: hidden)
    let (w, v, u) = (draws(hidden, seed: 6), draws(hidden, seed: 7), draws(hidden, seed: 8))
    func derivative(_ move: (inout Step, Double) -> Void) -> Double {
      func value(_ delta: Double) -> Double {
        var moved = drawn
        move(&moved, delta)
        let result = moved.result(cell)
        let state = zip(u, result.state).reduce(0) { $0 + $1.0 * $1.1 }
        return state + (0..<hidden).reduce(0) { $0 + (w[$1] + v[$1]) * result.output[$1] }
      }
      return (value(1e-5) - value(-1e-5)) / 2e-5
    }
    let columns = cell.gateCount * hidden
    let gates = memory.floats(cell.recordCount * hidden)
    gates.floats.update(from: buffer(drawn.sums).floats, count: columns)
    let previous = UnsafePointer(buffer(drawn.previous).floats)
    let (state, output) = (memory.floats(hidden), memory.floats(hidden))
    cell.forward(
      hidden: hidden, gates: gates.floats, recurrent: buffer(drawn.recurrent).floats,
      addend: memory.floats(columns).floats, recurrentAddend: buffer(drawn.recurrentAddend).floats,
      previousState: previous, state: state.floats, output: output.floats)
    let stateGradient = buffer(u)
    let addendGradient = buffer([Double](repeating: 1, count: columns))
    let recurrentAddendGradient = buffer([Double](repeating: 1, count: hidden))
    cell.backward(
      hidden: hidden, gates: gates.floats, previousState: previous, state: state.floats,
      outputGradient: buffer(w).floats,
      recurrentGradient: buffer(v).floats, stateGradient: stateGradient.floats, addendGradient: addendGradient.floats,
      recurrentAddendGradient: recurrentAddendGradient.floats)
    for index in 0..<columns {
      let ofInput = derivative { $0.sums[index] += $1 }
      #expect(abs(Double(addendGradient.floats[index]) - 1 - ofInput) < 1e-5)
      let ofRecurrent = cell.keepsRecurrentApart ? derivative { $0.recurrent[index] += $1 } : ofInput
      #expect(abs(Double(gates.floats[index]) - ofRecurrent) < 1e-5)
      guard cell.keepsRecurrentApart, index >= 2 * hidden else { continue }
      #expect(abs(Double(gates.floats[hidden + index]) - ofInput) < 1e-5)
      #expect(abs(Double(recurrentAddendGradient.floats[index - 2 * hidden]) - 1 - ofRecurrent) < 1e-5)
    }
    guard cell.carriesState else { return }
    for unit in 0..<hidden {
      #expect(abs(Double(stateGradient.floats[unit]) - derivative { $0.previous[unit] += $1 }) < 1e-5)
    }
  }

  @Test(arguments: [Cell.gru, .rnn])
  func notANumberStaysOne(cell: Cell) {
    let gates = buffer([.nan, 0, 0, 0])
    let zeros = memory.floats(4)
    let (state, output) = (memory.floats(1), memory.floats(1))
    cell.forward(
      hidden: 1, gates: gates.floats, recurrent: nil, addend: zeros.floats, recurrentAddend: buffer([1]).floats,
      previousState: nil, state: state.floats, output: output.floats)
    #expect(output.floats[0].isNaN)
  }

  /// Sigmoids and tanhs to a step of their grid, q of the GRU to bf16's 8 bits of mantissa.
  @Test(arguments: [1, 8, 11])
  func recordsKeepSixteenBits(hidden: Int) {
    let sigmoids = (0..<2 * hidden).map { Double($0) / Double(2 * hidden - 1) }
    let tanhs = (0..<hidden).map { hidden == 1 ? -1 : 2 * Double($0) / Double(hidden - 1) - 1 }
    let products = draws(hidden, scale: 30, seed: 9)
    for (cell, all) in [(Cell.gru, sigmoids + products + tanhs), (.rnn, tanhs)] {
      let record = memory.bytes(2 * all.count)
      let recalled = memory.floats(all.count)
      GateRecord.store(buffer(all).floats, of: cell, hidden: hidden, into: record.base)
      GateRecord.load(record.base, of: cell, hidden: hidden, into: recalled.floats)
      for (index, value) in all.enumerated() {
        let error = abs(Double(recalled.floats[index]) - value)
        switch cell == .rnn ? 3 : index / hidden {
        case 0, 1: #expect(error <= 0.51 / 65535)
        case 2: #expect(error <= abs(value) / 256)
        default: #expect(error <= 0.51 / 32767)
        }
      }
    }
  }
}
