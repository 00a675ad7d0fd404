/// The GRU cell of one row, forward and backward.
///
/// r = σ(x_r + u_r), z = σ(x_z + u_z), n = tanh(x_n + r q) with q = u_n + b, h = (1 - z) n + z h'; x are sums of the input,
/// u the products of h', H numbers each. Source: Cho et al. (2014), in the form and the order of gates PyTorch has: r
/// scales the product of h', not h', so that one product serves all gates.
public enum GatedRecurrentUnit {
  /// One step of a row.
  ///
  /// - Parameters:
  ///   - gates: `(4H)`; on entry 3H sums of the input (r, z, n), on return r, z, q and n.
  ///   - recurrent: `(3H)`, the products of h' (r, z, n), or nil for zeros.
  ///   - addend: `(3H)`, added to the sums of the input.
  ///   - recurrentAddend: `(H)`, b.
  ///   - previousOutput: `(H)`, h', or nil for zeros; may be `state`.
  ///   - state: `(H)`, the new h, to be the `previousOutput` of the next step.
  ///   - output: `(H)`, the new h once more, for the caller to change.
  public static func forward(
    hidden: Int, gates: UnsafeMutablePointer<Float>, recurrent: UnsafePointer<Float>?, addend: UnsafePointer<Float>,
    recurrentAddend: UnsafePointer<Float>, previousOutput: UnsafePointer<Float>?, state: UnsafeMutablePointer<Float>,
    output: UnsafeMutablePointer<Float>
  ) {
    @inline(__always)
    func run(_ at: Int, _ count: Int) {
      var resetSum = gates.lanes(at: at, count: count) + addend.lanes(at: at, count: count)
      var updateSum = gates.lanes(at: hidden + at, count: count) + addend.lanes(at: hidden + at, count: count)
      let x = gates.lanes(at: 2 * hidden + at, count: count) + addend.lanes(at: 2 * hidden + at, count: count)
      var q = recurrentAddend.lanes(at: at, count: count)
      if let recurrent {
        resetSum += recurrent.lanes(at: at, count: count)
        updateSum += recurrent.lanes(at: hidden + at, count: count)
        q += recurrent.lanes(at: 2 * hidden + at, count: count)
      }
      let r = sigmoid(resetSum)
      let z = sigmoid(updateSum)
      let n = hyperbolicTangent(x + r * q)
      var h = (1 - z) * n
      if let previousOutput { h += z * previousOutput.lanes(at: at, count: count) }
      gates.setLanes(r, at: at, count: count)
      gates.setLanes(z, at: hidden + at, count: count)
      gates.setLanes(q, at: 2 * hidden + at, count: count)
      gates.setLanes(n, at: 3 * hidden + at, count: count)
      state.setLanes(h, at: at, count: count)
      output.setLanes(h, at: at, count: count)
    }
    var at = 0
    while at + 8 <= hidden {
      run(at, 8)
      at += 8
    }
    if at < hidden { run(at, hidden - at) }
  }

  /// The gradient of ``forward(hidden:gates:recurrent:addend:recurrentAddend:previousOutput:state:output:)``.
  ///
  /// - Parameters:
  ///   - gates: `(4H)`; as forward left them on entry. On return the gradients of r's, z's and n's products of h', then that
  ///     of n's sum of the input; for r and z it is the same for both.
  ///   - previousOutput: `(H)`, or nil for zeros.
  ///   - outputGradient: `(H)`, of h from the layer above.
  ///   - recurrentGradient: `(H)`, of h through the products of the step after, or nil where the tune ends.
  ///   - stateGradient: `(H)`; of h through z of the step after on entry, of h' through z on return.
  ///   - addendGradient: `(3H)`; the gradient of the sums of the input (r, z, n) is added to it.
  ///   - recurrentAddendGradient: `(H)`; that of q is added to it.
  public static func backward(
    hidden: Int, gates: UnsafeMutablePointer<Float>, previousOutput: UnsafePointer<Float>?,
    outputGradient: UnsafePointer<Float>, recurrentGradient: UnsafePointer<Float>?,
    stateGradient: UnsafeMutablePointer<Float>, addendGradient: UnsafeMutablePointer<Float>,
    recurrentAddendGradient: UnsafeMutablePointer<Float>
  ) {
    @inline(__always)
    func run(_ at: Int, _ count: Int) {
      let r = gates.lanes(at: at, count: count)
      let z = gates.lanes(at: hidden + at, count: count)
      let q = gates.lanes(at: 2 * hidden + at, count: count)
      let n = gates.lanes(at: 3 * hidden + at, count: count)
      let previous = previousOutput?.lanes(at: at, count: count) ?? SIMD8<Float>()
      var dh = outputGradient.lanes(at: at, count: count) + stateGradient.lanes(at: at, count: count)
      if let recurrentGradient { dh += recurrentGradient.lanes(at: at, count: count) }
      let dn = dh * (1 - z) * (1 - n * n)
      let dz = dh * (previous - n) * (z * (1 - z))
      let dq = dn * r
      let dr = dn * q * (r * (1 - r))
      stateGradient.setLanes(dh * z, at: at, count: count)
      gates.setLanes(dr, at: at, count: count)
      gates.setLanes(dz, at: hidden + at, count: count)
      gates.setLanes(dq, at: 2 * hidden + at, count: count)
      gates.setLanes(dn, at: 3 * hidden + at, count: count)
      @inline(__always)
      func add(_ gradient: SIMD8<Float>, to target: UnsafeMutablePointer<Float>, _ at: Int) {
        target.setLanes(target.lanes(at: at, count: count) + gradient, at: at, count: count)
      }
      add(dr, to: addendGradient, at)
      add(dz, to: addendGradient, hidden + at)
      add(dn, to: addendGradient, 2 * hidden + at)
      add(dq, to: recurrentAddendGradient, at)
    }
    var at = 0
    while at + 8 <= hidden {
      run(at, 8)
      at += 8
    }
    if at < hidden { run(at, hidden - at) }
  }
}
