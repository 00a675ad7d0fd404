#if canImport(COneDNN)
  import COneDNN

  /// The kernels one thread has met so far, one for each shape, and what it needs to run them.
  final class ProductLibrary {
    /// What makes a kernel another one.
    private struct Shape: Hashable {
      var rows: Int
      var inner: Int
      var columns: Int
      var leftStride: Int
      /// Where a packed right matrix lies; nil for a plain one, which may lie anywhere.
      var packed: UnsafeMutableRawPointer?
      var rightStride = 0
      var productStride: Int
      var accumulating: Bool
      var precision: Precision
    }

    private struct Product {
      let kernel: OneDNNKernel
      let left: OneDNNMemory
      let right: OneDNNMemory
      let product: OneDNNMemory
      let scratchpad: OneDNNMemory
    }

    private let device: OneDNNDevice
    private let scratchpad = AlignedBuffer(byteCount: 1 << 16)
    private var products: [Shape: Product?] = [:]
    private let paddedLeft = AlignedBuffer()
    private let paddedProduct = AlignedBuffer()

    init() {
      ProductLibrary.prepareThread()
      device = OneDNNDevice()
    }

    static func prepareThread() { omp_set_num_threads(1) }

    func multiply(
      rows: Int, _ left: UnsafeMutableRawPointer, leftStride: Int, by right: PackedArrangement,
      into product: UnsafeMutablePointer<Float>, productStride: Int, accumulating: Bool
    ) {
      let shape = Shape(
        rows: rows, inner: right.inner, columns: right.columns, leftStride: leftStride, packed: right.buffer.base,
        productStride: productStride, accumulating: accumulating, precision: right.storedPrecision)
      let known = products[shape]
      let made =
        known
        ?? make(
          shape,
          left: OneDNNLayout(
            rows: rows, columns: right.inner, rowStride: leftStride, columnStride: 1, right.storedPrecision),
          right: right.layout, rightBase: right.buffer.base)
      if known == nil { products[shape] = made }
      if let made {
        run(made, left, nil, product)
      } else {
        multiplyPadded(
          rows: rows, left, leftStride: leftStride, by: right, into: product, productStride: productStride,
          accumulating: accumulating)
      }
    }

    /// Multiplies by way of as many rows as the packed layout was made for, should oneDNN refuse it for `rows`.
    private func multiplyPadded(
      rows: Int, _ left: UnsafeMutableRawPointer, leftStride: Int, by right: PackedArrangement,
      into product: UnsafeMutablePointer<Float>, productStride: Int, accumulating: Bool
    ) {
      let padded = PackedArrangement.typicalRows
      precondition(rows != padded || leftStride != right.inner, "oneDNN refuses a product it chose the layout for")
      let size = right.storedPrecision.byteCount
      paddedLeft.reserve(byteCount: padded * right.inner * size)
      paddedProduct.reserve(byteCount: padded * right.columns * 4)
      for first in stride(from: 0, to: rows, by: padded) {
        let count = min(padded, rows - first)
        for row in 0..<count {
          (paddedLeft.base + row * right.inner * size).copyMemory(
            from: left + (first + row) * leftStride * size, byteCount: right.inner * size)
        }
        multiply(
          rows: padded, paddedLeft.base, leftStride: right.inner, by: right, into: paddedProduct.floats,
          productStride: right.columns, accumulating: false)
        for row in 0..<count {
          let target = product + (first + row) * productStride
          let source = paddedProduct.floats + row * right.columns
          for column in 0..<right.columns {
            target[column] = accumulating ? target[column] + source[column] : source[column]
          }
        }
      }
    }

    func multiplyTransposed(
      rows: Int, _ left: UnsafeMutableRawPointer, width: Int, leftStride: Int, by right: UnsafeMutableRawPointer,
      columns: Int, rightStride: Int, into product: UnsafeMutablePointer<Float>, productStride: Int,
      precision: Precision, accumulating: Bool
    ) {
      let shape = Shape(
        rows: width, inner: rows, columns: columns, leftStride: leftStride, packed: nil, rightStride: rightStride,
        productStride: productStride, accumulating: accumulating, precision: precision)
      let known = products[shape]
      let made =
        known
        ?? make(
          shape,
          left: OneDNNLayout(rows: width, columns: rows, rowStride: 1, columnStride: leftStride, precision),
          right: OneDNNLayout(rows: rows, columns: columns, rowStride: rightStride, columnStride: 1, precision),
          rightBase: right)
      if known == nil { products[shape] = made }
      guard let made else { preconditionFailure("oneDNN has no product for \(shape)") }
      run(made, left, right, product)
    }

    /// Makes the kernel of `shape`; nil where oneDNN has none, or none for the packed layout but its reference loops.
    private func make(
      _ shape: Shape, left: OneDNNLayout?, right: OneDNNLayout?, rightBase: UnsafeMutableRawPointer
    ) -> Product? {
      guard let left, let right,
        let destination = OneDNNLayout(
          rows: shape.rows, columns: shape.columns, rowStride: shape.productStride, columnStride: 1, .f32),
        let description = OneDNNDescription(device, left, right, destination, accumulating: shape.accumulating),
        !(description.isReference && right.isBlocked)
      else { return nil }
      scratchpad.reserve(byteCount: lilt_scratchpad_size(description.handle))
      guard let kernel = OneDNNKernel(description),
        let leftMemory = OneDNNMemory(left, device, at: rightBase),
        let rightMemory = OneDNNMemory(right, device, at: rightBase),
        let productMemory = OneDNNMemory(destination, device, at: rightBase),
        let scratchpadMemory = OneDNNMemory(scratchpadOf: description, device, at: scratchpad.base)
      else { return nil }
      return Product(
        kernel: kernel, left: leftMemory, right: rightMemory, product: productMemory, scratchpad: scratchpadMemory)
    }

    private func run(
      _ made: Product, _ left: UnsafeMutableRawPointer, _ right: UnsafeMutableRawPointer?,
      _ product: UnsafeMutablePointer<Float>
    ) {
      made.left.move(to: left)
      if let right { made.right.move(to: right) }
      made.product.move(to: UnsafeMutableRawPointer(product))
      made.scratchpad.move(to: scratchpad.base)
      let status = lilt_execute(
        made.kernel.handle, device.stream, made.left.handle, made.right.handle, made.product.handle,
        made.scratchpad.handle)
      precondition(status == dnnl_success, "oneDNN could not multiply: status \(status.rawValue)")
    }
  }
#endif
