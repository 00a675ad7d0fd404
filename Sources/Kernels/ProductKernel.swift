import CTiles

/// Who multiplies matrices.
public enum ProductKernel: Sendable, CaseIterable {
  /// Tiles of our own over packed panels; f32, with bf16 rounded first.
  case tiles
  /// oneDNN or Accelerate.
  case library

  /// Whether this processor can run it.
  public var isAvailable: Bool { self == .library || lilt_can_tile() != 0 }

  /// The one that is faster here: oneDNN packs weights for AVX-512 and has bf16 there; Accelerate has Apple's matrix unit.
  public static let fastest: ProductKernel = {
    #if canImport(Accelerate)
      return .library
    #else
      return ProductKernel.tiles.isAvailable && lilt_has_wider_lanes() == 0 ? .tiles : .library
    #endif
  }()
}
