/// A pointer to numbers kept for a matrix product: f32, or bf16 at half the size.
public struct Operand {
  /// The first number.
  public let base: UnsafeMutableRawPointer
  /// How each is kept.
  public let precision: Precision

  /// Numbers of `precision` from `base` on.
  public init(_ base: UnsafeMutableRawPointer, _ precision: Precision) {
    self.base = base
    self.precision = precision
  }

  /// Numbers of f32.
  public init(_ base: UnsafeMutablePointer<Float>) { self.init(UnsafeMutableRawPointer(base), .f32) }

  /// The operand that starts `count` numbers later.
  @inline(__always)
  public func advanced(by count: Int) -> Operand { Operand(base + count * precision.byteCount, precision) }

  /// Stores `count` numbers from here on, rounded where the precision asks for it.
  public func store(_ values: UnsafePointer<Float>, count: Int) {
    switch precision {
    case .f32: base.copyMemory(from: values, byteCount: 4 * count)
    case .bf16: roundToBF16(values, into: base.assumingMemoryBound(to: UInt16.self), count: count)
    }
  }

  /// Loads `count` numbers from here on.
  public func load(into values: UnsafeMutablePointer<Float>, count: Int) {
    switch precision {
    case .f32: values.update(from: base.assumingMemoryBound(to: Float.self), count: count)
    case .bf16: expandBF16(base.assumingMemoryBound(to: UInt16.self), into: values, count: count)
    }
  }

  /// Makes `count` numbers from here on zero.
  public func clear(count: Int) {
    base.initializeMemory(as: UInt8.self, repeating: 0, count: count * precision.byteCount)
  }
}

extension Precision {
  /// Bytes a number takes.
  public var byteCount: Int { self == .f32 ? 4 : 2 }
}
