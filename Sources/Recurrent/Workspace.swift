import Kernels

/// What one shard computes with. Buffers grow to the largest batch met and are used again.
///
/// A packed row takes, for each layer, 4H numbers of gates, H of the cell and 2H of outputs; plus H once, for the gradient
/// that goes down the layers.
final class Workspace {
  let configuration: NetworkConfiguration
  let precision: Precision
  let multiplier = Multiplier()
  /// `gates[l]`: `(R, 4H)`; activations after forward, the gradient of the sums after backward. 16 bits each in bf16.
  private(set) var gates: [AlignedBuffer]
  /// `cells[l]`: `(R, H)`.
  private(set) var cells: [AlignedBuffer]
  /// `previous[l]`: `(R, H)`, the h of the step before each row.
  private(set) var previous: [AlignedBuffer]
  /// `inputs[l]`: `(R, H)`, what goes into layer l; `inputs[L]` goes into the output. There is none for layer 0.
  private(set) var inputs: [AlignedBuffer]
  /// `(chunk, 4H)`, sums of a few steps where they are not kept.
  let sums = AlignedBuffer()
  /// `(R, H)`.
  let outputGradient = AlignedBuffer()
  /// `(rows, H)`.
  let recurrentGradient = AlignedBuffer()
  /// `(rows, H)`.
  let cellGradient = AlignedBuffer()
  /// `(chunk, P)`.
  let logits = AlignedBuffer()
  let roundedLogits = AlignedBuffer()
  /// One row, `(4H)` and `(H)`.
  let gateRow: AlignedBuffer
  let row: AlignedBuffer

  /// Rows that go through a product at once, where there are more.
  static let chunk = 256

  init(_ configuration: NetworkConfiguration, precision: Precision) {
    self.configuration = configuration
    self.precision = precision
    func buffers(_ count: Int) -> [AlignedBuffer] { (0..<count).map { _ in AlignedBuffer() } }
    gates = buffers(configuration.layers)
    cells = buffers(configuration.layers)
    previous = buffers(configuration.layers)
    inputs = buffers(configuration.layers + 1)
    gateRow = AlignedBuffer(floats: 4 * configuration.hidden)
    row = AlignedBuffer(floats: configuration.hidden)
  }

  /// Makes room for `shard`: all rows of all layers when they are kept for backward, else one step of one layer.
  func reserve(_ shard: Shard, keeping: Bool, paddedVocabulary: Int) {
    let h = configuration.hidden
    let all = shard.rowCount
    let width = shard.rows.first ?? 0
    let chunk = max(Workspace.chunk, width)
    for layer in 0..<configuration.layers where keeping || layer == 0 {
      if keeping { gates[layer].reserve(byteCount: all * 4 * h * precision.byteCount) }
      cells[layer].reserve(byteCount: (keeping ? all : width) * h * 4)
      previous[layer].reserve(byteCount: (keeping ? all : width) * h * precision.byteCount)
    }
    if keeping {
      for layer in 1...configuration.layers { inputs[layer].reserve(byteCount: all * h * precision.byteCount) }
      outputGradient.reserve(byteCount: all * h * 4)
      recurrentGradient.reserve(byteCount: width * h * 4)
      cellGradient.reserve(byteCount: width * h * 4)
    } else {
      inputs[1].reserve(byteCount: all * h * precision.byteCount)
    }
    sums.reserve(byteCount: chunk * 4 * h * 4)
    logits.reserve(byteCount: chunk * paddedVocabulary * 4)
    roundedLogits.reserve(byteCount: chunk * paddedVocabulary * precision.byteCount)
  }
}
