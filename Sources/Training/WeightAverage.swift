import Foundation
import Recurrent

/// An exponential moving average of a network's weights (Polyak and Juditsky 1992, with fading memory).
///
/// The average of the last updates often predicts better than the last of them. Early on its memory is kept short, so
/// that the random weights of the start do not linger: update t fades by `min(decay, (1 + t) / (10 + t))`. Neighbouring
/// weights hardly differ, so a memory of n updates takes in every (n / 100)th: 0.999 every tenth, 0.99 and less all.
struct WeightAverage {
  /// The averaged weights.
  let parameters: Parameters
  private let decay: Double
  private let stride: Int

  /// Goes on from `parameters`.
  init(_ parameters: Parameters, decay: Double) {
    self.parameters = parameters
    self.decay = decay
    stride = max(1, Int(min(1e6, (0.01 / (1 - decay)).rounded())))
  }

  /// Takes in the weights after update `step`, from 1, if it is this one's turn.
  ///
  /// - Complexity: O(parameters), some 5 ms for 5 million.
  func update(from weights: Parameters, step: Int) {
    guard step % stride == 0 else { return }
    let kept = Float(pow(min(decay, Double(1 + step) / Double(10 + step)), Double(stride)))
    // The gaps between tensors are zero in both and stay so.
    parameters.withUnsafeMutableBuffer { average in
      weights.withUnsafeBuffer { weights in
        precondition(average.count == weights.count, "weights of another network")
        guard let averages = average.baseAddress, let weights = weights.baseAddress else { return }
        // A plain loop over plain memory, which the compiler makes one over many numbers at a time.
        for index in 0..<average.count {
          averages[index] = weights[index] + kept * (averages[index] - weights[index])
        }
      }
    }
  }
}
