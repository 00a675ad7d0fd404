/// How the numbers of a tensor are stored in a file, little-endian.
public enum TensorFormat: String, Codable, CaseIterable, Hashable, Sendable {
  /// IEEE 754 single precision, 4 bytes.
  case f32 = "F32"
  /// The upper half of a single, 2 bytes; rounded to nearest even when written.
  case bf16 = "BF16"

  /// Bytes a number takes.
  public var size: Int { self == .f32 ? 4 : 2 }
}

/// One tensor of a safetensors file, as its header tells it.
public struct TensorEntry: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// How its numbers are stored.
  public let format: TensorFormat
  /// Its extents, outermost first; row-major. Empty for a single number.
  public let shape: [Int]
  /// Its bytes, counted from the end of the header.
  public let range: Range<Int>

  /// Describes a tensor.
  public init(name: String, format: TensorFormat, shape: [Int], range: Range<Int>) {
    self.name = name
    self.format = format
    self.shape = shape
    self.range = range
  }

  /// How many numbers it holds.
  public var count: Int { range.count / format.size }
}
