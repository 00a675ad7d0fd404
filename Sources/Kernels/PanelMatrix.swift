/// A weight matrix in panels of 32 columns, to be read once from end to end for a few vectors.
///
/// The product of a matrix and a vector waits for memory, so all that counts is to read each weight once, in order, and in
/// bf16 to read half as much. It is native everywhere: bf16 is widened in registers.
public final class PanelMatrix: @unchecked Sendable {
  /// Columns of a panel.
  public static let width = 32

  /// Rows: the length of the vector.
  public let inner: Int
  /// Columns, in whole panels; those beyond the matrix are zero.
  public let paddedColumns: Int
  /// Format of the packed numbers.
  public let precision: Precision
  private let buffer: AlignedBuffer

  /// How many panels there are.
  public var panels: Int { paddedColumns / PanelMatrix.width }

  /// Packs an `(inner, columns)` row-major matrix.
  public init(_ source: UnsafePointer<Float>, inner: Int, columns: Int, precision: Precision) {
    self.inner = inner
    self.precision = precision
    let width = PanelMatrix.width
    paddedColumns = (columns + width - 1) / width * width
    buffer = AlignedBuffer(byteCount: inner * paddedColumns * precision.byteCount)
    for panel in 0..<panels {
      var row = [Float](repeating: 0, count: width)
      let count = min(width, columns - panel * width)
      for inner in 0..<inner {
        for column in 0..<count { row[column] = source[inner * columns + panel * width + column] }
        store(&row, at: (panel * self.inner + inner) * width)
      }
    }
  }

  /// Stores a row of a panel; in bf16 columns j and j + 16 as the lower and upper half of a word, to be widened by a shift
  /// and a mask.
  private func store(_ row: UnsafeMutablePointer<Float>, at index: Int) {
    switch precision {
    case .f32: (buffer.floats + index).update(from: row, count: PanelMatrix.width)
    case .bf16:
      roundToBF16(row, count: PanelMatrix.width)
      let words = (buffer.base + 2 * index).assumingMemoryBound(to: UInt32.self)
      for column in 0..<16 { words[column] = row[column].bitPattern >> 16 | row[column + 16].bitPattern }
    }
  }

  /// sums[panel * 32..<panel * 32 + 32] = vector · panel, or added to them.
  ///
  /// In bf16 the vector must hold rounded numbers for the result to equal that of ``Multiplier``.
  public func multiply(
    panel: Int, _ vector: UnsafePointer<Float>, into sums: UnsafeMutablePointer<Float>, accumulating: Bool
  ) {
    let target = sums + panel * PanelMatrix.width
    var a = SIMD8<Float>()
    var b = a
    var c = a
    var d = a
    if accumulating {
      a = target.lanes(at: 0)
      b = target.lanes(at: 8)
      c = target.lanes(at: 16)
      d = target.lanes(at: 24)
    }
    let start = buffer.base + panel * inner * PanelMatrix.width * precision.byteCount
    switch precision {
    case .f32:
      var weights = UnsafePointer(start.assumingMemoryBound(to: Float.self))
      for row in 0..<inner {
        let x = vector[row]
        a += weights.lanes(at: 0) * x
        b += weights.lanes(at: 8) * x
        c += weights.lanes(at: 16) * x
        d += weights.lanes(at: 24) * x
        weights += PanelMatrix.width
      }
    case .bf16:
      var weights = UnsafeRawPointer(start)
      for row in 0..<inner {
        let x = vector[row]
        let first = weights.loadUnaligned(as: SIMD8<UInt32>.self)
        let second = weights.loadUnaligned(fromByteOffset: 32, as: SIMD8<UInt32>.self)
        a += unsafeBitCast(first &<< 16, to: SIMD8<Float>.self) * x
        b += unsafeBitCast(second &<< 16, to: SIMD8<Float>.self) * x
        c += unsafeBitCast(first & 0xFFFF_0000, to: SIMD8<Float>.self) * x
        d += unsafeBitCast(second & 0xFFFF_0000, to: SIMD8<Float>.self) * x
        weights += 2 * PanelMatrix.width
      }
    }
    target.setLanes(a, at: 0)
    target.setLanes(b, at: 8)
    target.setLanes(c, at: 16)
    target.setLanes(d, at: 24)
  }
}
