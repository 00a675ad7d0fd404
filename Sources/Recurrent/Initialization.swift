import Kernels

/// What weights are before the first update.
enum Initialization {
  /// Uniform within ±√(6 / (inputs + outputs)) (Glorot and Bengio 2010).
  static func xavier(
    _ weights: UnsafeMutablePointer<Float>, count: Int, inputs: Int, outputs: Int, _ random: inout RandomSource
  ) {
    let limit = (6 / Float(inputs + outputs)).squareRoot()
    for index in 0..<count { weights[index] = (2 * random.uniform() - 1) * limit }
  }

  /// A random orthogonal matrix (Saxe et al. 2013): normal draws made orthonormal by the modified Gram-Schmidt process,
  /// in f64. O(size³).
  static func orthogonal(
    _ weights: UnsafeMutablePointer<Float>, size: Int, rowStride: Int, _ random: inout RandomSource
  ) {
    let lanes = (size + 7) / 8
    var rows: [[SIMD8<Double>]] = []
    rows.reserveCapacity(size)
    for row in 0..<size {
      var vector = [SIMD8<Double>](repeating: SIMD8(), count: lanes)
      for column in 0..<size { vector[column / 8][column % 8] = Double(random.normal()) }
      for other in rows {
        let share = dot(vector, other)
        for lane in 0..<lanes { vector[lane] -= other[lane] * share }
      }
      let length = dot(vector, vector).squareRoot()
      for lane in 0..<lanes { vector[lane] /= length }
      for column in 0..<size { weights[row * rowStride + column] = Float(vector[column / 8][column % 8]) }
      rows.append(vector)
    }
  }

  private static func dot(_ a: [SIMD8<Double>], _ b: [SIMD8<Double>]) -> Double {
    var sums = SIMD8<Double>()
    for lane in a.indices { sums += a[lane] * b[lane] }
    return sums.sum()
  }
}
