import CTiles

/// Who multiplies matrices.
public enum ProductKernel: Sendable, CaseIterable {
  /// Tiles of our own over packed panels; f32, with bf16 rounded first.
  case tiles
  /// oneDNN, or Accelerate, or where there is neither the plain loops.
  case library

  /// Whether this processor can run it.
  public var isAvailable: Bool { self == .library || lilt_can_tile() != 0 }

  /// The one to use here: oneDNN packs weights for AVX-512 and has bf16 there; Accelerate has Apple's matrix unit. Measured on
  /// AVX2 alone.
  public static let fastest: ProductKernel = {
    #if canImport(Accelerate)
      return .library
    #else
      return ProductKernel.tiles.isAvailable && lilt_has_wider_lanes() == 0 ? .tiles : .library
    #endif
  }()
}
