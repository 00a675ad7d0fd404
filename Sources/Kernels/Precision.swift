/// The number format the operands of matrix products are kept in; sums, states and master weights are always f32.
public enum Precision: String, Codable, Sendable, CaseIterable {
  /// IEEE single precision.
  case f32
  /// The upper half of an f32 (8 bits of mantissa), rounded to nearest even; products accumulate in f32.
  case bf16

  /// Whether this processor multiplies in this format. Where it does not, bf16 gives the same numbers at f32 speed.
  public var isNative: Bool { self == .f32 || Precision.bf16ProductsAreNative }
}
