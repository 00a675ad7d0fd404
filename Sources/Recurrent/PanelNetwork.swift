import Kernels

/// Steps a few streams by reading all weights once a stream; the columns are shared between the threads.
final class PanelNetwork {
  private let configuration: NetworkConfiguration
  private let precision: Precision
  private let recurrent: [PanelMatrix]
  private let input: [PanelMatrix]
  private let output: PanelMatrix
  private let addends: Addends
  private let sums: AlignedBuffer
  private let signal: AlignedBuffer

  init(_ parameters: Parameters, precision: Precision) {
    let configuration = parameters.configuration
    self.configuration = configuration
    self.precision = precision
    let (v, h, layers) = (configuration.vocabularySize, configuration.hidden, configuration.layers)
    recurrent = (0..<layers).map {
      PanelMatrix(parameters.recurrent($0), inner: h, columns: 4 * h, precision: precision)
    }
    input = (1..<max(layers, 1)).map {
      PanelMatrix(parameters.input($0), inner: h, columns: 4 * h, precision: precision)
    }
    output = PanelMatrix(parameters.output, inner: h, columns: v, precision: precision)
    addends = Addends(configuration, paddedVocabulary: v)
    addends.fill(parameters)
    let widest = max(recurrent[0].paddedColumns, output.paddedColumns)
    sums = AlignedBuffer(floats: Stepper.fewStreams * widest)
    signal = AlignedBuffer(floats: Stepper.fewStreams * h)
  }

  /// Steps all streams, of which there are at most ``Stepper/fewStreams``.
  func step(_ tokens: [Int32], _ state: StreamState, threads: Int, into result: UnsafeMutablePointer<Float>) {
    let (v, h) = (configuration.vocabularySize, configuration.hidden)
    let streams = tokens.count
    for layer in 0..<configuration.layers {
      let matrix = recurrent[layer]
      let width = matrix.paddedColumns
      let below = layer > 0 ? input[layer - 1] : nil
      forPanels(matrix, threads: threads) { panel in
        for stream in 0..<streams {
          let target = sums.floats + stream * width
          matrix.multiply(panel: panel, state.output(layer, stream), into: target, accumulating: false)
          below?.multiply(panel: panel, signal.floats + stream * h, into: target, accumulating: true)
        }
      }
      for stream in 0..<streams {
        CellStep.run(
          configuration, precision, layer: layer, gates: sums.floats + stream * width,
          addend: addends.row(layer, tokens[stream]),
          cell: state.cell(layer, stream), output: state.output(layer, stream), signal: signal.floats + stream * h)
      }
    }
    let width = output.paddedColumns
    forPanels(output, threads: threads) { panel in
      for stream in 0..<streams {
        output.multiply(
          panel: panel, signal.floats + stream * h, into: sums.floats + stream * width, accumulating: false)
      }
    }
    for stream in 0..<streams {
      (result + stream * v).update(from: sums.floats + stream * width, count: v)
      Rows.add(addends.output.floats, to: result + stream * v, count: v)
    }
  }

  /// Runs `body` for each panel, each thread a run of neighbours; small matrices stay on this thread.
  private func forPanels(_ matrix: PanelMatrix, threads: Int, _ body: (Int) -> Void) {
    let count = matrix.panels
    guard threads > 1, matrix.inner * count >= 4096 else {
      for panel in 0..<count { body(panel) }
      return
    }
    inParallel(threads, threads: threads) { thread in
      for panel in count * thread / threads..<count * (thread + 1) / threads { body(panel) }
    }
  }
}
