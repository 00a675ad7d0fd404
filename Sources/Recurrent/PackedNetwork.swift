import Kernels

/// The parameters as the products want them: packed anew after every change of the weights.
final class PackedNetwork {
  let configuration: NetworkConfiguration
  let precision: Precision
  /// `recurrent[l]`: `(H, G)`.
  let recurrent: [PackedMatrix]
  /// `input[l - 1]`: `(H, G)` of layer l > 0.
  let input: [PackedMatrix]
  /// `(H, P)`, P being the vocabulary padded to a multiple of 16.
  let output: PackedMatrix
  /// The same transposed, for backward; empty where it is never run.
  let recurrentTransposed: [PackedMatrix]
  let inputTransposed: [PackedMatrix]
  let outputTransposed: PackedMatrix?
  let addends: Addends
  /// Where every tune starts; nil for zeros.
  let beginning: Beginning?
  /// Backward through an input that is tied to the output; nil for others.
  let tiedInput: TiedInput?
  /// P.
  let paddedVocabulary: Int
  private let paddedOutput: AlignedBuffer
  /// `(L, H, G)`, the recurrent weights that an update leaves; nothing until some are dropped.
  private let keptWeights = AlignedBuffer()

  init(_ configuration: NetworkConfiguration, precision: Precision, backward: Bool) {
    self.configuration = configuration
    self.precision = precision
    let (v, h, width) = (configuration.vocabularySize, configuration.hidden, configuration.gateWidth)
    let padded = (v + 15) / 16 * 16
    paddedVocabulary = padded
    func matrices(_ count: Int, _ inner: Int, _ columns: Int) -> [PackedMatrix] {
      (0..<count).map { _ in PackedMatrix(inner: inner, columns: columns, precision: precision) }
    }
    let layers = configuration.layers
    recurrent = matrices(layers, h, width)
    input = matrices(layers - 1, h, width)
    output = PackedMatrix(inner: h, columns: padded, precision: precision)
    recurrentTransposed = matrices(backward ? layers : 0, width, h)
    inputTransposed = matrices(backward ? layers - 1 : 0, width, h)
    outputTransposed = backward ? PackedMatrix(inner: padded, columns: h, precision: precision) : nil
    beginning = Beginning(configuration)
    tiedInput = backward ? TiedInput(configuration) : nil
    addends = Addends(configuration, paddedVocabulary: padded)
    paddedOutput = AlignedBuffer(floats: h * padded)
  }

  /// Packs `parameters`, of the recurrent weights what `weightDrop` leaves; `backward` also their transposes.
  func pack(_ parameters: Parameters, backward: Bool, threads: Int, weightDrop: WeightDrop? = nil) {
    precondition(parameters.configuration == configuration, "parameters of another network")
    let width = configuration.gateWidth
    padOutput(parameters)
    if let weightDrop { drop(parameters, weightDrop, threads: threads) }
    var jobs: [() -> Void] = []
    func add(_ source: UnsafePointer<Float>, columns: Int, _ forward: PackedMatrix, _ transposed: PackedMatrix?) {
      jobs.append { forward.pack(source, rowStride: columns, columnStride: 1) }
      if backward, let transposed { jobs.append { transposed.pack(source, rowStride: 1, columnStride: columns) } }
    }
    for layer in 0..<configuration.layers {
      add(
        weightDrop == nil ? parameters.recurrent(layer) : kept(layer), columns: width, recurrent[layer],
        recurrentTransposed.isEmpty ? nil : recurrentTransposed[layer])
      if layer > 0 {
        add(
          parameters.input(layer), columns: width, input[layer - 1],
          inputTransposed.isEmpty ? nil : inputTransposed[layer - 1])
      }
    }
    add(paddedOutput.floats, columns: paddedVocabulary, output, outputTransposed)
    jobs.append { self.addends.fill(parameters) }
    if backward, let tiedInput { jobs.append { tiedInput.fill(parameters) } }
    beginning?.fill(parameters)
    inParallel(jobs.count, threads: threads) { jobs[$0]() }
  }

  /// Copies the recurrent weights and drops some.
  private func drop(_ parameters: Parameters, _ weightDrop: WeightDrop, threads: Int) {
    let (h, width, layers) = (configuration.hidden, configuration.gateWidth, configuration.layers)
    keptWeights.reserve(byteCount: 4 * layers * h * width)
    inParallel(layers, threads: threads) { layer in
      kept(layer).update(from: parameters.recurrent(layer), count: h * width)
      weightDrop.apply(to: kept(layer), rows: h, columns: width, layer: layer)
    }
  }

  private func kept(_ layer: Int) -> UnsafeMutablePointer<Float> {
    keptWeights.floats + layer * configuration.hidden * configuration.gateWidth
  }

  private func padOutput(_ parameters: Parameters) {
    let (v, h) = (configuration.vocabularySize, configuration.hidden)
    for row in 0..<h {
      (paddedOutput.floats + row * paddedVocabulary).update(from: parameters.output + row * v, count: v)
    }
  }
}
