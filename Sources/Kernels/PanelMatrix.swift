import CTiles

/// A weight matrix in panels of 64 columns, to be read once from end to end for a few vectors.
///
/// The product of a matrix and a vector waits for memory, so all that counts is to read each weight once, in order, and in
/// bf16 to read half as much. Weights of f32 that bf16 holds exactly, as those of a model stored in bf16, are kept in it:
/// they are widened in registers, which changes no number and is nearly twice as fast.
///
/// Sums are taken in the order of ``ProductKernel/tiles``, to the same bits.
public final class PanelMatrix: @unchecked Sendable {
  /// Columns of a panel.
  public static let width = Int(LILT_PANEL_COLUMNS)
  /// Vectors multiplied at once at most.
  public static let mostRows = Int(LILT_PANEL_ROWS)

  /// Rows: the length of the vector.
  public let inner: Int
  /// Columns, in whole panels; those beyond the matrix are zero.
  public let paddedColumns: Int
  /// How the numbers are kept.
  public let storage: Precision
  private let buffer: AlignedBuffer

  /// How many panels there are.
  public var panels: Int { paddedColumns / PanelMatrix.width }

  /// Packs an `(inner, columns)` row-major matrix, rounded where `precision` asks for it.
  public init(_ source: UnsafePointer<Float>, inner: Int, columns: Int, precision: Precision) {
    self.inner = inner
    storage = precision == .bf16 || isExactInBF16(source, count: inner * columns) ? .bf16 : .f32
    let width = PanelMatrix.width
    paddedColumns = (columns + width - 1) / width * width
    buffer = AlignedBuffer(byteCount: inner * paddedColumns * storage.byteCount)
    var run = [Float](repeating: 0, count: width)
    for panel in 0..<panels {
      let count = min(width, columns - panel * width)
      for row in 0..<inner {
        for column in 0..<count { run[column] = source[row * columns + panel * width + column] }
        for column in count..<width { run[column] = 0 }
        store(&run, at: (panel * inner + row) * width)
      }
    }
  }

  /// Stores a run of a panel; in bf16 columns j and j + 8 of each 16 as the lower and upper half of a word, to be widened by
  /// a shift and a mask.
  private func store(_ run: UnsafeMutablePointer<Float>, at index: Int) {
    switch storage {
    case .f32: (buffer.floats + index).update(from: run, count: PanelMatrix.width)
    case .bf16:
      roundToBF16(run, count: PanelMatrix.width)
      let words = (buffer.base + 2 * index).assumingMemoryBound(to: UInt32.self)
      for group in 0..<PanelMatrix.width / 16 {
        for column in 0..<8 {
          words[8 * group + column] =
            run[16 * group + column].bitPattern >> 16 | run[16 * group + column + 8].bitPattern
        }
      }
    }
  }

  /// sums (rows, 64 from column `panel * 64` on) = vectors (rows, K) · panel, or added to them.
  ///
  /// In bf16 the vectors must hold rounded numbers for the result to equal that of ``Multiplier``.
  ///
  /// - Parameters:
  ///   - rows: how many vectors, at most ``mostRows``.
  ///   - stride: numbers from one vector to the next.
  ///   - sumsStride: the same of `sums`.
  public func multiply(
    panel: Int, rows: Int = 1, _ vectors: UnsafePointer<Float>, stride: Int = 0,
    into sums: UnsafeMutablePointer<Float>, sumsStride: Int = 0, accumulating: Bool
  ) {
    precondition(rows > 0 && rows <= PanelMatrix.mostRows, "\(rows) vectors at once")
    let width = PanelMatrix.width
    let start = buffer.base + panel * inner * width * storage.byteCount
    // In blocks of the tiles' depth, each summed by itself, for the tiles' order.
    for first in Swift.stride(from: 0, to: inner, by: TiledMatrix.depthAtOnce) {
      lilt_panel(
        rows, min(TiledMatrix.depthAtOnce, inner - first), vectors + first, stride,
        start + first * width * storage.byteCount, storage == .bf16 ? 1 : 0, sums + panel * width, sumsStride,
        accumulating || first > 0 ? 1 : 0)
    }
  }
}

/// Whether bf16 holds each of `count` numbers as it is.
private func isExactInBF16(_ values: UnsafePointer<Float>, count: Int) -> Bool {
  var at = 0
  while at < count {
    // Blocks: most matrices show in the first that they are not.
    let end = min(at + 1024, count)
    var lost: UInt32 = 0
    while at < end {
      lost |= values[at].bitPattern & 0xFFFF
      at += 1
    }
    if lost != 0 { return false }
  }
  return true
}
