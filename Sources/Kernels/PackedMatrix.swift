/// A weight matrix in the arrangement this processor multiplies fastest; packed again whenever the weights change.
///
/// Safe to share between threads while nobody packs it.
public final class PackedMatrix: @unchecked Sendable {
  /// Rows: the length the product sums over.
  public let inner: Int
  /// Columns of the matrix and of the product.
  public let columns: Int
  /// Format of the packed numbers.
  public let precision: Precision
  let arrangement: Arrangement

  /// In whose order the numbers lie.
  enum Arrangement {
    case tiles(TiledMatrix)
    case library(PackedArrangement)
  }

  /// Room for an `(inner, columns)` matrix, zero until packed.
  ///
  /// - Precondition: `kernel` is available.
  public init(inner: Int, columns: Int, precision: Precision, kernel: ProductKernel = .fastest) {
    precondition(kernel.isAvailable, "this processor has no such kernel")
    self.inner = inner
    self.columns = columns
    self.precision = precision
    switch kernel {
    case .tiles: arrangement = .tiles(TiledMatrix(inner: inner, columns: columns, rounding: precision == .bf16))
    case .library: arrangement = .library(PackedArrangement(inner: inner, columns: columns, precision: precision))
    }
  }

  /// Packs a matrix of f32 whose element (r, c) lies at `r * rowStride + c * columnStride`: give the strides the
  /// other way round to pack the transpose.
  public func pack(_ source: UnsafePointer<Float>, rowStride: Int, columnStride: Int) {
    switch arrangement {
    case .tiles(let tiled): tiled.pack(source, rowStride: rowStride, columnStride: columnStride)
    case .library(let packed): packed.pack(source, rowStride: rowStride, columnStride: columnStride)
    }
  }
}
