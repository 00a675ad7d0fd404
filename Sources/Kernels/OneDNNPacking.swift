#if canImport(COneDNN)
  import COneDNN

  /// A packed weight matrix in the layout oneDNN asks for.
  ///
  /// Where it has no layout of its own (processors without AVX-512 in 2.6; those with AVX2 run ``TiledProducts`` instead) the
  /// columns are laid out one after another, with a gap that keeps them off the powers of two: its f32 kernel runs at twice
  /// the speed on that than on rows.
  final class PackedArrangement {
    /// The rows of a left matrix the layout is chosen for: what a core usually gets in training. Others take it too.
    static let typicalRows = 32

    let inner: Int
    let columns: Int
    /// bf16 only where it is native; else the rounded numbers are kept as f32.
    let storedPrecision: Precision
    let layout: OneDNNLayout
    let buffer: AlignedBuffer
    private let device = OneDNNDevice()
    private let rounds: Bool
    private var reorder: (rowStride: Int, columnStride: Int, kernel: OneDNNKernel, source: OneDNNMemory)?
    private let target: OneDNNMemory

    init(inner: Int, columns: Int, precision: Precision) {
      self.inner = inner
      self.columns = columns
      storedPrecision = precision.isNative ? precision : .f32
      rounds = !precision.isNative
      Multiplier.prepareThread()
      let layout = PackedArrangement.layout(inner: inner, columns: columns, storedPrecision, device)
      self.layout = layout
      buffer = AlignedBuffer(byteCount: layout.byteCount)
      guard let target = OneDNNMemory(layout, device, at: buffer.base) else {
        preconditionFailure("oneDNN refuses a \(inner) x \(columns) matrix")
      }
      self.target = target
    }

    private static func layout(
      inner: Int, columns: Int, _ precision: Precision, _ device: OneDNNDevice
    ) -> OneDNNLayout {
      if let left = OneDNNLayout(rows: typicalRows, columns: inner, rowStride: inner, columnStride: 1, precision),
        let right = OneDNNLayout(anyRows: inner, columns: columns, precision),
        let product = OneDNNLayout(rows: typicalRows, columns: columns, rowStride: columns, columnStride: 1, .f32),
        let description = OneDNNDescription(device, left, right, product, accumulating: true),
        let wanted = OneDNNLayout(rightOf: description), wanted.isBlocked || precision == .bf16
      {
        return wanted
      }
      let columnStride = inner < 64 ? inner : (inner + 7) / 8 * 8 + 24
      guard
        let plain = OneDNNLayout(
          rows: inner, columns: columns, rowStride: 1, columnStride: columnStride, precision)
      else { preconditionFailure("oneDNN refuses a \(inner) x \(columns) matrix") }
      return plain
    }

    func pack(_ source: UnsafePointer<Float>, rowStride: Int, columnStride: Int) {
      let base = UnsafeMutableRawPointer(mutating: source)
      if reorder?.rowStride != rowStride || reorder?.columnStride != columnStride {
        guard
          let layout = OneDNNLayout(
            rows: inner, columns: columns, rowStride: rowStride, columnStride: columnStride, .f32),
          let description = OneDNNDescription(reordering: layout, to: self.layout, device),
          let kernel = OneDNNKernel(description), let memory = OneDNNMemory(layout, device, at: base)
        else { preconditionFailure("oneDNN cannot pack a \(inner) x \(columns) matrix") }
        reorder = (rowStride, columnStride, kernel, memory)
      }
      guard let reorder else { return }
      reorder.source.move(to: base)
      let status = lilt_execute(
        reorder.kernel.handle, device.stream, reorder.source.handle, nil, target.handle, nil)
      precondition(status == dnnl_success, "oneDNN could not pack a matrix: status \(status.rawValue)")
      if rounds { roundToBF16(buffer.floats, count: layout.byteCount / 4) }
    }
  }
#endif
