import Kernels

extension Workspace {
  /// Backpropagation through time, after ``forward(_:_:dropout:keeping:)`` and ``output(_:_:gradients:scale:)``: all
  /// gradients of the layers are written to `gradients`.
  func backward(_ shard: Shard, _ network: PackedNetwork, dropout: Dropout?, into gradients: Parameters) {
    let h = configuration.hidden
    for layer in (0..<configuration.layers).reversed() {
      clearSums(layer, gradients)
      cellGradient.floats.update(repeating: 0, count: (shard.rows.first ?? 0) * h)
      for step in shard.rows.indices.reversed() {
        backward(step, of: layer, shard, network, dropout: dropout, into: gradients)
      }
      let sumsGradient = Operand(gates[layer].base, precision)
      // The first step has no h before it.
      let skipped = shard.offsets[1]
      multiplier.multiplyTransposed(
        rows: shard.rowCount - skipped, Operand(previous[layer].base, precision).advanced(by: skipped * h), width: h,
        leftStride: h, by: sumsGradient.advanced(by: skipped * 4 * h), columns: 4 * h, rightStride: 4 * h,
        into: gradients.recurrent(layer), productStride: 4 * h)
      guard layer > 0 else { continue }
      multiplier.multiplyTransposed(
        rows: shard.rowCount, Operand(inputs[layer].base, precision), width: h, leftStride: h, by: sumsGradient,
        columns: 4 * h, rightStride: 4 * h, into: gradients.input(layer), productStride: 4 * h)
      // A residual layer hands the gradient of its output on to its input besides.
      multiplier.multiply(
        rows: shard.rowCount, sumsGradient, leftStride: 4 * h, by: network.inputTransposed[layer - 1],
        into: outputGradient.floats, productStride: h, accumulating: configuration.residual)
    }
    // Layer 0 added each token's gradient to the token's row; the bias was in all of them.
    for token in 0..<configuration.vocabularySize {
      Rows.add(gradients.input(0) + token * 4 * h, to: gradients.bias(0), count: 4 * h)
    }
  }

  /// Gradients that rows are added to start from zero.
  private func clearSums(_ layer: Int, _ gradients: Parameters) {
    let h = configuration.hidden
    gradients.bias(layer).update(repeating: 0, count: 4 * h)
    if layer == 0 { gradients.input(0).update(repeating: 0, count: configuration.vocabularySize * 4 * h) }
  }

  private func backward(
    _ step: Int, of layer: Int, _ shard: Shard, _ network: PackedNetwork, dropout: Dropout?,
    into gradients: Parameters
  ) {
    let h = configuration.hidden
    let rows = shard.rows[step]
    let first = shard.offsets[step]
    let sumsGradient = Operand(gates[layer].base, precision)
    let continuing = step + 1 < shard.rows.count ? shard.rows[step + 1] : 0
    if continuing > 0 {
      multiplier.multiply(
        rows: continuing, sumsGradient.advanced(by: shard.offsets[step + 1] * 4 * h), leftStride: 4 * h,
        by: network.recurrentTransposed[layer], into: recurrentGradient.floats, productStride: h)
    }
    for index in 0..<rows {
      let packed = first + index
      let gradient = outputGradient.floats + packed * h
      dropout?.apply(to: gradient, count: h, layer: layer, sequence: shard.sequences[index], step: step)
      let record = gates[layer].base + packed * 4 * h * precision.byteCount
      let gates = precision == .f32 ? record.assumingMemoryBound(to: Float.self) : gateRow.floats
      if precision == .bf16 { GateRecord.load(record, hidden: h, into: gates) }
      let cell = cells[layer].floats
      let cellBefore = cell + (shard.offsets[max(step - 1, 0)] + index) * h
      Gates.backward(
        hidden: h, gates: gates, previousCell: step > 0 ? UnsafePointer(cellBefore) : nil, cell: cell + packed * h,
        outputGradient: gradient, recurrentGradient: index < continuing ? recurrentGradient.floats + index * h : nil,
        cellGradient: cellGradient.floats + index * h,
        addendGradient: layer == 0
          ? gradients.input(0) + Int(shard.inputs[packed]) * 4 * h : gradients.bias(layer))
      if precision == .bf16 { sumsGradient.advanced(by: packed * 4 * h).store(gates, count: 4 * h) }
    }
  }
}
