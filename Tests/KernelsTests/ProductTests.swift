import Kernels
import Testing

/// Every product is held against the plain triple loop in f64.
@Suite struct ProductTests {
  private let memory = Memory()

  private static let kernels = ProductKernel.allCases.filter(\.isAvailable).flatMap { kernel in
    Precision.allCases.map { (kernel: kernel, precision: $0) }
  }

  /// `count` numbers in -1...1; in bf16 rounded, so that the reference sees the same operands.
  private func numbers(_ count: Int, _ precision: Precision, seed: UInt64) -> AlignedBuffer {
    var random = RandomSource(seed: seed)
    let buffer = memory.floats(count)
    for index in 0..<count { buffer.floats[index] = 2 * random.uniform() - 1 }
    if precision == .bf16 { roundToBF16(buffer.floats, count: count) }
    return buffer
  }

  private func operand(_ numbers: AlignedBuffer, count: Int, _ precision: Precision) -> Operand {
    let buffer = memory.floats(count)
    let operand = Operand(buffer.base, precision)
    operand.store(numbers.floats, count: count)
    return operand
  }

  // Sums of up to `inner` products of numbers below 1 in f32.
  private func expectEqual(_ a: AlignedBuffer, _ b: AlignedBuffer, count: Int, inner: Int) {
    let worst = (0..<count).map { abs(a.floats[$0] - b.floats[$0]) }.max() ?? 0
    #expect(worst <= 1e-6 * Float(inner + 4))
  }

  @Test(
    arguments: [
      (1, 1, 1), (1, 64, 96), (7, 13, 5), (33, 70, 29), (64, 48, 64), (65, 9, 17), (300, 20, 40), (9, 700, 33),
    ],
    Self.kernels)
  func packed(_ size: (m: Int, k: Int, n: Int), _ kind: (kernel: ProductKernel, precision: Precision)) {
    let (m, k, n) = size
    let precision = kind.precision
    let (leftStride, productStride) = (k + 3, n + 2)
    let left = numbers(m * leftStride, precision, seed: 1)
    let right = numbers(k * n, precision, seed: 2)
    let matrix = PackedMatrix(inner: k, columns: n, precision: precision, kernel: kind.kernel)
    let operand = operand(left, count: m * leftStride, precision)
    let multiplier = Multiplier(kernel: kind.kernel)
    for (transposed, accumulating) in [(false, false), (false, true), (true, true)] {
      let strides = transposed ? (row: 1, column: k) : (row: n, column: 1)
      matrix.pack(right.floats, rowStride: strides.row, columnStride: strides.column)
      let product = numbers(m * productStride, .f32, seed: 3)
      let expected = numbers(m * productStride, .f32, seed: 3)
      multiplier.multiply(
        rows: m, operand, leftStride: leftStride, by: matrix, into: product.floats, productStride: productStride,
        accumulating: accumulating)
      Reference.multiply(
        m: m, k: k, n: n, left.floats, (leftStride, 1), right.floats, strides, into: expected.floats,
        rowStride: productStride, accumulating: accumulating)
      // The gaps between the rows are compared too: nothing may write there.
      expectEqual(product, expected, count: m * productStride, inner: k)
    }
  }

  @Test(
    arguments: [(1, 1, 1), (5, 16, 16), (37, 13, 21), (1500, 6, 9), (0, 3, 4), (3, 205, 50)], Self.kernels)
  func transposed(_ size: (rows: Int, k: Int, n: Int), _ kind: (kernel: ProductKernel, precision: Precision)) {
    let (rows, k, n) = size
    let precision = kind.precision
    let (leftStride, rightStride) = (k + 1, n + 5)
    let left = numbers(rows * leftStride + 1, precision, seed: 4)
    let right = numbers(rows * rightStride + 1, precision, seed: 5)
    let leftOperand = operand(left, count: rows * leftStride, precision)
    let rightOperand = operand(right, count: rows * rightStride, precision)
    let multiplier = Multiplier(kernel: kind.kernel)
    for accumulating in [false, true] {
      let product = numbers(k * n, .f32, seed: 6)
      let expected = numbers(k * n, .f32, seed: 6)
      multiplier.multiplyTransposed(
        rows: rows, leftOperand, width: k, leftStride: leftStride, by: rightOperand, columns: n,
        rightStride: rightStride, into: product.floats, productStride: n, accumulating: accumulating)
      Reference.multiply(
        m: k, k: rows, n: n, left.floats, (1, leftStride), right.floats, (rightStride, 1), into: expected.floats,
        rowStride: n, accumulating: accumulating)
      expectEqual(product, expected, count: k * n, inner: rows)
    }
  }

  /// What sets tiles apart: a tune's logits do not depend on how many others are computed with it.
  @Test(.enabled(if: ProductKernel.tiles.isAvailable, "this processor runs no tiles"))
  func aRowIsTheSameAmongAnyNumberOfRows() {
    let (m, k, n) = (200, 700, 40)
    let left = numbers(m * k, .f32, seed: 9)
    let matrix = PackedMatrix(inner: k, columns: n, precision: .f32, kernel: .tiles)
    matrix.pack(numbers(k * n, .f32, seed: 10).floats, rowStride: n, columnStride: 1)
    let together = memory.floats(m * n)
    let alone = memory.floats(n)
    let multiplier = Multiplier(kernel: .tiles)
    multiplier.multiply(
      rows: m, Operand(left.floats), leftStride: k, by: matrix, into: together.floats, productStride: n)
    for row in 0..<m {
      multiplier.multiply(
        rows: 1, Operand(left.floats + row * k), leftStride: k, by: matrix, into: alone.floats, productStride: n)
      #expect((0..<n).allSatisfy { alone.floats[$0] == together.floats[row * n + $0] })
    }
  }

  @Test(arguments: [(1, 1), (13, 5), (70, 100), (64, 32)], Precision.allCases)
  func panels(_ size: (k: Int, n: Int), _ precision: Precision) {
    let (k, n) = size
    let vector = numbers(k, precision, seed: 7)
    let right = numbers(k * n, precision, seed: 8)
    let matrix = PanelMatrix(right.floats, inner: k, columns: n, precision: precision)
    let sums = memory.floats(matrix.paddedColumns)
    let expected = memory.floats(matrix.paddedColumns)
    for accumulating in [false, true] {
      for panel in 0..<matrix.panels {
        matrix.multiply(panel: panel, vector.floats, into: sums.floats, accumulating: accumulating)
      }
      Reference.multiply(
        m: 1, k: k, n: n, vector.floats, (k, 1), right.floats, (n, 1), into: expected.floats, rowStride: n,
        accumulating: accumulating)
      expectEqual(sums, expected, count: matrix.paddedColumns, inner: 2 * k)
    }
  }
}
