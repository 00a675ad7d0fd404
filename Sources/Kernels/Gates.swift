/// The LSTM cell of one row, forward and backward: training and sampling both run this and nothing else.
///
/// z = (z_i, z_f, z_g, z_o), H numbers each; c = σ(z_f) c' + σ(z_i) tanh(z_g); h = σ(z_o) tanh(c).
/// Source: Hochreiter and Schmidhuber (1997) with the forget gate of Gers et al. (2000), in PyTorch's order of gates.
public enum Gates {
  /// One step of a row.
  ///
  /// - Parameters:
  ///   - gates: `(4H)`; sums on entry, activations (i, f, g, o) on return.
  ///   - addend: `(4H)`, added to the sums: the bias, or the token's row of the input weights and the bias.
  ///   - previousCell: `(H)`, or nil for zeros; may be `cell`.
  ///   - cell: `(H)`, the new cell state.
  ///   - output: `(H)`, the new h.
  public static func forward(
    hidden: Int, gates: UnsafeMutablePointer<Float>, addend: UnsafePointer<Float>,
    previousCell: UnsafePointer<Float>?, cell: UnsafeMutablePointer<Float>, output: UnsafeMutablePointer<Float>
  ) {
    @inline(__always)
    func run(_ at: Int, _ count: Int) {
      let i = sigmoid(gates.lanes(at: at, count: count) + addend.lanes(at: at, count: count))
      let f = sigmoid(gates.lanes(at: hidden + at, count: count) + addend.lanes(at: hidden + at, count: count))
      let g = hyperbolicTangent(
        gates.lanes(at: 2 * hidden + at, count: count) + addend.lanes(at: 2 * hidden + at, count: count))
      let o = sigmoid(gates.lanes(at: 3 * hidden + at, count: count) + addend.lanes(at: 3 * hidden + at, count: count))
      var c = i * g
      if let previousCell { c += f * previousCell.lanes(at: at, count: count) }
      gates.setLanes(i, at: at, count: count)
      gates.setLanes(f, at: hidden + at, count: count)
      gates.setLanes(g, at: 2 * hidden + at, count: count)
      gates.setLanes(o, at: 3 * hidden + at, count: count)
      cell.setLanes(c, at: at, count: count)
      output.setLanes(o * hyperbolicTangent(c), at: at, count: count)
    }
    var at = 0
    while at + 8 <= hidden {
      run(at, 8)
      at += 8
    }
    if at < hidden { run(at, hidden - at) }
  }

  /// The gradient of ``forward(hidden:gates:addend:previousCell:cell:output:)``.
  ///
  /// - Parameters:
  ///   - gates: `(4H)`; activations on entry, the gradient of the sums on return.
  ///   - previousCell: `(H)`, or nil for zeros.
  ///   - cell: `(H)`, the new cell state; its tanh is computed again, which costs less than to keep it.
  ///   - outputGradient: `(H)`, of h from the layer above.
  ///   - recurrentGradient: `(H)`, of h from the step after, or nil where the tune ends.
  ///   - cellGradient: `(H)`; of c from the step after on entry, of c' on return.
  ///   - addendGradient: `(4H)`; the gradient of the sums is added to it.
  public static func backward(
    hidden: Int, gates: UnsafeMutablePointer<Float>, previousCell: UnsafePointer<Float>?,
    cell: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, recurrentGradient: UnsafePointer<Float>?,
    cellGradient: UnsafeMutablePointer<Float>, addendGradient: UnsafeMutablePointer<Float>
  ) {
    @inline(__always)
    func run(_ at: Int, _ count: Int) {
      let i = gates.lanes(at: at, count: count)
      let f = gates.lanes(at: hidden + at, count: count)
      let g = gates.lanes(at: 2 * hidden + at, count: count)
      let o = gates.lanes(at: 3 * hidden + at, count: count)
      let squashed = hyperbolicTangent(cell.lanes(at: at, count: count))
      var dh = outputGradient.lanes(at: at, count: count)
      if let recurrentGradient { dh += recurrentGradient.lanes(at: at, count: count) }
      let dc = cellGradient.lanes(at: at, count: count) + dh * o * (1 - squashed * squashed)
      let previous = previousCell?.lanes(at: at, count: count) ?? SIMD8<Float>()
      let di = dc * g * (i * (1 - i))
      let df = dc * previous * (f * (1 - f))
      let dg = dc * i * (1 - g * g)
      let doo = dh * squashed * (o * (1 - o))
      cellGradient.setLanes(dc * f, at: at, count: count)
      @inline(__always)
      func keep(_ gradient: SIMD8<Float>, _ at: Int) {
        gates.setLanes(gradient, at: at, count: count)
        addendGradient.setLanes(addendGradient.lanes(at: at, count: count) + gradient, at: at, count: count)
      }
      keep(di, at)
      keep(df, hidden + at)
      keep(dg, 2 * hidden + at)
      keep(doo, 3 * hidden + at)
    }
    var at = 0
    while at + 8 <= hidden {
      run(at, 8)
      at += 8
    }
    if at < hidden { run(at, hidden - at) }
  }
}
