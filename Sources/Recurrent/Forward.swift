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
            by: network.input[layer - 1], into: target, productStride: 4 * configuration.hidden)
        }
        for step in steps {
          forward(
            step, of: layer, shard, network, dropout: dropout, keeping: keeping,
            sums: target + (shard.offsets[step] - first) * 4 * configuration.hidden)
        }
      }
    }
  }

  /// Where the sums of row `row` of a layer are computed: in place where f32 gates are kept.
  private func keptSums(_ layer: Int, keeping: Bool, from row: Int) -> UnsafeMutablePointer<Float> {
    keeping && precision == .f32 ? gates[layer].floats + row * 4 * configuration.hidden : sums.floats
  }

  /// The input of a layer from packed row `row` on.
  func inputOperand(_ layer: Int, keeping: Bool, at row: Int) -> Operand {
    Operand(inputs[keeping ? layer : 1].base, precision).advanced(by: row * configuration.hidden)
  }

  private func forward(
    _ step: Int, of layer: Int, _ shard: Shard, _ network: PackedNetwork, dropout: Dropout?, keeping: Bool,
    sums: UnsafeMutablePointer<Float>
  ) {
    let h = configuration.hidden
    let rows = shard.rows[step]
    let first = shard.offsets[step]
    let slot = keeping ? layer : 0
    let before = Operand(previous[slot].base, precision)
    if step > 0 {
      multiplier.multiply(
        rows: rows, before.advanced(by: keeping ? first * h : 0), leftStride: h, by: network.recurrent[layer],
        into: sums, productStride: 4 * h, accumulating: layer > 0)
    } else if layer == 0 {
      sums.update(repeating: 0, count: rows * 4 * h)
    }
    let continuing = step + 1 < shard.rows.count ? shard.rows[step + 1] : 0
    let output = row.floats
    for index in 0..<rows {
      let packed = first + index
      let gates = sums + index * 4 * h
      let cell = cells[slot].floats + (keeping ? packed : index) * h
      let cellBefore = cells[slot].floats + (keeping ? (shard.offsets[max(step - 1, 0)] + index) : index) * h
      Gates.forward(
        hidden: h, gates: gates, addend: network.addends.row(layer, shard.inputs[packed]),
        previousCell: step > 0 ? UnsafePointer(cellBefore) : nil,
        cell: cell, output: output)
      if index < continuing {
        before.advanced(by: (keeping ? shard.offsets[step + 1] + index : index) * h).store(output, count: h)
      }
      if configuration.residual, layer > 0 {
        inputOperand(layer, keeping: keeping, at: packed).load(into: gateRow.floats, count: h)
        Rows.add(gateRow.floats, to: output, count: h)
      }
      dropout?.apply(to: output, count: h, layer: layer, sequence: shard.sequences[index], step: step)
      inputOperand(layer + 1, keeping: keeping, at: packed).store(output, count: h)
      if keeping, precision == .bf16 {
        GateRecord.store(gates, hidden: h, into: self.gates[layer].base + packed * 8 * h)
      }
    }
  }
}
