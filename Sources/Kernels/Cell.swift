/// The recurrent cells: what a unit makes of its inputs, of h of the step before and of the state it carries on.
///
/// What tells them apart is here, a step of a row and its gradient; how a step is kept in 16 bits is in ``GateRecord``, and
/// what a new one's biases are in `Recurrent`'s `Parameters`.
public enum Cell: String, Codable, Sendable, CaseIterable {
  /// Long short-term memory, see ``Gates``: carries c on.
  case lstm
  /// The gated recurrent unit, see ``GatedRecurrentUnit``: carries h itself on.
  case gru
  /// The plain tanh unit, see ``ElmanUnit``: carries nothing on.
  case rnn

  /// Columns of the input and of the recurrent weights for each unit (G = this times H).
  public var gateCount: Int {
    switch self {
    case .lstm: 4
    case .gru: 3
    case .rnn: 1
    }
  }

  /// Numbers a step keeps for each unit between forward and backward (W = this times H).
  public var recordCount: Int {
    switch self {
    case .lstm, .gru: 4
    case .rnn: 1
    }
  }

  /// Whether a state goes from step to step besides the products of h: c of the LSTM, h of the GRU.
  public var carriesState: Bool { self != .rnn }

  /// Whether the state carried on is h itself.
  public var carriesOutput: Bool { self == .gru }

  /// Whether the products of h must not be added to those of the input: a gate of the GRU scales a part of them.
  public var keepsRecurrentApart: Bool { self == .gru }

  /// One step of a row.
  ///
  /// - Parameters:
  ///   - gates: `(W)`. On entry the first G numbers are the sums of the input's products, and of those of h unless
  ///     ``keepsRecurrentApart``; on return all are what backward needs.
  ///   - recurrent: `(G)`, the products of h where they are kept apart, nil for zeros.
  ///   - addend: `(G)`, added to the sums: the bias, or the token's row of the input weights and the bias.
  ///   - recurrentAddend: `(H)`, a bias within ``keepsRecurrentApart``; else not read.
  ///   - previousState: `(H)`, or nil for zeros; may be `state`.
  ///   - state: `(H)`, written where ``carriesState``.
  ///   - output: `(H)`, the new h.
  public func forward(
    hidden: Int, gates: UnsafeMutablePointer<Float>, recurrent: UnsafePointer<Float>?, addend: UnsafePointer<Float>,
    recurrentAddend: UnsafePointer<Float>, previousState: UnsafePointer<Float>?, state: UnsafeMutablePointer<Float>,
    output: UnsafeMutablePointer<Float>
  ) {
    switch self {
    case .lstm:
      Gates.forward(
        hidden: hidden, gates: gates, addend: addend, previousCell: previousState, cell: state, output: output)
    case .gru:
      GatedRecurrentUnit.forward(
        hidden: hidden, gates: gates, recurrent: recurrent, addend: addend, recurrentAddend: recurrentAddend,
        previousOutput: previousState, state: state, output: output)
    case .rnn:
      ElmanUnit.forward(hidden: hidden, gates: gates, addend: addend, output: output)
    }
  }

  /// The gradient of ``forward(hidden:gates:recurrent:addend:recurrentAddend:previousState:state:output:)``.
  ///
  /// - Parameters:
  ///   - gates: `(W)`, as forward left them. On return the first G numbers are the gradient of the products of h; that of
  ///     the input's products is the same, but where those are kept apart its last H numbers are the last of all W.
  ///   - previousState: `(H)`, or nil for zeros.
  ///   - state: `(H)`, the new state.
  ///   - outputGradient: `(H)`, of h from the layer above.
  ///   - recurrentGradient: `(H)`, of h through the products of the step after, or nil where the tune ends.
  ///   - stateGradient: `(H)`, where ``carriesState``: of the new state from the step after on entry, of the previous state
  ///     on return.
  ///   - addendGradient: `(G)`; what is meant for the addend is added to it.
  ///   - recurrentAddendGradient: `(H)`, the same for the recurrent addend, where there is one.
  public func backward(
    hidden: Int, gates: UnsafeMutablePointer<Float>, previousState: UnsafePointer<Float>?, state: UnsafePointer<Float>,
    outputGradient: UnsafePointer<Float>, recurrentGradient: UnsafePointer<Float>?,
    stateGradient: UnsafeMutablePointer<Float>, addendGradient: UnsafeMutablePointer<Float>,
    recurrentAddendGradient: UnsafeMutablePointer<Float>
  ) {
    switch self {
    case .lstm:
      Gates.backward(
        hidden: hidden, gates: gates, previousCell: previousState, cell: state, outputGradient: outputGradient,
        recurrentGradient: recurrentGradient, cellGradient: stateGradient, addendGradient: addendGradient)
    case .gru:
      GatedRecurrentUnit.backward(
        hidden: hidden, gates: gates, previousOutput: previousState, outputGradient: outputGradient,
        recurrentGradient: recurrentGradient, stateGradient: stateGradient, addendGradient: addendGradient,
        recurrentAddendGradient: recurrentAddendGradient)
    case .rnn:
      ElmanUnit.backward(
        hidden: hidden, gates: gates, outputGradient: outputGradient, recurrentGradient: recurrentGradient,
        addendGradient: addendGradient)
    }
  }
}
