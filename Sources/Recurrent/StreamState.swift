import Kernels

/// The h and c of every layer of every stream.
final class StreamState {
  let layers: Int
  let hidden: Int
  private let streams: Int
  private let outputs: AlignedBuffer
  private let cells: AlignedBuffer
  private let spare: AlignedBuffer

  init(_ configuration: NetworkConfiguration, streams: Int) {
    layers = configuration.layers
    hidden = configuration.hidden
    self.streams = streams
    outputs = AlignedBuffer(floats: layers * streams * hidden)
    cells = AlignedBuffer(floats: layers * streams * hidden)
    spare = AlignedBuffer(floats: streams * hidden)
  }

  /// `(streams, H)` from `stream` on; in bf16 rounded numbers.
  func output(_ layer: Int, _ stream: Int) -> UnsafeMutablePointer<Float> {
    outputs.floats + (layer * streams + stream) * hidden
  }

  /// `(streams, H)` from `stream` on.
  func cell(_ layer: Int, _ stream: Int) -> UnsafeMutablePointer<Float> {
    cells.floats + (layer * streams + stream) * hidden
  }

  func clear(_ stream: Int) {
    for layer in 0..<layers {
      output(layer, stream).update(repeating: 0, count: hidden)
      cell(layer, stream).update(repeating: 0, count: hidden)
    }
  }

  func copy(from source: Int, to target: Int) {
    for layer in 0..<layers {
      output(layer, target).update(from: output(layer, source), count: hidden)
      cell(layer, target).update(from: cell(layer, source), count: hidden)
    }
  }

  /// Stream i becomes what stream `kept[i]` was.
  func gather(_ kept: [Int]) {
    for layer in 0..<layers {
      for base in [output(layer, 0), cell(layer, 0)] {
        for (index, stream) in kept.enumerated() {
          (spare.floats + index * hidden).update(from: base + stream * hidden, count: hidden)
        }
        base.update(from: spare.floats, count: kept.count * hidden)
      }
    }
  }
}
