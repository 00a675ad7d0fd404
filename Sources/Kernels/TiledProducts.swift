import CTiles

/// Products by tiles of 6 x 16 sums, the scheme of Goto and van de Geijn (2008, Anatomy of High-Performance Matrix
/// Multiplication): both matrices are cut into blocks that fit the caches and laid out in the order a tile reads them.
///
/// A sum is the same whatever the other rows and columns of the product are.
final class TiledProducts {
  private static let width = TiledMatrix.width
  private static let height = Int(LILT_TILE_ROWS)
  private static let depthAtOnce = TiledMatrix.depthAtOnce
  /// Rows of the left matrix packed at once: with ``depthAtOnce`` 240 KB, which the second cache holds.
  private static let rowsAtOnce = 32 * height

  private let packedLeft = AlignedBuffer(floats: rowsAtOnce * depthAtOnce)
  private let packedRight = AlignedBuffer()
  private let edge = AlignedBuffer(floats: height * width)
  /// Rows of bf16 made f32: those of a panel, or a row of a transposed block.
  private let widenedRows = AlignedBuffer(floats: height * depthAtOnce)

  /// product (rows, N) = left (rows, K) · right (K, N), or added to what `product` holds.
  func multiply(
    rows: Int, _ left: Operand, leftStride: Int, by right: TiledMatrix, into product: UnsafeMutablePointer<Float>,
    productStride: Int, accumulating: Bool
  ) {
    for first in stride(from: 0, to: rows, by: TiledProducts.rowsAtOnce) {
      let count = min(TiledProducts.rowsAtOnce, rows - first)
      for depth in stride(from: 0, to: right.inner, by: TiledProducts.depthAtOnce) {
        let block = Block(
          rows: count, depth: min(TiledProducts.depthAtOnce, right.inner - depth),
          accumulating: accumulating || depth > 0)
        pack(left.advanced(by: first * leftStride + depth), stride: leftStride, block)
        for column in stride(from: 0, to: right.columns, by: TiledProducts.width) {
          multiply(
            block, by: right.panel(row: depth, column: column), columns: right.columns - column,
            into: product + first * productStride + column, stride: productStride)
        }
      }
    }
  }

  /// product (K, N) = leftᵀ (K, rows) · right (rows, N), or added to what `product` holds.
  func multiplyTransposed(
    rows: Int, _ left: Operand, width k: Int, leftStride: Int, by right: Operand, columns n: Int, rightStride: Int,
    into product: UnsafeMutablePointer<Float>, productStride: Int, accumulating: Bool
  ) {
    let panels = (n + TiledProducts.width - 1) / TiledProducts.width
    packedRight.reserve(byteCount: 4 * panels * TiledProducts.width * TiledProducts.depthAtOnce)
    for first in stride(from: 0, to: rows, by: TiledProducts.depthAtOnce) {
      let depth = min(TiledProducts.depthAtOnce, rows - first)
      packPanels(right.advanced(by: first * rightStride), rows: depth, columns: n, stride: rightStride)
      for top in stride(from: 0, to: k, by: TiledProducts.rowsAtOnce) {
        let block = Block(
          rows: min(TiledProducts.rowsAtOnce, k - top), depth: depth, accumulating: accumulating || first > 0)
        packTransposed(left.advanced(by: first * leftStride + top), stride: leftStride, block)
        for panel in 0..<panels {
          let column = panel * TiledProducts.width
          multiply(
            block, by: UnsafePointer(packedRight.floats + column * depth), columns: n - column,
            into: product + top * productStride + column, stride: productStride)
        }
      }
    }
  }

  /// A block of the left matrix as it lies in ``packedLeft``: panels of up to 6 rows.
  private struct Block {
    let rows: Int
    let depth: Int
    let accumulating: Bool

    /// Rows of the panel that starts at `row`: 6, or fewer towards the end, shared out evenly, for one or two would leave
    /// the processor waiting.
    @inline(__always)
    func height(at row: Int) -> Int {
      let remaining = rows - row
      let height = TiledProducts.height
      if remaining <= height { return remaining }
      return remaining >= 2 * height ? height : (remaining + 1) / 2
    }
  }

  /// Multiplies ``packedLeft`` by one panel of the right matrix.
  @inline(__always)
  private func multiply(
    _ block: Block, by panel: UnsafePointer<Float>, columns: Int, into product: UnsafeMutablePointer<Float>,
    stride: Int
  ) {
    var row = 0
    while row < block.rows {
      let height = block.height(at: row)
      let leftPanel = UnsafePointer(packedLeft.floats + row * block.depth)
      let target = product + row * stride
      if columns >= TiledProducts.width {
        lilt_tile(height, block.depth, leftPanel, panel, target, stride, block.accumulating ? 1 : 0)
      } else {
        lilt_tile(height, block.depth, leftPanel, panel, edge.floats, TiledProducts.width, 0)
        for row in 0..<height {
          for column in 0..<columns {
            let sum = edge.floats[row * TiledProducts.width + column]
            target[row * stride + column] = block.accumulating ? target[row * stride + column] + sum : sum
          }
        }
      }
      row += height
    }
  }

  /// Packs the rows of a left matrix.
  private func pack(_ source: Operand, stride: Int, _ block: Block) {
    var row = 0
    while row < block.rows {
      let height = block.height(at: row)
      let target = packedLeft.floats + row * block.depth
      if source.precision == .f32 {
        let rows = source.advanced(by: row * stride).base.assumingMemoryBound(to: Float.self)
        interleave(rows, stride: stride, height: height, depth: block.depth, into: target)
      } else {
        for index in 0..<height {
          source.advanced(by: (row + index) * stride).load(
            into: widenedRows.floats + index * block.depth, count: block.depth)
        }
        interleave(widenedRows.floats, stride: block.depth, height: height, depth: block.depth, into: target)
      }
      row += height
    }
  }

  /// Writes a panel: the first numbers of `height` rows, then their second ones.
  @inline(__always)
  private func interleave(
    _ rows: UnsafePointer<Float>, stride: Int, height: Int, depth: Int, into target: UnsafeMutablePointer<Float>
  ) {
    @inline(__always)
    func run(_ height: Int) {
      var target = target
      for k in 0..<depth {
        for row in 0..<height { target[row] = rows[row * stride + k] }
        target += height
      }
    }
    // Loops of a length the compiler knows are unrolled.
    switch height {
    case 6: run(6)
    case 5: run(5)
    case 4: run(4)
    default: run(height)
    }
  }

  /// Packs the columns of a matrix whose transpose is the left one.
  private func packTransposed(_ source: Operand, stride: Int, _ block: Block) {
    for k in 0..<block.depth {
      var numbers = UnsafePointer(widenedRows.floats)
      let from = source.advanced(by: k * stride)
      if from.precision == .f32 {
        numbers = UnsafePointer(from.base.assumingMemoryBound(to: Float.self))
      } else {
        from.load(into: widenedRows.floats, count: block.rows)
      }
      var row = 0
      while row < block.rows {
        let height = block.height(at: row)
        let target = UnsafeMutableRawPointer(packedLeft.floats + row * block.depth + k * height)
        if height == 6 {
          let run = UnsafeRawPointer(numbers + row)
          target.storeBytes(of: run.loadUnaligned(as: SIMD4<Float>.self), as: SIMD4<Float>.self)
          target.storeBytes(
            of: run.loadUnaligned(fromByteOffset: 16, as: SIMD2<Float>.self), toByteOffset: 16, as: SIMD2<Float>.self)
        } else {
          target.copyMemory(from: numbers + row, byteCount: 4 * height)
        }
        row += height
      }
    }
  }

  /// Packs a right matrix that is used once; columns beyond it are left as they are.
  private func packPanels(_ source: Operand, rows: Int, columns: Int, stride: Int) {
    let width = TiledProducts.width
    for row in 0..<rows {
      let from = source.advanced(by: row * stride)
      for column in Swift.stride(from: 0, to: columns, by: width) {
        let target = packedRight.floats + column * rows + row * width
        if source.precision == .f32, columns - column >= width {
          let numbers = UnsafePointer(from.base.assumingMemoryBound(to: Float.self)) + column
          target.setLanes(numbers.lanes(at: 0), at: 0)
          target.setLanes(numbers.lanes(at: 8), at: 8)
        } else {
          from.advanced(by: column).load(into: target, count: min(width, columns - column))
        }
      }
    }
  }
}
