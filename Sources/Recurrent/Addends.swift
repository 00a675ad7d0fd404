import Kernels

/// What is added to the products of each layer: biases, and for layer 0 the token's row of the input weights, which
/// stands for its product with the one-hot vector.
final class Addends {
  private let configuration: NetworkConfiguration
  /// Where the tokens' rows are a product.
  private let multiplier: Multiplier?
  private let tokens: AlignedBuffer
  private let biases: AlignedBuffer
  private let recurrentBiases: AlignedBuffer
  private let context: AlignedBuffer
  /// `(P)`, the vocabulary padded; so low beyond it that no probability is left there.
  let output: AlignedBuffer

  init(_ configuration: NetworkConfiguration, paddedVocabulary: Int) {
    self.configuration = configuration
    multiplier = configuration.tied ? Multiplier() : nil
    tokens = AlignedBuffer(floats: configuration.vocabularySize * configuration.gateWidth)
    biases = AlignedBuffer(floats: configuration.layers * configuration.gateWidth)
    recurrentBiases = AlignedBuffer(floats: configuration.layers * configuration.hidden)
    context = AlignedBuffer(floats: configuration.contextRows * configuration.gateWidth)
    output = AlignedBuffer(floats: paddedVocabulary)
    output.floats.update(repeating: -1e30, count: paddedVocabulary)
  }

  /// Takes them from `parameters`.
  func fill(_ parameters: Parameters) {
    let (v, width) = (configuration.vocabularySize, configuration.gateWidth)
    for layer in 0..<configuration.layers {
      (biases.floats + layer * width).update(from: parameters.bias(layer), count: width)
      if let bias = parameters.recurrentBias(layer) {
        recurrent(layer).update(from: bias, count: configuration.hidden)
      }
    }
    if let multiplier {
      let h = configuration.hidden
      Multiplier.prepareThread()
      multiplier.multiplyTransposed(
        rows: h, Operand(parameters.output), width: v, leftStride: v, by: Operand(parameters.input(0)),
        columns: width, rightStride: width, into: tokens.floats, productStride: width)
    } else {
      tokens.floats.update(from: parameters.input(0), count: v * width)
    }
    for token in 0..<v { Rows.add(parameters.bias(0), to: tokens.floats + token * width, count: width) }
    output.floats.update(from: parameters.outputBias, count: v)
    if let rows = parameters.context {
      context.floats.update(from: rows, count: configuration.contextRows * configuration.gateWidth)
    }
  }

  /// Adds the products of the further one-hot inputs to the `(G)` sums of layer 0; `rows` has one row number for each.
  func addContext(_ rows: UnsafePointer<Int32>, to sums: UnsafeMutablePointer<Float>) {
    let width = configuration.gateWidth
    for input in configuration.context.indices {
      Rows.add(context.floats + Int(rows[input]) * width, to: sums, count: width)
    }
  }

  /// `(G)` for the sums of `layer` when `token` is read.
  @inline(__always)
  func row(_ layer: Int, _ token: Int32) -> UnsafePointer<Float> {
    let width = configuration.gateWidth
    return UnsafePointer(layer == 0 ? tokens.floats + Int(token) * width : biases.floats + layer * width)
  }

  /// Adds the context of one of several streams, whose rows lie one stream after another.
  func addContext(_ rows: [Int32], of stream: Int, to sums: UnsafeMutablePointer<Float>) {
    rows.withUnsafeBufferPointer { rows in
      guard let first = rows.baseAddress else { return }
      addContext(first + stream * configuration.context.count, to: sums)
    }
  }

  /// `(H)` for the products of h that a cell keeps apart; zeros for the other cells.
  @inline(__always)
  func recurrent(_ layer: Int) -> UnsafeMutablePointer<Float> {
    recurrentBiases.floats + layer * configuration.hidden
  }
}
