import Kernels

/// Steps a few streams by reading all weights once; the columns are shared between the threads.
///
/// Products are summed as ``StreamBlock`` has them summed by tiles, so a stream's logits are the same to the last bit.
final class PanelNetwork {
  private let configuration: NetworkConfiguration
  private let precision: Precision
  private let recurrent: [PanelMatrix]
  private let input: [PanelMatrix]
  private let output: PanelMatrix
  private let addends: Addends
  private let sums: AlignedBuffer
  /// Products of h where the cell keeps them apart.
  private let recurrentSums: AlignedBuffer?
  private let signal: AlignedBuffer
  /// Numbers from the gates of a stream to those of the next: whole panels, and room for a row of W.
  private let gateStride: Int

  init(_ parameters: Parameters, precision: Precision) {
    let configuration = parameters.configuration
    self.configuration = configuration
    self.precision = precision
    let (v, h, layers) = (configuration.vocabularySize, configuration.hidden, configuration.layers)
    let columns = configuration.gateWidth
    recurrent = (0..<layers).map {
      PanelMatrix(parameters.recurrent($0), inner: h, columns: columns, precision: precision)
    }
    input = (1..<max(layers, 1)).map {
      PanelMatrix(parameters.input($0), inner: h, columns: columns, precision: precision)
    }
    output = PanelMatrix(parameters.output, inner: h, columns: v, precision: precision)
    addends = Addends(configuration, paddedVocabulary: v)
    addends.fill(parameters)
    gateStride = max(recurrent[0].paddedColumns, configuration.recordWidth)
    sums = AlignedBuffer(floats: Stepper.fewStreams * max(gateStride, output.paddedColumns))
    recurrentSums =
      configuration.cell.keepsRecurrentApart ? AlignedBuffer(floats: Stepper.fewStreams * gateStride) : nil
    signal = AlignedBuffer(floats: Stepper.fewStreams * h)
  }

  /// Steps all streams, of which there are at most ``Stepper/fewStreams``.
  func step(
    _ tokens: [Int32], _ context: [Int32], _ state: StreamState, threads: Int, into result: UnsafeMutablePointer<Float>
  ) {
    let (v, h) = (configuration.vocabularySize, configuration.hidden)
    let streams = tokens.count
    guard streams > 0 else { return }
    for layer in 0..<configuration.layers {
      let matrix = recurrent[layer]
      let stride = gateStride
      let below = layer > 0 ? input[layer - 1] : nil
      let apart = recurrentSums != nil
      let recurrentTarget = recurrentSums?.floats ?? sums.floats
      forPanels(matrix, threads: threads) { panel in
        matrix.multiply(
          panel: panel, rows: streams, state.output(layer, 0), stride: h, into: recurrentTarget, sumsStride: stride,
          accumulating: false)
        below?.multiply(
          panel: panel, rows: streams, signal.floats, stride: h, into: sums.floats, sumsStride: stride,
          accumulating: !apart)
      }
      if layer == 0, apart { sums.floats.update(repeating: 0, count: streams * stride) }
      for stream in 0..<streams {
        if layer == 0 { addends.addContext(context, of: stream, to: sums.floats + stream * stride) }
        CellStep.run(
          configuration, precision, layer: layer, token: tokens[stream], gates: sums.floats + stream * stride,
          recurrent: apart ? UnsafePointer(recurrentTarget + stream * stride) : nil, addends: addends,
          state: state.state(layer, stream), output: state.output(layer, stream), signal: signal.floats + stream * h)
      }
    }
    let width = output.paddedColumns
    forPanels(output, threads: threads) { panel in
      output.multiply(
        panel: panel, rows: streams, signal.floats, stride: h, into: sums.floats, sumsStride: width,
        accumulating: false)
    }
    for stream in 0..<streams {
      (result + stream * v).update(from: sums.floats + stream * width, count: v)
      Rows.add(addends.output.floats, to: result + stream * v, count: v)
    }
  }

  /// Runs `body` for each panel, in runs of neighbours that the threads share; small matrices stay on this thread.
  private func forPanels(_ matrix: PanelMatrix, threads: Int, _ body: (Int) -> Void) {
    let count = matrix.panels
    guard threads > 1, matrix.inner * count >= 4096 else {
      for panel in 0..<count { body(panel) }
      return
    }
    let runs = min(4 * threads, count)
    inParallel(runs, threads: threads) { run in
      for panel in count * run / runs..<count * (run + 1) / runs { body(panel) }
    }
  }
}
