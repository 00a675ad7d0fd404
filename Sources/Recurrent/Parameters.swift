import Kernels

/// Where one tensor lies in ``Parameters``.
public struct TensorInfo: Hashable, Sendable {
  /// `layers.0.input` and so on, see ``Parameters``.
  public let name: String
  /// Rows and columns, row-major.
  public let shape: [Int]
  /// Index of its first number.
  public let offset: Int
  /// How many numbers it holds.
  public let count: Int
}

/// All numbers of a network in one aligned allocation, with named views.
///
/// Row-major; the G columns of a gate tensor are the gates in PyTorch's order, H columns each: i, f, g, o of the LSTM
/// (G = 4H), r, z, n of the GRU (3H), the one sum of the plain cell (H).
///
/// | name | shape |
/// | --- | --- |
/// | `layers.0.input` | `(V, G)`: the rows of the one-hot tokens; `(H, G)` where tied: these are output.weightᵀ · it |
/// | `layers.l.input`, l > 0 | `(H, G)` |
/// | `layers.l.recurrent` | `(H, G)` |
/// | `layers.l.bias` | `(G)` |
/// | `layers.l.recurrentBias`, GRU alone | `(H)`: joins n's product of h, which r scales |
/// | `layers.l.initialOutput`, where learned | `(H)`: h before the first token |
/// | `layers.l.initialState`, where learned, LSTM alone | `(H)`: c before the first token |
/// | `output.weight` | `(H, V)` |
/// | `output.bias` | `(V)` |
/// | `layers.0.context`, where there is one | `(C, G)`: the rows of the further one-hot inputs, one input after another |
///
/// PyTorch's `weight_ih_l0`, `weight_hh_l0` and `Linear.weight` are the transposes of these matrices. Where it has two biases
/// whose sum alone counts, there is one here: `bias` is `bias_ih_l0` + `bias_hh_l0`, but for n of the GRU `bias_ih_l0`, and
/// `recurrentBias` is n's third of `bias_hh_l0`.
///
/// A reference type that is not locked: nothing may write it while another thread reads it.
public final class Parameters: @unchecked Sendable {
  /// The network these belong to.
  public let configuration: NetworkConfiguration
  /// Every tensor in the order of memory. Offsets are multiples of 16, so each tensor is 64-byte aligned.
  public let tensors: [TensorInfo]
  private let storage: UnsafeMutableBufferPointer<Float>
  private let tensorsPerLayer: Int

  /// Length of the allocation in numbers, alignment gaps (always zero) included.
  public var count: Int { storage.count }

  /// All zeros.
  ///
  /// - Precondition: `configuration` validates.
  public init(configuration: NetworkConfiguration) {
    self.configuration = configuration
    var tensors: [TensorInfo] = []
    var end = 0
    func add(_ name: String, _ shape: [Int]) {
      let count = shape.reduce(1, *)
      tensors.append(TensorInfo(name: name, shape: shape, offset: end, count: count))
      end += (count + 15) / 16 * 16
    }
    let (v, h, width) = (configuration.vocabularySize, configuration.hidden, configuration.gateWidth)
    for layer in 0..<configuration.layers {
      add("layers.\(layer).input", [configuration.inputRows(layer), width])
      add("layers.\(layer).recurrent", [h, width])
      add("layers.\(layer).bias", [width])
      if configuration.cell.keepsRecurrentApart { add("layers.\(layer).recurrentBias", [h]) }
      if configuration.learnsOutput { add("layers.\(layer).initialOutput", [h]) }
      if configuration.learnsState { add("layers.\(layer).initialState", [h]) }
    }
    tensorsPerLayer = tensors.count / configuration.layers
    add("output.weight", [h, v])
    add("output.bias", [v])
    if !configuration.context.isEmpty { add("layers.0.context", [configuration.contextRows, width]) }
    self.tensors = tensors
    let raw = UnsafeMutableRawBufferPointer.allocate(byteCount: end * 4, alignment: 64)
    storage = raw.bindMemory(to: Float.self)
    storage.initialize(repeating: 0)
  }

  /// Freshly initialised: Xavier-uniform input and output weights, orthogonal recurrent weights for each gate
  /// (Saxe et al. 2013), the LSTM's forget bias 1, other biases and learned initial states 0. The same generator state gives the same bytes.
  ///
  /// A forget bias of 1 lets a new LSTM keep its c (Jozefowicz et al. 2015); at 0 it would halve it each step. The GRU's z
  /// starts at 0 as everywhere in the literature: raised, it would also hold back the candidate.
  public convenience init(configuration: NetworkConfiguration, initialising random: inout RandomSource) {
    self.init(configuration: configuration)
    let (v, h, width) = (configuration.vocabularySize, configuration.hidden, configuration.gateWidth)
    for layer in 0..<configuration.layers {
      let rows = configuration.inputRows(layer)
      // Each gate is a layer of its own to Xavier's rule, as in folk-rnn.
      Initialization.xavier(input(layer), count: rows * width, inputs: rows, outputs: h, &random)
      for gate in 0..<configuration.cell.gateCount {
        Initialization.orthogonal(recurrent(layer) + gate * h, size: h, rowStride: width, &random)
      }
      if configuration.cell == .lstm { (bias(layer) + h).update(repeating: 1, count: h) }
    }
    Initialization.xavier(output, count: h * v, inputs: h, outputs: v, &random)
    if let context {
      // As the token's rows: each input is one of about so many.
      Initialization.xavier(context, count: configuration.contextRows * width, inputs: v, outputs: h, &random)
    }
  }

  deinit { storage.deallocate() }

  // Where the tensors start, for the inner loops.
  func pointer(_ index: Int) -> UnsafeMutablePointer<Float> {
    guard let base = storage.baseAddress else { preconditionFailure("parameters are never empty") }
    return base + tensors[index].offset
  }
  func input(_ layer: Int) -> UnsafeMutablePointer<Float> { pointer(tensorsPerLayer * layer) }
  func recurrent(_ layer: Int) -> UnsafeMutablePointer<Float> { pointer(tensorsPerLayer * layer + 1) }
  func bias(_ layer: Int) -> UnsafeMutablePointer<Float> { pointer(tensorsPerLayer * layer + 2) }
  func recurrentBias(_ layer: Int) -> UnsafeMutablePointer<Float>? {
    configuration.cell.keepsRecurrentApart ? pointer(tensorsPerLayer * layer + 3) : nil
  }
  /// `(H)`; nil where tunes start from zeros.
  func initialOutput(_ layer: Int) -> UnsafeMutablePointer<Float>? {
    guard configuration.learnsOutput else { return nil }
    return pointer(tensorsPerLayer * layer + (configuration.cell.keepsRecurrentApart ? 4 : 3))
  }
  /// `(H)`; nil where it is not learned, or the cell has no state but h.
  func initialState(_ layer: Int) -> UnsafeMutablePointer<Float>? {
    configuration.learnsState ? pointer(tensorsPerLayer * (layer + 1) - 1) : nil
  }
  var output: UnsafeMutablePointer<Float> { pointer(tensorsPerLayer * configuration.layers) }
  var outputBias: UnsafeMutablePointer<Float> { pointer(tensorsPerLayer * configuration.layers + 1) }
  /// `(C, G)`; nil where the token is the only input.
  var context: UnsafeMutablePointer<Float>? {
    configuration.context.isEmpty ? nil : pointer(tensorsPerLayer * configuration.layers + 2)
  }

  /// The tensor called `name`, if there is one.
  public func tensor(named name: String) -> TensorInfo? { tensors.first { $0.name == name } }

  /// A copy of the tensor `name`, row-major.
  ///
  /// - Precondition: there is such a tensor.
  public func values(of name: String) -> [Float] {
    guard let tensor = tensor(named: name) else { preconditionFailure("no tensor is called \(name)") }
    return Array(storage[tensor.offset..<tensor.offset + tensor.count])
  }

  /// Replaces the tensor `name`.
  ///
  /// - Precondition: there is such a tensor and `values` has its count.
  public func set(_ values: [Float], of name: String) {
    guard let tensor = tensor(named: name) else { preconditionFailure("no tensor is called \(name)") }
    precondition(values.count == tensor.count, "\(name) holds \(tensor.count) numbers, not \(values.count)")
    for (index, value) in values.enumerated() { storage[tensor.offset + index] = value }
  }

  /// Calls `body` with the whole allocation, to read.
  public func withUnsafeBuffer<R, E: Error>(_ body: (UnsafeBufferPointer<Float>) throws(E) -> R) throws(E) -> R {
    try body(UnsafeBufferPointer(storage))
  }

  /// Calls `body` with the whole allocation, to write. Alignment gaps must stay zero.
  public func withUnsafeMutableBuffer<R, E: Error>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws(E) -> R
  ) throws(E) -> R {
    try body(storage)
  }

  /// An independent copy.
  public func copy() -> Parameters {
    let other = Parameters(configuration: configuration)
    other.assign(from: self)
    return other
  }

  /// Takes over all numbers of `other`.
  ///
  /// - Precondition: both have the same configuration.
  public func assign(from other: Parameters) {
    precondition(configuration == other.configuration, "parameters of different networks")
    _ = storage.update(fromContentsOf: other.storage)
  }
}
