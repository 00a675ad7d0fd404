/// Multiplies matrices on the thread that owns it; make one for each thread.
///
/// bf16 operands are multiplied as such where the processor can, else they are widened to f32 first: the same operands,
/// the same f32 accumulation, at the speed of f32.
public final class Multiplier {
  // Each has memory of its own, and only one is used as a rule.
  private lazy var products = ProductLibrary()
  private lazy var tiles = TiledProducts()
  private let widenedLeft = AlignedBuffer()
  private let widenedRight = AlignedBuffer()

  /// Rows given to a product at most, so that operands stay in the cache.
  private static let rowsAtOnce = 256
  /// Rows a weight gradient sums over at once.
  private static let innerAtOnce = 1024

  private let kernel: ProductKernel

  /// A multiplier for the current thread. It may move to another as long as only one uses it at a time.
  ///
  /// - Parameter kernel: who multiplies two plain matrices; a packed one is multiplied by whom it was packed for.
  /// - Precondition: `kernel` is available.
  public init(kernel: ProductKernel = .fastest) {
    precondition(kernel.isAvailable, "this processor has no such kernel")
    self.kernel = kernel
  }

  /// Must be called by each thread before it multiplies: keeps the library from starting threads of its own.
  public static func prepareThread() { ProductLibrary.prepareThread() }

  /// product (rows, N) = left (rows, K) · right (K, N), or added to what `product` holds.
  ///
  /// - Parameters:
  ///   - leftStride: numbers from one row of `left` to the next.
  ///   - productStride: the same of `product`.
  /// - Precondition: `left` and `right` have the same precision.
  public func multiply(
    rows: Int, _ left: Operand, leftStride: Int, by matrix: PackedMatrix,
    into product: UnsafeMutablePointer<Float>, productStride: Int, accumulating: Bool = false
  ) {
    precondition(left.precision == matrix.precision, "operands of one precision")
    let right: PackedArrangement
    switch matrix.arrangement {
    case .tiles(let tiled):
      return tiles.multiply(
        rows: rows, left, leftStride: leftStride, by: tiled, into: product, productStride: productStride,
        accumulating: accumulating)
    case .library(let arrangement): right = arrangement
    }
    var first = 0
    while first < rows {
      let count = Multiplier.rowsToTake(of: rows - first)
      let native = nativeOperand(
        left.advanced(by: first * leftStride), rows: count, columns: right.inner, stride: leftStride, in: widenedLeft)
      products.multiply(
        rows: count, native.base, leftStride: native.stride, by: right,
        into: product + first * productStride, productStride: productStride, accumulating: accumulating)
      first += count
    }
  }

  /// A library keeps a kernel for each number of rows it has met, so few numbers are used: any up to 64, beyond that
  /// multiples of 8.
  private static func rowsToTake(of remaining: Int) -> Int {
    if remaining <= 64 { return remaining }
    return min(remaining / 8 * 8, rowsAtOnce)
  }

  /// product (K, N) = leftᵀ (K, rows) · right (rows, N), or added to what `product` holds: the gradient of weights.
  ///
  /// With no rows it is zero.
  public func multiplyTransposed(
    rows: Int, _ left: Operand, width k: Int, leftStride: Int, by right: Operand, columns n: Int, rightStride: Int,
    into product: UnsafeMutablePointer<Float>, productStride: Int, accumulating: Bool = false
  ) {
    precondition(left.precision == right.precision, "operands of one precision")
    if rows == 0, !accumulating {
      for row in 0..<k { (product + row * productStride).update(repeating: 0, count: n) }
    }
    if kernel == .tiles {
      return tiles.multiplyTransposed(
        rows: rows, left, width: k, leftStride: leftStride, by: right, columns: n, rightStride: rightStride,
        into: product, productStride: productStride, accumulating: accumulating)
    }
    var first = 0
    while first < rows {
      // The largest power of two that fits, for the same reason as in rowsToTake.
      let count = min(1 << (Int.bitWidth - 1 - (rows - first).leadingZeroBitCount), Multiplier.innerAtOnce)
      let nativeLeft = nativeOperand(
        left.advanced(by: first * leftStride), rows: count, columns: k, stride: leftStride, in: widenedLeft)
      let nativeRight = nativeOperand(
        right.advanced(by: first * rightStride), rows: count, columns: n, stride: rightStride, in: widenedRight)
      products.multiplyTransposed(
        rows: count, nativeLeft.base, width: k, leftStride: nativeLeft.stride, by: nativeRight.base, columns: n,
        rightStride: nativeRight.stride, into: product, productStride: productStride,
        precision: nativeLeft.precision, accumulating: accumulating || first > 0)
      first += count
    }
  }

  /// The operand as the processor can multiply it.
  private func nativeOperand(
    _ operand: Operand, rows: Int, columns: Int, stride: Int, in scratch: AlignedBuffer
  ) -> (base: UnsafeMutableRawPointer, stride: Int, precision: Precision) {
    guard !operand.precision.isNative else { return (operand.base, stride, operand.precision) }
    // Rows end off the powers of two, where too many of them would share a cache line's place.
    let widenedStride = columns + 16
    scratch.reserve(byteCount: 4 * rows * widenedStride)
    for row in 0..<rows {
      operand.advanced(by: row * stride).load(into: scratch.floats + row * widenedStride, count: columns)
    }
    return (scratch.base, widenedStride, .f32)
  }
}
