import Kernels
import Recurrent
import Testing

/// Expects every tensor's gradient, at its largest and at some other places, to be the central difference of the f64
/// network's loss.
func expectFiniteDifferences(_ parameters: Parameters, _ sequences: [[Int32]], contexts: [[Int32]] = []) throws {
  let batch = PackedSequences(sequences, contexts: contexts)
  let gradients = Parameters(configuration: parameters.configuration)
  let learner = Learner(configuration: parameters.configuration, shards: 2)
  let loss = learner.lossAndGradients(parameters, batch, dropout: 0, seed: 0, into: gradients)
  var naive = NaiveNetwork(parameters)
  let expectedLoss = naive.loss(sequences, contexts: contexts)
  #expect(abs(loss - expectedLoss) < 1e-6 * expectedLoss)
  for tensor in parameters.tensors {
    let values = gradients.values(of: tensor.name)
    let greatest = try #require(values.indices.max { abs(values[$0]) < abs(values[$1]) })
    let scale = abs(Double(values[greatest]))
    for index in [greatest, 0, tensor.count / 3, tensor.count - 1] {
      let delta = 1e-4
      naive.tensors[tensor.name]?[index] += delta
      let above = naive.loss(sequences, contexts: contexts)
      naive.tensors[tensor.name]?[index] -= 2 * delta
      let below = naive.loss(sequences, contexts: contexts)
      naive.tensors[tensor.name]?[index] += delta
      let expected = (above - below) / (2 * delta) / Double(batch.tokenCount)
      #expect(abs(Double(values[index]) - expected) < 1e-4 * scale, "\(tensor.name)[\(index)]")
    }
  }
}
