import Kernels

/// What h and the state of every layer are before a tune's first token.
///
/// Source: Forcada and Carrasco, "Learning the initial state of a second-order recurrent neural network" (1995);
/// folk-rnn's layers do so (`learn_init` of Lasagne).
public enum InitialState: String, Codable, Sendable, CaseIterable {
  /// Zeros.
  case zero
  /// Numbers learned like all others, the same for every tune; zeros in a new network.
  case learned
}

/// A copy of the learned h and state of every layer.
final class Beginning {
  private let configuration: NetworkConfiguration
  /// `(L, H)` each.
  private let outputs: AlignedBuffer
  private let states: AlignedBuffer

  /// Nil where a network starts from zeros.
  init?(_ configuration: NetworkConfiguration) {
    guard configuration.initialState == .learned else { return nil }
    self.configuration = configuration
    outputs = AlignedBuffer(floats: configuration.layers * configuration.hidden)
    states = AlignedBuffer(floats: configuration.layers * configuration.hidden)
  }

  /// Takes them from `parameters`.
  func fill(_ parameters: Parameters) {
    let h = configuration.hidden
    for layer in 0..<configuration.layers {
      guard let first = parameters.initialOutput(layer) else { continue }
      (outputs.floats + layer * h).update(from: first, count: h)
      // The state of a GRU is h, the plain cell has none.
      guard let state = parameters.initialState(layer) ?? (configuration.cell.carriesOutput ? first : nil) else {
        continue
      }
      (states.floats + layer * h).update(from: state, count: h)
    }
  }

  /// `(H)`, h of `layer`.
  func output(_ layer: Int) -> UnsafePointer<Float> { UnsafePointer(outputs.floats + layer * configuration.hidden) }

  /// `(H)`, what the cell of `layer` carries on.
  func state(_ layer: Int) -> UnsafePointer<Float> { UnsafePointer(states.floats + layer * configuration.hidden) }
}

extension Workspace {
  /// Makes the learned h of `layer` the h before the first step of every tune.
  func begin(_ layer: Int, _ shard: Shard, from beginning: Beginning, in before: Operand) {
    let h = configuration.hidden
    for index in 0..<(shard.rows.first ?? 0) {
      before.advanced(by: index * h).store(beginning.output(layer), count: h)
    }
  }

  /// The gradients of the learned h and state of `layer`, after its first step: what reaches them in every tune.
  func addBeginningGradients(_ layer: Int, _ shard: Shard, _ network: PackedNetwork, into gradients: Parameters) {
    guard let output = gradients.initialOutput(layer) else { return }
    let (h, width, rows) = (configuration.hidden, configuration.recordWidth, shard.rows.first ?? 0)
    output.update(repeating: 0, count: h)
    gradients.initialState(layer)?.update(repeating: 0, count: h)
    multiplier.multiply(
      rows: rows, Operand(gates[layer].base, precision), leftStride: width, by: network.recurrentTransposed[layer],
      into: recurrentGradient.floats, productStride: h)
    let state = configuration.cell.carriesOutput ? output : gradients.initialState(layer)
    for index in 0..<rows {
      Rows.add(recurrentGradient.floats + index * h, to: output, count: h)
      if let state { Rows.add(stateGradient.floats + index * h, to: state, count: h) }
    }
  }
}
