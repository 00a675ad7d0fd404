import Kernels

extension Workspace {
  /// Backpropagation through time, after ``forward(_:_:dropout:keeping:)`` and ``output(_:_:gradients:scale:)``: all
  /// gradients of the layers are written to `gradients`.
  ///
  /// `observe` is told the norm of the gradient of each h.
  func backward(
    _ shard: Shard, _ network: PackedNetwork, dropout: Dropout?, into gradients: Parameters,
    observe: ((_ layer: Int, _ step: Int, _ row: Int, _ norm: Double) -> Void)? = nil
  ) {
    let (h, columns, width) = (configuration.hidden, configuration.gateWidth, configuration.recordWidth)
    for layer in (0..<configuration.layers).reversed() {
      clearSums(layer, gradients)
      stateGradient.floats.update(repeating: 0, count: (shard.rows.first ?? 0) * h)
      for step in shard.rows.indices.reversed() {
        backward(step, of: layer, shard, network, dropout: dropout, into: gradients, observe: observe)
      }
      addBeginningGradients(layer, shard, network, into: gradients)
      let sumsGradient = Operand(gates[layer].base, precision)
      // The first step has no h before it but a learned one.
      let skipped = network.beginning == nil ? shard.offsets[1] : 0
      multiplier.multiplyTransposed(
        rows: shard.rowCount - skipped, Operand(previous[layer].base, precision).advanced(by: skipped * h), width: h,
        leftStride: h, by: sumsGradient.advanced(by: skipped * width), columns: columns, rightStride: width,
        into: gradients.recurrent(layer), productStride: columns)
      guard layer > 0 else { continue }
      if configuration.cell.keepsRecurrentApart { turnToInput(sumsGradient, rows: shard.rowCount) }
      multiplier.multiplyTransposed(
        rows: shard.rowCount, Operand(inputs[layer].base, precision), width: h, leftStride: h, by: sumsGradient,
        columns: columns, rightStride: width, into: gradients.input(layer), productStride: columns)
      // A residual layer hands the gradient of its output on to its input besides.
      multiplier.multiply(
        rows: shard.rowCount, sumsGradient, leftStride: width, by: network.inputTransposed[layer - 1],
        into: outputGradient.floats, productStride: h, accumulating: configuration.residual)
    }
    // Layer 0 added each token's gradient to the token's row; the bias was in all of them.
    let tokens = tokenGradient(gradients)
    for token in 0..<configuration.vocabularySize {
      Rows.add(tokens + token * columns, to: gradients.bias(0), count: columns)
    }
    network.tiedInput?.addGradients(
      of: tokens, scratch: embeddingGradient.floats, into: gradients, by: multiplier)
  }

  /// Gradients that rows are added to start from zero.
  private func clearSums(_ layer: Int, _ gradients: Parameters) {
    let columns = configuration.gateWidth
    gradients.bias(layer).update(repeating: 0, count: columns)
    gradients.recurrentBias(layer)?.update(repeating: 0, count: configuration.hidden)
    guard layer == 0 else { return }
    tokenGradient(gradients).update(repeating: 0, count: configuration.vocabularySize * columns)
    gradients.context?.update(repeating: 0, count: configuration.contextRows * columns)
  }

  /// Makes gradients of the products of h those of the products of the input: their last H numbers, which differ, wait at
  /// the end of each row.
  private func turnToInput(_ gradients: Operand, rows: Int) {
    let (h, width) = (configuration.hidden, configuration.recordWidth)
    for row in 0..<rows {
      let end = gradients.advanced(by: (row + 1) * width - h)
      let place = gradients.advanced(by: row * width + configuration.gateWidth - h)
      place.base.copyMemory(from: end.base, byteCount: h * precision.byteCount)
    }
  }

  private func backward(
    _ step: Int, of layer: Int, _ shard: Shard, _ network: PackedNetwork, dropout: Dropout?,
    into gradients: Parameters, observe: ((Int, Int, Int, Double) -> Void)?
  ) {
    let (h, columns, width) = (configuration.hidden, configuration.gateWidth, configuration.recordWidth)
    let cell = configuration.cell
    let carried = cell.carriesState ? h : 0
    let rows = shard.rows[step]
    let first = shard.offsets[step]
    let sumsGradient = Operand(gates[layer].base, precision)
    let inputs = configuration.context.count
    let continuing = step + 1 < shard.rows.count ? shard.rows[step + 1] : 0
    if continuing > 0 {
      multiplier.multiply(
        rows: continuing, sumsGradient.advanced(by: shard.offsets[step + 1] * width), leftStride: width,
        by: network.recurrentTransposed[layer], into: recurrentGradient.floats, productStride: h)
    }
    for index in 0..<rows {
      let packed = first + index
      let gradient = outputGradient.floats + packed * h
      if configuration.layerNorm { backThroughNorm(gradient, of: layer, row: packed) }
      dropout?.apply(to: gradient, count: h, layer: layer, sequence: shard.sequences[index], step: step)
      let recurrent = index < continuing ? UnsafePointer(recurrentGradient.floats + index * h) : nil
      if let observe { observe(layer, step, index, outputGradientNorm(gradient, recurrent, row: index)) }
      let record = gates[layer].base + packed * width * precision.byteCount
      let gates = precision == .f32 ? record.assumingMemoryBound(to: Float.self) : gateRow.floats
      if precision == .bf16 { GateRecord.load(record, of: cell, hidden: h, into: gates) }
      let state = states[layer].floats
      let stateBefore = state + (shard.offsets[max(step - 1, 0)] + index) * carried
      let bias = gradients.bias(layer)
      cell.backward(
        hidden: h, gates: gates, previousState: step > 0 ? UnsafePointer(stateBefore) : network.beginning?.state(layer),
        state: state + packed * carried, outputGradient: gradient,
        recurrentGradient: recurrent, stateGradient: stateGradient.floats + index * h,
        addendGradient: layer == 0 ? tokenGradient(gradients) + Int(shard.inputs[packed]) * columns : bias,
        recurrentAddendGradient: gradients.recurrentBias(layer) ?? bias)
      if layer == 0, let context = gradients.context {
        for row in shard.context[packed * inputs..<(packed + 1) * inputs] {
          addInputGradient(gates, to: context + Int(row) * columns)
        }
      }
      if precision == .bf16 { sumsGradient.advanced(by: packed * width).store(gates, count: width) }
    }
  }

  /// Makes the gradient of what a layer hands on that of what it was before it was normalised.
  private func backThroughNorm(_ gradient: UnsafeMutablePointer<Float>, of layer: Int, row packed: Int) {
    let h = configuration.hidden
    let normalized = inputOperand(layer + 1, keeping: true, at: packed)
    normalized.load(into: row.floats, count: h)
    LayerNorm.backward(gradient, normalized: row.floats, scale: scales[layer].floats[packed], count: h)
  }

  /// Adds the gradient of the products of the input, `(G)` of a row's W numbers, see
  /// ``turnToInput(_:rows:)``.
  private func addInputGradient(_ gates: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>) {
    let (h, columns, width) = (configuration.hidden, configuration.gateWidth, configuration.recordWidth)
    guard configuration.cell.keepsRecurrentApart else { return Rows.add(gates, to: target, count: columns) }
    Rows.add(gates, to: target, count: columns - h)
    Rows.add(gates + width - h, to: target + columns - h, count: h)
  }

  /// The norm of all that reaches h of a row: from above, through the products of the next step, and where h is the state,
  /// through that.
  private func outputGradientNorm(
    _ above: UnsafePointer<Float>, _ recurrent: UnsafePointer<Float>?, row: Int
  ) -> Double {
    let h = configuration.hidden
    let carried = configuration.cell.carriesOutput ? stateGradient.floats + row * h : nil
    var square = 0.0
    for unit in 0..<h {
      let gradient = Double(above[unit]) + Double(recurrent?[unit] ?? 0) + Double(carried?[unit] ?? 0)
      square += gradient * gradient
    }
    return square.squareRoot()
  }
}
