/// The plain recurrent cell of one row, forward and backward: h = tanh(z).
///
/// Source: Elman, "Finding structure in time" (1990), with tanh for his sigmoid, as PyTorch's RNN has it.
public enum ElmanUnit {
  /// One step of a row.
  ///
  /// - Parameters:
  ///   - gates: `(H)`; sums on entry, h on return, which all of backward comes from.
  ///   - addend: `(H)`, added to the sums.
  ///   - output: `(H)`, h once more, for the caller to change.
  public static func forward(
    hidden: Int, gates: UnsafeMutablePointer<Float>, addend: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>
  ) {
    @inline(__always)
    func run(_ at: Int, _ count: Int) {
      let h = hyperbolicTangent(gates.lanes(at: at, count: count) + addend.lanes(at: at, count: count))
      gates.setLanes(h, at: at, count: count)
      output.setLanes(h, at: at, count: count)
    }
    var at = 0
    while at + 8 <= hidden {
      run(at, 8)
      at += 8
    }
    if at < hidden { run(at, hidden - at) }
  }

  /// The gradient of ``forward(hidden:gates:addend:output:)``.
  ///
  /// - Parameters:
  ///   - gates: `(H)`; h on entry, the gradient of the sums on return.
  ///   - outputGradient: `(H)`, of h from the layer above.
  ///   - recurrentGradient: `(H)`, of h from the step after, or nil where the tune ends.
  ///   - addendGradient: `(H)`; the gradient of the sums is added to it.
  public static func backward(
    hidden: Int, gates: UnsafeMutablePointer<Float>, outputGradient: UnsafePointer<Float>,
    recurrentGradient: UnsafePointer<Float>?, addendGradient: UnsafeMutablePointer<Float>
  ) {
    @inline(__always)
    func run(_ at: Int, _ count: Int) {
      let h = gates.lanes(at: at, count: count)
      var dh = outputGradient.lanes(at: at, count: count)
      if let recurrentGradient { dh += recurrentGradient.lanes(at: at, count: count) }
      let dz = dh * (1 - h * h)
      gates.setLanes(dz, at: at, count: count)
      addendGradient.setLanes(addendGradient.lanes(at: at, count: count) + dz, at: at, count: count)
    }
    var at = 0
    while at + 8 <= hidden {
      run(at, 8)
      at += 8
    }
    if at < hidden { run(at, hidden - at) }
  }
}
