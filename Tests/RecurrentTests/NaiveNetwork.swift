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

  /// Logits after each token; `context` has a row number for each further input, token after token.
  func logits(_ tokens: [Int32], context: [Int32] = [], nudge: Nudge? = nil) -> [[Double]] {
    let inputs = configuration.context.count
    let (v, h) = (configuration.vocabularySize, configuration.hidden)
    var outputs = [[Double]](repeating: [Double](repeating: 0, count: h), count: configuration.layers)
    var cells = outputs
    if configuration.initialState == .learned {
      for layer in 0..<configuration.layers {
        outputs[layer] = tensor("layers.\(layer).initialOutput")
        if configuration.cell == .lstm { cells[layer] = tensor("layers.\(layer).initialState") }
      }
    }
    let columns = configuration.cell.gateCount * h
    return tokens.enumerated().map { step, token in
      var signal = [Double](repeating: 0, count: v)
      signal[Int(token)] = 1
      if configuration.tied {
        let weights = tensor("output.weight")
        signal = (0..<h).map { weights[$0 * v + Int(token)] }
      }
      for layer in 0..<configuration.layers {
        let name = "layers.\(layer)"
        var sums = tensor(name + ".bias")
        add(product(signal, tensor(name + ".input"), columns: columns), to: &sums)
        if layer == 0, inputs > 0 {
          var hot = [Double](repeating: 0, count: configuration.context.reduce(0, +))
          for row in context[step * inputs..<(step + 1) * inputs] { hot[Int(row)] = 1 }
          add(product(hot, tensor(name + ".context"), columns: columns), to: &sums)
        }
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
        signal = configuration.layerNorm ? Reference.layerNorm(result) : result
      }
      var logits = tensor("output.bias")
      add(product(signal, tensor("output.weight"), columns: v), to: &logits)
      return logits
    }
  }

  /// Summed nats.
  func loss(_ sequences: [[Int32]], contexts: [[Int32]] = []) -> Double {
    var nats = 0.0
    for (index, sequence) in sequences.enumerated() where sequence.count > 1 {
      let context = contexts.isEmpty ? [] : contexts[index]
      for (logits, target) in zip(logits(sequence.dropLast(), context: context), sequence.dropFirst()) {
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

/// For each sequence a row of every further input at every token but the last.
func randomContexts(_ sequences: [[Int32]], sizes: [Int], seed: UInt64) -> [[Int32]] {
  var random = RandomSource(seed: seed)
  return sequences.map { sequence in
    (0..<max(0, sequence.count - 1)).flatMap { _ in
      var start = 0
      return sizes.map { size in
        defer { start += size }
        return Int32(start + Int.random(in: 0..<size, using: &random))
      }
    }
  }
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
