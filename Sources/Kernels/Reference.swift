/// The plain definitions of every kernel, in f64 and without any trick: what the fast ones are tested against, and the
/// product where no library is at hand.
public enum Reference {
  /// product (m, n) = left (m, k) · right (k, n), or added to it.
  ///
  /// Element (r, c) of a matrix lies at r * row stride + c * column stride.
  public static func multiply(
    m: Int, k: Int, n: Int,
    _ left: UnsafePointer<Float>, _ leftStrides: (row: Int, column: Int),
    _ right: UnsafePointer<Float>, _ rightStrides: (row: Int, column: Int),
    into product: UnsafeMutablePointer<Float>, rowStride: Int, accumulating: Bool
  ) {
    for row in 0..<m {
      for column in 0..<n {
        var sum = 0.0
        for inner in 0..<k {
          sum +=
            Double(left[row * leftStrides.row + inner * leftStrides.column])
            * Double(right[inner * rightStrides.row + column * rightStrides.column])
        }
        let at = row * rowStride + column
        product[at] = accumulating ? product[at] + Float(sum) : Float(sum)
      }
    }
  }

  /// One LSTM step of a row: sums `(4H)` and the cell before to activations `(4H)`, the cell and h.
  public static func gates(
    sums: [Double], previousCell: [Double]
  ) -> (activations: [Double], cell: [Double], output: [Double]) {
    let hidden = previousCell.count
    var activations = sums
    var cell = previousCell
    var output = previousCell
    for unit in 0..<hidden {
      let i = sigmoid(sums[unit])
      let f = sigmoid(sums[hidden + unit])
      let g = tanh(sums[2 * hidden + unit])
      let o = sigmoid(sums[3 * hidden + unit])
      activations[unit] = i
      activations[hidden + unit] = f
      activations[2 * hidden + unit] = g
      activations[3 * hidden + unit] = o
      cell[unit] = f * previousCell[unit] + i * g
      output[unit] = o * tanh(cell[unit])
    }
    return (activations, cell, output)
  }

  /// One GRU step of a row: sums of the input `(3H)`, products of h `(3H)` with the bias of n's and the h before to h.
  public static func gatedUnit(sums: [Double], recurrent: [Double], previousOutput: [Double]) -> [Double] {
    let hidden = previousOutput.count
    return (0..<hidden).map { unit in
      let r = sigmoid(sums[unit] + recurrent[unit])
      let z = sigmoid(sums[hidden + unit] + recurrent[hidden + unit])
      let n = tanh(sums[2 * hidden + unit] + r * recurrent[2 * hidden + unit])
      return (1 - z) * n + z * previousOutput[unit]
    }
  }

  /// Layer normalisation of a row, without gain and bias.
  public static func layerNorm(_ row: [Double]) -> [Double] {
    let mean = row.reduce(0, +) / Double(row.count)
    let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(row.count)
    return row.map { ($0 - mean) / (variance + 1e-5).squareRoot() }
  }

  /// Probabilities of a row of logits.
  public static func softmax(_ logits: [Double]) -> [Double] {
    let greatest = logits.max() ?? 0
    let powers = logits.map { exponential($0 - greatest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  /// 1 / (1 + e^-x).
  public static func sigmoid(_ x: Double) -> Double { 1 / (1 + exponential(-x)) }

  /// The natural logarithm.
  public static func logarithm(_ x: Double) -> Double { naturalLogarithm(x) }

  /// The hyperbolic tangent.
  public static func tanh(_ x: Double) -> Double { hyperbolicTangent(x) }
}
