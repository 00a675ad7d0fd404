import Kernels

extension Workspace {
  /// Runs all layers over `shard`, so that ``inputs`` of the output is filled.
  ///
  /// Layer after layer, each over all steps. With `keeping`, what backward needs stays; without, layers overwrite each
  /// other's buffers: those of layer 0 serve all.
  func forward(_ shard: Shard, _ network: PackedNetwork, dropout: Dropout?, keeping: Bool) {
    for layer in 0..<configuration.layers {
      for steps in shard.chunks(ofRows: Workspace.chunk) {
        let first = shard.offsets[steps.lowerBound]
        let rows = shard.offsets[steps.upperBound] - first
        let target = keptSums(layer, keeping: keeping, from: first)
        if layer > 0 {
          multiplier.multiply(
            rows: rows, inputOperand(layer, keeping: keeping, at: first), leftStride: configuration.hidden,
            by: network.input[layer - 1], into: target, productStride: configuration.recordWidth)
        }
        for step in steps {
          forward(
            step, of: layer, shard, network, dropout: dropout, keeping: keeping,
            sums: target + (shard.offsets[step] - first) * configuration.recordWidth)
        }
      }
    }
  }

  /// Where the sums of row `row` of a layer are computed: in place where f32 gates are kept.
  private func keptSums(_ layer: Int, keeping: Bool, from row: Int) -> UnsafeMutablePointer<Float> {
    keeping && precision == .f32 ? gates[layer].floats + row * configuration.recordWidth : sums.floats
  }

  /// The input of a layer from packed row `row` on.
  func inputOperand(_ layer: Int, keeping: Bool, at row: Int) -> Operand {
    Operand(inputs[keeping ? layer : 1].base, precision).advanced(by: row * configuration.hidden)
  }

  private func forward(
    _ step: Int, of layer: Int, _ shard: Shard, _ network: PackedNetwork, dropout: Dropout?, keeping: Bool,
    sums: UnsafeMutablePointer<Float>
  ) {
    let (h, width) = (configuration.hidden, configuration.recordWidth)
    let cell = configuration.cell
    let rows = shard.rows[step]
    let first = shard.offsets[step]
    let slot = keeping ? layer : 0
    let before = Operand(previous[slot].base, precision)
    let apart = cell.keepsRecurrentApart
    if step == 0, let beginning = network.beginning { begin(layer, shard, from: beginning, in: before) }
    let hasPrevious = step > 0 || network.beginning != nil
    if hasPrevious {
      multiplier.multiply(
        rows: rows, before.advanced(by: keeping ? first * h : 0), leftStride: h, by: network.recurrent[layer],
        into: apart ? recurrentSums.floats : sums, productStride: apart ? configuration.gateWidth : width,
        accumulating: layer > 0 && !apart)
    }
    // Layer 0 has no product of its input: where no other starts its sums, they start from zero.
    if layer == 0, !hasPrevious || apart { sums.update(repeating: 0, count: rows * width) }
    let continuing = step + 1 < shard.rows.count ? shard.rows[step + 1] : 0
    let carried = cell.carriesState ? h : 0
    let output = row.floats
    let inputs = configuration.context.count
    for index in 0..<rows {
      let packed = first + index
      let gates = sums + index * width
      if layer == 0, inputs > 0 {
        shard.context.withUnsafeBufferPointer { context in
          guard let rows = context.baseAddress else { return }
          network.addends.addContext(rows + packed * inputs, to: gates)
        }
      }
      let state = states[slot].floats + (keeping ? packed : index) * carried
      let stateBefore = states[slot].floats + (keeping ? (shard.offsets[max(step - 1, 0)] + index) : index) * carried
      cell.forward(
        hidden: h, gates: gates,
        recurrent: apart && hasPrevious ? UnsafePointer(recurrentSums.floats + index * configuration.gateWidth) : nil,
        addend: network.addends.row(layer, shard.inputs[packed]), recurrentAddend: network.addends.recurrent(layer),
        previousState: step > 0 ? UnsafePointer(stateBefore) : network.beginning?.state(layer), state: state,
        output: output)
      if index < continuing {
        before.advanced(by: (keeping ? shard.offsets[step + 1] + index : index) * h).store(output, count: h)
      }
      if configuration.residual, layer > 0 {
        inputOperand(layer, keeping: keeping, at: packed).load(into: gateRow.floats, count: h)
        Rows.add(gateRow.floats, to: output, count: h)
      }
      dropout?.apply(to: output, count: h, layer: layer, sequence: shard.sequences[index], step: step)
      if configuration.layerNorm {
        let scale = LayerNorm.forward(output, count: h)
        if keeping { scales[layer].floats[packed] = scale }
      }
      inputOperand(layer + 1, keeping: keeping, at: packed).store(output, count: h)
      if keeping, precision == .bf16 {
        GateRecord.store(gates, of: cell, hidden: h, into: self.gates[layer].base + packed * 2 * width)
      }
    }
  }
}
