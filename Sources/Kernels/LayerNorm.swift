/// Layer normalisation of one row (Ba et al. 2016): x̂ = (x - mean) / √(variance + ε), over the row's numbers.
///
/// Without gain and bias: where a matrix and a bias follow, these contain them.
public enum LayerNorm {
  /// ε, added to the variance.
  public static let epsilon: Float = 1e-5

  /// Normalises `row`, `(H)`, in place.
  ///
  /// - Returns: 1 / √(variance + ε), which backward needs.
  public static func forward(_ row: UnsafeMutablePointer<Float>, count: Int) -> Float {
    let share = 1 / Float(count)
    let mean = sum(count) { row.lanes(at: $0, count: $1) } * share
    // Lanes beyond the end are zero, and stay out of the sum.
    let variance =
      sum(count) { at, width in
        let distance = row.lanes(at: at, count: width) - mean
        return width == 8 ? distance * distance : first(width, of: distance * distance)
      } * share
    let scale = 1 / (variance + epsilon).squareRoot()
    forLanes(count) { at, width in row.setLanes((row.lanes(at: at, count: width) - mean) * scale, at: at, count: width)
    }
    return scale
  }

  /// The gradient of ``forward(_:count:)``, in place of that of its result.
  ///
  /// - Parameters:
  ///   - gradient: `(H)`, of x̂ on entry, of x on return.
  ///   - normalized: `(H)`, x̂.
  ///   - scale: what forward returned.
  public static func backward(
    _ gradient: UnsafeMutablePointer<Float>, normalized: UnsafePointer<Float>, scale: Float, count: Int
  ) {
    let share = 1 / Float(count)
    let mean = sum(count) { gradient.lanes(at: $0, count: $1) } * share
    let slope = sum(count) { gradient.lanes(at: $0, count: $1) * normalized.lanes(at: $0, count: $1) } * share
    forLanes(count) { at, width in
      let inner = gradient.lanes(at: at, count: width) - mean - slope * normalized.lanes(at: at, count: width)
      gradient.setLanes(inner * scale, at: at, count: width)
    }
  }

  @inline(__always)
  private static func sum(_ count: Int, _ lanes: (_ at: Int, _ width: Int) -> SIMD8<Float>) -> Float {
    var sums = SIMD8<Float>()
    forLanes(count) { at, width in sums += lanes(at, width) }
    return sums.sum()
  }

  @inline(__always)
  private static func first(_ width: Int, of lanes: SIMD8<Float>) -> SIMD8<Float> {
    var kept = SIMD8<Float>()
    for lane in 0..<width { kept[lane] = lanes[lane] }
    return kept
  }

  @inline(__always)
  private static func forLanes(_ count: Int, _ body: (_ at: Int, _ width: Int) -> Void) {
    var at = 0
    while at + 8 <= count {
      body(at, 8)
      at += 8
    }
    if at < count { body(at, count - at) }
  }
}
