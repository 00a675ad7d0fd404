import Kernels
import Recurrent

/// The network written out in f64, a tune and a number at a time: slow and plainly right.
struct NaiveNetwork {
  let configuration: NetworkConfiguration
  var tensors: [String: [Double]]

  init(_ parameters: Parameters) {
    configuration = parameters.configuration
    tensors = [:]
    for tensor in parameters.tensors { tensors[tensor.name] = parameters.values(of: tensor.name).map(Double.init) }
  }

  /// A number added to one unit's h, to see what follows from it.
  struct Nudge {
    let layer: Int
    let step: Int
    let unit: Int
    let amount: Double
  }

  /// Logits after each token.
  func logits(_ tokens: [Int32], nudge: Nudge? = nil) -> [[Double]] {
    let (v, h) = (configuration.vocabularySize, configuration.hidden)
    var outputs = [[Double]](repeating: [Double](repeating: 0, count: h), count: configuration.layers)
    var cells = outputs
    let columns = configuration.cell.gateCount * h
    return tokens.enumerated().map { step, token in
      var signal = [Double](repeating: 0, count: v)
      signal[Int(token)] = 1
      for layer in 0..<configuration.layers {
        let name = "layers.\(layer)"
        var sums = tensor(name + ".bias")
        add(product(signal, tensor(name + ".input"), columns: columns), to: &sums)
        var recurrent = product(outputs[layer], tensor(name + ".recurrent"), columns: columns)
        switch configuration.cell {
        case .lstm:
          add(recurrent, to: &sums)
          let result = Reference.gates(sums: sums, previousCell: cells[layer])
          cells[layer] = result.cell
          outputs[layer] = result.output
        case .gru:
          for (unit, bias) in tensor(name + ".recurrentBias").enumerated() { recurrent[2 * h + unit] += bias }
          outputs[layer] = Reference.gatedUnit(sums: sums, recurrent: recurrent, previousOutput: outputs[layer])
        case .rnn:
          add(recurrent, to: &sums)
          outputs[layer] = sums.map(Reference.tanh)
        }
        if let nudge, nudge.layer == layer, nudge.step == step { outputs[layer][nudge.unit] += nudge.amount }
        var result = outputs[layer]
        if configuration.residual, layer > 0 { add(signal, to: &result) }
        signal = result
      }
      var logits = tensor("output.bias")
      add(product(signal, tensor("output.weight"), columns: v), to: &logits)
      return logits
    }
  }

  /// Summed nats.
  func loss(_ sequences: [[Int32]]) -> Double {
    var nats = 0.0
    for sequence in sequences where sequence.count > 1 {
      for (logits, target) in zip(logits(sequence.dropLast()), sequence.dropFirst()) {
        nats -= Reference.logarithm(Reference.softmax(logits)[Int(target)])
      }
    }
    return nats
  }

  private func tensor(_ name: String) -> [Double] { tensors[name] ?? [] }

  private func add(_ source: [Double], to target: inout [Double]) {
    for index in target.indices { target[index] += source[index] }
  }

  private func product(_ vector: [Double], _ matrix: [Double], columns: Int) -> [Double] {
    var result = [Double](repeating: 0, count: columns)
    for (row, x) in vector.enumerated() where x != 0 {
      for column in 0..<columns { result[column] += x * matrix[row * columns + column] }
    }
    return result
  }
}

/// Tunes of these lengths, markers and all, of random tokens.
func randomSequences(_ lengths: [Int], vocabulary: Int, seed: UInt64) -> [[Int32]] {
  var random = RandomSource(seed: seed)
  return lengths.map { length in (0..<length).map { _ in Int32.random(in: 0..<Int32(vocabulary), using: &random) } }
}

/// Freshly initialised parameters, biases stirred too.
func randomParameters(_ configuration: NetworkConfiguration, seed: UInt64) -> Parameters {
  var random = RandomSource(seed: seed)
  let parameters = Parameters(configuration: configuration, initialising: &random)
  for tensor in parameters.tensors where tensor.shape.count == 1 {
    parameters.set(parameters.values(of: tensor.name).map { $0 + 0.3 * random.normal() }, of: tensor.name)
  }
  return parameters
}
