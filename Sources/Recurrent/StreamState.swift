import Kernels

/// The h of every layer of every stream, and the state the cell carries on.
final class StreamState {
  let layers: Int
  let hidden: Int
  private let streams: Int
  private let outputs: AlignedBuffer
  private let states: AlignedBuffer
  private let spare: AlignedBuffer
  private let beginning: Beginning?
  private let precision: Precision

  /// All streams at the start of a tune.
  init(_ parameters: Parameters, streams: Int, precision: Precision) {
    let configuration = parameters.configuration
    layers = configuration.layers
    hidden = configuration.hidden
    self.streams = streams
    outputs = AlignedBuffer(floats: layers * streams * hidden)
    states = AlignedBuffer(floats: layers * streams * hidden)
    spare = AlignedBuffer(floats: streams * hidden)
    beginning = Beginning(configuration)
    self.precision = precision
    guard let beginning else { return }
    beginning.fill(parameters)
    for stream in 0..<streams { clear(stream) }
  }

  /// `(streams, H)` from `stream` on; in bf16 rounded numbers.
  func output(_ layer: Int, _ stream: Int) -> UnsafeMutablePointer<Float> {
    outputs.floats + (layer * streams + stream) * hidden
  }

  /// `(streams, H)` from `stream` on; zeros where the cell carries nothing.
  func state(_ layer: Int, _ stream: Int) -> UnsafeMutablePointer<Float> {
    states.floats + (layer * streams + stream) * hidden
  }

  /// Puts a stream back to the start of a tune.
  func clear(_ stream: Int) {
    for layer in 0..<layers {
      if let beginning {
        output(layer, stream).update(from: beginning.output(layer), count: hidden)
        state(layer, stream).update(from: beginning.state(layer), count: hidden)
        if precision == .bf16 { roundToBF16(output(layer, stream), count: hidden) }
        continue
      }
      output(layer, stream).update(repeating: 0, count: hidden)
      state(layer, stream).update(repeating: 0, count: hidden)
    }
  }

  /// `(L, 2, H)`: of each layer h and the state.
  func numbers(of stream: Int) -> [Float] {
    var numbers: [Float] = []
    for layer in 0..<layers {
      numbers += UnsafeBufferPointer(start: output(layer, stream), count: hidden)
      numbers += UnsafeBufferPointer(start: state(layer, stream), count: hidden)
    }
    return numbers
  }

  func set(_ numbers: [Float], of stream: Int) {
    precondition(numbers.count == 2 * layers * hidden, "a snapshot of another network")
    numbers.withUnsafeBufferPointer { numbers in
      guard let source = numbers.baseAddress else { return }
      for layer in 0..<layers {
        output(layer, stream).update(from: source + 2 * layer * hidden, count: hidden)
        state(layer, stream).update(from: source + (2 * layer + 1) * hidden, count: hidden)
      }
    }
  }

  /// Stream i becomes what stream `kept[i]` was.
  func gather(_ kept: [Int]) {
    for layer in 0..<layers {
      for base in [output(layer, 0), state(layer, 0)] {
        for (index, stream) in kept.enumerated() {
          (spare.floats + index * hidden).update(from: base + stream * hidden, count: hidden)
        }
        base.update(from: spare.floats, count: kept.count * hidden)
      }
    }
  }
}
