#if canImport(COneDNN)
  import COneDNN

  // oneDNN's matmul primitive: https://oneapi-src.github.io/oneDNN/dev_guide_matmul.html. Every handle has one owner
  // here that frees it.

  extension Precision {
    var dataType: dnnl_data_type_t { self == .f32 ? dnnl_f32 : dnnl_bf16 }

    static let bf16ProductsAreNative: Bool = {
      let device = OneDNNDevice()
      guard
        let left = OneDNNLayout(rows: 32, columns: 64, rowStride: 64, columnStride: 1, .bf16),
        let right = OneDNNLayout(anyRows: 64, columns: 64, .bf16),
        let product = OneDNNLayout(rows: 32, columns: 64, rowStride: 64, columnStride: 1, .f32),
        let description = OneDNNDescription(device, left, right, product, accumulating: true)
      else { return false }
      return !description.isReference
    }()
  }

  /// The processor as oneDNN sees it, and a queue of work for it.
  final class OneDNNDevice {
    let engine: dnnl_engine_t
    let stream: dnnl_stream_t

    init() {
      var engine: dnnl_engine_t?
      var stream: dnnl_stream_t?
      dnnl_engine_create(&engine, dnnl_cpu, 0)
      dnnl_stream_create(&stream, engine, dnnl_stream_default_flags.rawValue)
      guard let engine, let stream else { preconditionFailure("oneDNN has no CPU engine") }
      self.engine = engine
      self.stream = stream
    }

    deinit {
      dnnl_stream_destroy(stream)
      dnnl_engine_destroy(engine)
    }
  }

  /// How a matrix lies in memory.
  final class OneDNNLayout {
    let handle: lilt_layout

    init?(rows: Int, columns: Int, rowStride: Int, columnStride: Int, _ precision: Precision) {
      guard
        let handle = lilt_layout_strided(
          Int64(rows), Int64(columns), Int64(rowStride), Int64(columnStride), precision.dataType)
      else { return nil }
      self.handle = handle
    }

    /// Leaves the choice to the product.
    init?(anyRows rows: Int, columns: Int, _ precision: Precision) {
      guard let handle = lilt_layout_any(Int64(rows), Int64(columns), precision.dataType) else { return nil }
      self.handle = handle
    }

    /// The right matrix as the product wants it.
    init?(rightOf description: OneDNNDescription) {
      guard let handle = lilt_right_layout(description.handle) else { return nil }
      self.handle = handle
    }

    deinit { lilt_layout_free(handle) }

    var byteCount: Int { lilt_layout_size(handle) }
    var isBlocked: Bool { lilt_layout_is_blocked(handle) != 0 }
  }

  /// A kernel chosen, not yet made.
  final class OneDNNDescription {
    let handle: dnnl_primitive_desc_t

    init?(
      _ device: OneDNNDevice, _ left: OneDNNLayout, _ right: OneDNNLayout, _ product: OneDNNLayout, accumulating: Bool
    ) {
      var handle: dnnl_primitive_desc_t?
      let status = lilt_matmul(
        &handle, device.engine, left.handle, right.handle, product.handle, accumulating ? 1 : 0)
      guard status == dnnl_success, let handle else { return nil }
      self.handle = handle
    }

    init?(reordering source: OneDNNLayout, to target: OneDNNLayout, _ device: OneDNNDevice) {
      var handle: dnnl_primitive_desc_t?
      guard lilt_reorder(&handle, source.handle, target.handle, device.engine) == dnnl_success, let handle else {
        return nil
      }
      self.handle = handle
    }

    deinit { dnnl_primitive_desc_destroy(handle) }

    var isReference: Bool { lilt_is_reference(handle) != 0 }
  }

  /// A matrix oneDNN may read or write: a layout and an address that can be changed.
  final class OneDNNMemory {
    let handle: dnnl_memory_t

    init?(_ layout: OneDNNLayout, _ device: OneDNNDevice, at base: UnsafeMutableRawPointer) {
      var handle: dnnl_memory_t?
      guard dnnl_memory_create(&handle, layout.handle, device.engine, base) == dnnl_success, let handle else {
        return nil
      }
      self.handle = handle
    }

    init?(scratchpadOf description: OneDNNDescription, _ device: OneDNNDevice, at base: UnsafeMutableRawPointer) {
      var handle: dnnl_memory_t?
      guard lilt_scratchpad(&handle, description.handle, device.engine, base) == dnnl_success, let handle else {
        return nil
      }
      self.handle = handle
    }

    deinit { dnnl_memory_destroy(handle) }

    func move(to base: UnsafeMutableRawPointer) { dnnl_memory_set_data_handle(handle, base) }
  }

  /// A kernel ready to run.
  final class OneDNNKernel {
    let handle: dnnl_primitive_t

    init?(_ description: OneDNNDescription) {
      var handle: dnnl_primitive_t?
      guard dnnl_primitive_create(&handle, description.handle) == dnnl_success, let handle else { return nil }
      self.handle = handle
    }

    deinit { dnnl_primitive_destroy(handle) }
  }
#endif
