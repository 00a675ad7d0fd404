#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Memory that starts on a cache line, grows on demand and is freed with its owner.
///
/// Not locked: one thread at a time, or readers only.
public final class AlignedBuffer: @unchecked Sendable {
  /// The first byte; changes when the buffer grows.
  public private(set) var base: UnsafeMutableRawPointer
  /// Bytes that may be used.
  public private(set) var byteCount: Int

  /// Room for `byteCount` bytes, all zero.
  public init(byteCount: Int = 0) {
    self.byteCount = max(byteCount, 64)
    base = AlignedBuffer.allocate(self.byteCount)
  }

  /// Room for `count` numbers of f32, all zero.
  public convenience init(floats count: Int) { self.init(byteCount: 4 * count) }

  deinit { AlignedBuffer.free(base, byteCount) }

  /// Bytes from which on memory is asked of the system itself. What a buffer that grows leaves goes back to it; in the
  /// heap it would stay as a hole, which cost 11 to 21 % of a training's memory.
  private static let large = 1 << 18

  private static func free(_ base: UnsafeMutableRawPointer, _ byteCount: Int) {
    if byteCount < large { base.deallocate() } else { munmap(base, byteCount) }
  }

  private static func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer {
    if byteCount >= large {
      // Whole pages, all zero.
      let base = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      guard let base, base != MAP_FAILED else { preconditionFailure("no memory for \(byteCount) bytes") }
      return base
    }
    let base = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
    base.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
    return base
  }

  /// Makes room for at least `byteCount` bytes. Where that means to grow, what was held is lost and all is zero.
  public func reserve(byteCount needed: Int) {
    guard needed > byteCount else { return }
    AlignedBuffer.free(base, byteCount)
    byteCount = needed
    base = AlignedBuffer.allocate(needed)
  }

  /// The buffer as numbers of f32.
  public var floats: UnsafeMutablePointer<Float> { base.assumingMemoryBound(to: Float.self) }
}
