/// Softmax and its cross-entropy over one row of logits.
public enum Softmax {
  /// The nats a row's target costs; the row becomes the gradient.
  ///
  /// - Parameters:
  ///   - row: logits without bias on entry; (softmax - one-hot) * `scale` on return, so a sum of biases far below all
  ///     others (-1e30) gives exactly 0: that is how rows are padded.
  ///   - bias: added to the logits.
  ///   - count: length of both, a multiple of 8.
  ///   - target: the index that was right.
  public static func crossEntropy(
    _ row: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>, count: Int, target: Int, scale: Float
  ) -> Double {
    precondition(count % 8 == 0 && target >= 0 && target < count, "a padded row and a target within it")
    var greatest = SIMD8<Float>(repeating: -.infinity)
    for at in stride(from: 0, to: count, by: 8) {
      let logits = row.lanes(at: at) + bias.lanes(at: at)
      row.setLanes(logits, at: at)
      greatest.replace(with: logits, where: logits .> greatest)
    }
    let maximum = greatest.max()
    let right = row[target] - maximum
    var sums = SIMD8<Float>()
    for at in stride(from: 0, to: count, by: 8) {
      let power = shiftedExponential(row.lanes(at: at) - maximum)
      row.setLanes(power, at: at)
      sums += power
    }
    let sum = sums.sum()
    let factor = scale / sum
    for at in stride(from: 0, to: count, by: 8) { row.setLanes(row.lanes(at: at) * factor, at: at) }
    row[target] -= scale
    return naturalLogarithm(Double(sum)) - Double(right)
  }

  /// e^x for x <= 0, and 0 where it would be below e^-80.
  @inline(__always)
  private static func shiftedExponential(_ x: SIMD8<Float>) -> SIMD8<Float> {
    var power = exponential(x)
    power.replace(with: 0, where: x .< -80)
    return power
  }
}
