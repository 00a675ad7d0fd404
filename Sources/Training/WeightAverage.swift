import Recurrent

/// An exponential moving average of a network's weights (Polyak and Juditsky 1992, with fading memory).
///
/// The average of the last updates often predicts better than the last of them. Early on its memory is kept short, so
/// that the random weights of the start do not linger: update t fades by `min(decay, (1 + t) / (10 + t))`.
struct WeightAverage {
  /// The averaged weights.
  let parameters: Parameters
  private let decay: Double

  /// Goes on from `parameters`.
  init(_ parameters: Parameters, decay: Double) {
    self.parameters = parameters
    self.decay = decay
  }

  /// Takes in the weights after update `step`, from 1.
  ///
  /// - Complexity: O(parameters), a few milliseconds for 5 million.
  func update(from weights: Parameters, step: Int) {
    let kept = Float(min(decay, Double(1 + step) / Double(10 + step)))
    for tensor in parameters.tensors {
      var average = parameters.values(of: tensor.name)
      let weights = weights.values(of: tensor.name)
      for index in average.indices { average[index] = weights[index] + kept * (average[index] - weights[index]) }
      parameters.set(average, of: tensor.name)
    }
  }
}
