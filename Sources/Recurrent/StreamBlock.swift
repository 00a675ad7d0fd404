import Kernels

/// Steps a block of streams by matrix products, on one thread.
final class StreamBlock {
  /// Streams of a block at most: more make a product no faster.
  static let largest = 32

  /// Streams of each block when `streams` run: as large as two cores allow, for a product of 32 rows
  /// is a quarter faster than two of 16. Logits do not depend on how many cores there really are.
  static func size(for streams: Int) -> Int {
    min(max((streams + 1) / 2, 8), largest)
  }

  /// How many blocks `streams` make.
  static func count(for streams: Int) -> Int { (streams + size(for: streams) - 1) / size(for: streams) }

  private let configuration: NetworkConfiguration
  private let precision: Precision
  private let multiplier = Multiplier()
  private let sums: AlignedBuffer
  /// Products of h where the cell keeps them apart.
  private let recurrentSums: AlignedBuffer?
  private let operand: AlignedBuffer
  private let signal: AlignedBuffer
  private let logits: AlignedBuffer

  init(_ configuration: NetworkConfiguration, precision: Precision) {
    self.configuration = configuration
    self.precision = precision
    let (v, h) = (configuration.vocabularySize, configuration.hidden)
    sums = AlignedBuffer(floats: StreamBlock.largest * configuration.recordWidth)
    recurrentSums =
      configuration.cell.keepsRecurrentApart
      ? AlignedBuffer(floats: StreamBlock.largest * configuration.gateWidth) : nil
    operand = AlignedBuffer(floats: StreamBlock.largest * h)
    signal = AlignedBuffer(floats: StreamBlock.largest * h)
    logits = AlignedBuffer(floats: StreamBlock.largest * (v + 15) / 16 * 16)
  }

  /// Steps the streams of `range`; their logits go to their rows of `result`, `(streams, V)`.
  func step(
    _ tokens: [Int32], _ context: [Int32], _ range: Range<Int>, _ state: StreamState, _ network: PackedNetwork,
    into result: UnsafeMutablePointer<Float>
  ) {
    let (v, h, width) = (configuration.vocabularySize, configuration.hidden, configuration.recordWidth)
    let rows = range.count
    let apart = recurrentSums != nil
    for layer in 0..<configuration.layers {
      multiply(
        state.output(layer, range.lowerBound), rows, by: network.recurrent[layer],
        stride: apart ? configuration.gateWidth : width, into: recurrentSums ?? sums,
        accumulating: false)
      if layer > 0 {
        multiply(signal.floats, rows, by: network.input[layer - 1], stride: width, into: sums, accumulating: !apart)
      } else if apart {
        sums.floats.update(repeating: 0, count: rows * width)
      }
      for index in 0..<rows {
        let stream = range.lowerBound + index
        if layer == 0 { network.addends.addContext(context, of: stream, to: sums.floats + index * width) }
        CellStep.run(
          configuration, precision, layer: layer, token: tokens[stream], gates: sums.floats + index * width,
          recurrent: recurrentSums.map { UnsafePointer($0.floats + index * configuration.gateWidth) },
          addends: network.addends, state: state.state(layer, stream), output: state.output(layer, stream),
          signal: signal.floats + index * h)
      }
    }
    let padded = network.paddedVocabulary
    multiply(signal.floats, rows, by: network.output, stride: padded, into: logits, accumulating: false)
    for index in 0..<rows {
      let target = result + (range.lowerBound + index) * v
      target.update(from: logits.floats + index * padded, count: v)
      Rows.add(network.addends.output.floats, to: target, count: v)
    }
  }

  private func multiply(
    _ left: UnsafeMutablePointer<Float>, _ rows: Int, by right: PackedMatrix, stride: Int, into product: AlignedBuffer,
    accumulating: Bool
  ) {
    let h = configuration.hidden
    var source = Operand(left)
    if precision == .bf16 {
      source = Operand(operand.base, .bf16)
      source.store(left, count: rows * h)
    }
    multiplier.multiply(
      rows: rows, source, leftStride: h, by: right, into: product.floats, productStride: stride,
      accumulating: accumulating)
  }
}

/// What follows the products of a layer, for one stream.
enum CellStep {
  /// Runs the cell; `signal` becomes what goes into the next layer, and is what came into this one on entry.
  static func run(
    _ configuration: NetworkConfiguration, _ precision: Precision, layer: Int, token: Int32,
    gates: UnsafeMutablePointer<Float>, recurrent: UnsafePointer<Float>?, addends: Addends,
    state: UnsafeMutablePointer<Float>, output: UnsafeMutablePointer<Float>, signal: UnsafeMutablePointer<Float>
  ) {
    let h = configuration.hidden
    configuration.cell.forward(
      hidden: h, gates: gates, recurrent: recurrent, addend: addends.row(layer, token),
      recurrentAddend: addends.recurrent(layer), previousState: UnsafePointer(state), state: state, output: output)
    if configuration.residual, layer > 0 {
      Rows.add(output, to: signal, count: h)
    } else {
      signal.update(from: output, count: h)
    }
    if configuration.layerNorm { _ = LayerNorm.forward(signal, count: h) }
    if precision == .bf16 {
      roundToBF16(output, count: h)
      roundToBF16(signal, count: h)
    }
  }
}
