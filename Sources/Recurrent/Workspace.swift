import Kernels

/// What one shard computes with. Buffers grow to the largest batch met and are used again.
///
/// A packed row takes, for each layer, W numbers of gates, H of the state a cell carries on and 2H of outputs; in bf16, or
/// where rows are normalised, H once more for the gradient that goes down the layers.
final class Workspace {
  let configuration: NetworkConfiguration
  let precision: Precision
  let multiplier = Multiplier()
  /// `gates[l]`: `(R, W)`; activations after forward, the gradient of the sums after backward. 16 bits each in bf16.
  private(set) var gates: [AlignedBuffer]
  /// `states[l]`: `(R, H)`, what the cell carries on; empty where it carries nothing.
  private(set) var states: [AlignedBuffer]
  /// `previous[l]`: `(R, H)`, the h of the step before each row.
  private(set) var previous: [AlignedBuffer]
  /// `inputs[l]`: `(R, H)`, what goes into layer l; `inputs[L]` goes into the output. There is none for layer 0.
  private(set) var inputs: [AlignedBuffer]
  /// `scales[l]`: `(R)`, by what each row that layer l hands on was scaled where it is normalised.
  private(set) var scales: [AlignedBuffer]
  /// `(chunk, W)`, sums of a few steps where they are not kept.
  let sums = AlignedBuffer()
  /// `(rows, G)`, products of h where the cell keeps them apart.
  let recurrentSums = AlignedBuffer()
  /// `(R, H)`; takes the place of what went into the output, which nobody needs once its gradient is there.
  var outputGradient: AlignedBuffer { hasOwnGradient ? widerGradient : inputs[configuration.layers] }
  /// The same where inputs are kept in fewer bits, or are needed once more because they are normalised.
  private let widerGradient = AlignedBuffer()
  private var hasOwnGradient: Bool { precision != .f32 || configuration.layerNorm }
  /// `(rows, H)`.
  let recurrentGradient = AlignedBuffer()
  /// `(rows, H)`.
  let stateGradient = AlignedBuffer()
  /// `(chunk, P)`.
  let logits = AlignedBuffer()
  let roundedLogits = AlignedBuffer()
  /// `(V, G)` and `(V, H)`, where the input is tied to the output: the gradient of the tokens' rows, and room to work in.
  private let table = AlignedBuffer()
  let embeddingGradient = AlignedBuffer()
  /// One row, `(W)` and `(H)`.
  let gateRow: AlignedBuffer
  let row: AlignedBuffer

  /// Rows that go through a product at once, where there are more.
  static let chunk = 192

  init(_ configuration: NetworkConfiguration, precision: Precision) {
    self.configuration = configuration
    self.precision = precision
    func buffers(_ count: Int) -> [AlignedBuffer] { (0..<count).map { _ in AlignedBuffer() } }
    gates = buffers(configuration.layers)
    states = buffers(configuration.layers)
    previous = buffers(configuration.layers)
    inputs = buffers(configuration.layers + 1)
    scales = buffers(configuration.layerNorm ? configuration.layers : 0)
    gateRow = AlignedBuffer(floats: configuration.recordWidth)
    row = AlignedBuffer(floats: configuration.hidden)
  }

  /// `(V, G)`, where the gradients of the tokens' rows are added up.
  func tokenGradient(_ gradients: Parameters) -> UnsafeMutablePointer<Float> {
    configuration.tied ? table.floats : gradients.input(0)
  }

  /// Makes room for `shard`: all rows of all layers when they are kept for backward, else one step of one layer.
  func reserve(_ shard: Shard, keeping: Bool, paddedVocabulary: Int) {
    let (h, width) = (configuration.hidden, configuration.recordWidth)
    let all = shard.rowCount
    let rows = shard.rows.first ?? 0
    let chunk = max(Workspace.chunk, rows)
    let carried = configuration.cell.carriesState ? h : 0
    for layer in 0..<configuration.layers where keeping || layer == 0 {
      if keeping { gates[layer].reserve(byteCount: all * width * precision.byteCount) }
      states[layer].reserve(byteCount: (keeping ? all : rows) * carried * 4)
      previous[layer].reserve(byteCount: (keeping ? all : rows) * h * precision.byteCount)
    }
    if keeping {
      for layer in 1...configuration.layers { inputs[layer].reserve(byteCount: all * h * precision.byteCount) }
      if configuration.tied {
        table.reserve(byteCount: configuration.vocabularySize * configuration.gateWidth * 4)
        embeddingGradient.reserve(byteCount: configuration.vocabularySize * h * 4)
      }
      for buffer in scales { buffer.reserve(byteCount: all * 4) }
      if hasOwnGradient { widerGradient.reserve(byteCount: all * h * 4) }
      recurrentGradient.reserve(byteCount: rows * h * 4)
      stateGradient.reserve(byteCount: rows * h * 4)
    } else {
      inputs[1].reserve(byteCount: all * h * precision.byteCount)
    }
    sums.reserve(byteCount: chunk * width * 4)
    if configuration.cell.keepsRecurrentApart {
      recurrentSums.reserve(byteCount: rows * configuration.gateWidth * 4)
    }
    logits.reserve(byteCount: chunk * paddedVocabulary * 4)
    roundedLogits.reserve(byteCount: chunk * paddedVocabulary * precision.byteCount)
  }
}
