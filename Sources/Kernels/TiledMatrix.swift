import CTiles

/// A weight matrix in the panels that tiles are computed from, for processors oneDNN packs nothing for.
///
/// Blocks of ``depthAtOnce`` rows; in a block panels of 16 columns; in a panel row after row. Columns beyond the matrix are
/// zero.
final class TiledMatrix {
  /// Columns of a panel.
  static let width = Int(LILT_TILE_COLUMNS)
  /// Rows of a block: a panel of it, 20 KB, stays in the first cache beside one of the left matrix.
  static let depthAtOnce = 320

  let inner: Int
  let columns: Int
  private let paddedColumns: Int
  private let rounds: Bool
  private let buffer: AlignedBuffer

  /// Room for an `(inner, columns)` matrix, zero until packed; `rounds` to bf16 what it packs.
  init(inner: Int, columns: Int, rounding rounds: Bool) {
    self.inner = inner
    self.columns = columns
    self.rounds = rounds
    paddedColumns = (columns + TiledMatrix.width - 1) / TiledMatrix.width * TiledMatrix.width
    buffer = AlignedBuffer(floats: inner * paddedColumns)
  }

  /// The panel whose first column is `column` in the block whose first row is `row`.
  @inline(__always)
  func panel(row: Int, column: Int) -> UnsafePointer<Float> {
    UnsafePointer(buffer.floats + row * paddedColumns + column * min(TiledMatrix.depthAtOnce, inner - row))
  }

  /// Packs a matrix whose element (r, c) lies at `r * rowStride + c * columnStride`.
  func pack(_ source: UnsafePointer<Float>, rowStride: Int, columnStride: Int) {
    let width = TiledMatrix.width
    for first in stride(from: 0, to: inner, by: TiledMatrix.depthAtOnce) {
      let depth = min(TiledMatrix.depthAtOnce, inner - first)
      for column in stride(from: 0, to: columns, by: width) {
        let target = buffer.floats + first * paddedColumns + column * depth
        let count = min(width, columns - column)
        let corner = source + first * rowStride + column * columnStride
        if columnStride == 1 {
          for row in 0..<depth { (target + row * width).update(from: corner + row * rowStride, count: count) }
        } else {
          // A few columns at a time, so that the lines they lie in are still there for the next row.
          for row in 0..<depth {
            for column in 0..<count { target[row * width + column] = corner[row * rowStride + column * columnStride] }
          }
        }
      }
    }
    if rounds { roundToBF16(buffer.floats, count: inner * paddedColumns) }
  }
}
