import Kernels

/// Backward through the tokens' rows of a network whose input is its output's weights: each token's row of the input table
/// is its column of `output.weight`, `(H, V)`, times `layers.0.input`, `(H, G)`.
///
/// Source: Press and Wolf (2017), Inan et al. (2017). The forward pass gathers from the table as it does where the table is
/// learned, see ``Addends``. All of it is in f32, in either precision: it is a thousandth of the work.
final class TiedInput {
  private let configuration: NetworkConfiguration
  /// `(V, H)`.
  private let embeddings: AlignedBuffer
  /// `(G, H)`.
  private let inputTransposed: PackedMatrix

  /// Nil where the input has weights of its own.
  init?(_ configuration: NetworkConfiguration) {
    guard configuration.tied else { return nil }
    self.configuration = configuration
    embeddings = AlignedBuffer(floats: configuration.vocabularySize * configuration.hidden)
    inputTransposed = PackedMatrix(inner: configuration.gateWidth, columns: configuration.hidden, precision: .f32)
  }

  /// Takes the weights of `parameters`.
  func fill(_ parameters: Parameters) {
    let (v, h) = (configuration.vocabularySize, configuration.hidden)
    for token in 0..<v {
      for unit in 0..<h { embeddings.floats[token * h + unit] = parameters.output[unit * v + token] }
    }
    inputTransposed.pack(parameters.input(0), rowStride: 1, columnStride: configuration.gateWidth)
  }

  /// Turns the gradient of the table, `(V, G)`, into those of both its factors: writes that of `layers.0.input` and adds to
  /// that of `output.weight`.
  ///
  /// - Parameter scratch: `(V, H)`, to work in.
  func addGradients(
    of table: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>, into gradients: Parameters,
    by multiplier: Multiplier
  ) {
    let (v, h, width) = (configuration.vocabularySize, configuration.hidden, configuration.gateWidth)
    multiplier.multiplyTransposed(
      rows: v, Operand(embeddings.floats), width: h, leftStride: h, by: Operand(table), columns: width,
      rightStride: width, into: gradients.input(0), productStride: width)
    multiplier.multiply(
      rows: v, Operand(table), leftStride: width, by: inputTransposed, into: scratch, productStride: h)
    for token in 0..<v {
      for unit in 0..<h { gradients.output[unit * v + token] += scratch[token * h + unit] }
    }
  }
}
