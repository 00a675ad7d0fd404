#if !canImport(COneDNN)
  #if canImport(Accelerate)
    import Accelerate
  #endif

  extension Precision {
    static let bf16ProductsAreNative = false
  }

  /// A weight matrix by rows, as Accelerate takes it; rounded to bf16 where that was asked for.
  final class PackedArrangement {
    let inner: Int
    let columns: Int
    let buffer: AlignedBuffer
    private let rounds: Bool

    init(inner: Int, columns: Int, precision: Precision) {
      self.inner = inner
      self.columns = columns
      rounds = precision == .bf16
      buffer = AlignedBuffer(floats: inner * columns)
    }

    func pack(_ source: UnsafePointer<Float>, rowStride: Int, columnStride: Int) {
      let target = buffer.floats
      for row in 0..<inner {
        for column in 0..<columns { target[row * columns + column] = source[row * rowStride + column * columnStride] }
      }
      if rounds { roundToBF16(target, count: inner * columns) }
    }
  }

  /// Products of f32 by Accelerate, or by the plain loops where there is none.
  final class ProductLibrary {
    static func prepareThread() {}

    func multiply(
      rows: Int, _ left: UnsafeMutableRawPointer, leftStride: Int, by right: PackedArrangement,
      into product: UnsafeMutablePointer<Float>, productStride: Int, accumulating: Bool
    ) {
      let left = UnsafePointer(left.assumingMemoryBound(to: Float.self))
      #if canImport(Accelerate)
        cblas_sgemm(
          CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rows), Int32(right.columns), Int32(right.inner), 1, left,
          Int32(leftStride), right.buffer.floats, Int32(right.columns), accumulating ? 1 : 0, product,
          Int32(productStride))
      #else
        Reference.multiply(
          m: rows, k: right.inner, n: right.columns, left, (leftStride, 1), right.buffer.floats, (right.columns, 1),
          into: product, rowStride: productStride, accumulating: accumulating)
      #endif
    }

    func multiplyTransposed(
      rows: Int, _ left: UnsafeMutableRawPointer, width: Int, leftStride: Int, by right: UnsafeMutableRawPointer,
      columns: Int, rightStride: Int, into product: UnsafeMutablePointer<Float>, productStride: Int,
      precision: Precision, accumulating: Bool
    ) {
      let left = UnsafePointer(left.assumingMemoryBound(to: Float.self))
      let right = UnsafePointer(right.assumingMemoryBound(to: Float.self))
      #if canImport(Accelerate)
        cblas_sgemm(
          CblasRowMajor, CblasTrans, CblasNoTrans, Int32(width), Int32(columns), Int32(rows), 1, left,
          Int32(leftStride), right, Int32(rightStride), accumulating ? 1 : 0, product, Int32(productStride))
      #else
        Reference.multiply(
          m: width, k: rows, n: columns, left, (1, leftStride), right, (rightStride, 1), into: product,
          rowStride: productStride, accumulating: accumulating)
      #endif
    }
  }
#endif
