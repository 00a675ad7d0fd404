import Kernels

extension Workspace {
  /// The linear output, softmax and cross-entropy; returns the summed nats.
  ///
  /// With `gradients`, those of the output are written there and that of the last layer's output to ``outputGradient``,
  /// all times `scale`; in f32 it overwrites what went into the output, so this runs once after a forward pass.
  func output(_ shard: Shard, _ network: PackedNetwork, gradients: Parameters?, scale: Float) -> Double {
    let (v, h, padded) = (configuration.vocabularySize, configuration.hidden, network.paddedVocabulary)
    let keeping = gradients != nil
    gradients?.outputBias.update(repeating: 0, count: v)
    var nats = 0.0
    for first in stride(from: 0, to: shard.rowCount, by: Workspace.chunk) {
      let rows = min(Workspace.chunk, shard.rowCount - first)
      let input = inputOperand(configuration.layers, keeping: keeping, at: first)
      multiplier.multiply(
        rows: rows, input, leftStride: h, by: network.output, into: logits.floats, productStride: padded)
      for row in 0..<rows {
        nats += Softmax.crossEntropy(
          logits.floats + row * padded, bias: network.addends.output.floats, count: padded,
          target: Int(shard.targets[first + row]), scale: scale)
      }
      guard let gradients, let transposed = network.outputTransposed else { continue }
      for row in 0..<rows { Rows.add(logits.floats + row * padded, to: gradients.outputBias, count: v) }
      var gradient = Operand(logits.floats)
      if precision == .bf16 {
        gradient = Operand(roundedLogits.base, .bf16)
        gradient.store(logits.floats, count: rows * padded)
      }
      multiplier.multiplyTransposed(
        rows: rows, input, width: h, leftStride: h, by: gradient, columns: v, rightStride: padded,
        into: gradients.output, productStride: v, accumulating: first > 0)
      multiplier.multiply(
        rows: rows, gradient, leftStride: padded, by: transposed, into: outputGradient.floats + first * h,
        productStride: h)
    }
    return nats
  }
}
