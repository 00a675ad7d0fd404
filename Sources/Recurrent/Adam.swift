import Foundation
import Kernels

/// Adam with decoupled weight decay: AdamW (Loshchilov and Hutter 2019), as PyTorch computes it.
public final class Adam {
  /// Decay of the first moment.
  public let beta1: Float
  /// Decay of the second moment.
  public let beta2: Float
  /// Keeps the division finite.
  public let epsilon: Float
  /// Share of each parameter, times the learning rate, that a step takes away.
  public let weightDecay: Float
  /// Running means of the gradients.
  public let firstMoments: Parameters
  /// Running means of the squared gradients.
  public let secondMoments: Parameters
  /// Steps taken so far; set it when restoring the moments.
  public var stepCount: Int

  /// An optimizer that has seen no gradient yet.
  public init(
    configuration: NetworkConfiguration, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8,
    weightDecay: Float = 0
  ) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    firstMoments = Parameters(configuration: configuration)
    secondMoments = Parameters(configuration: configuration)
    stepCount = 0
  }

  /// One update of `parameters` by `gradients`.
  ///
  /// - Precondition: all belong to the same configuration.
  public func step(_ parameters: Parameters, _ gradients: Parameters, learningRate: Float) {
    precondition(
      parameters.configuration == firstMoments.configuration && gradients.configuration == firstMoments.configuration,
      "parameters of another network")
    stepCount += 1
    let update = AdamUpdate(
      beta1: beta1, beta2: beta2, epsilon: epsilon, decay: learningRate * weightDecay,
      stepSize: Float(Double(learningRate) / (1 - pow(Double(beta1), Double(stepCount)))),
      secondCorrection: Float((1 - pow(Double(beta2), Double(stepCount))).squareRoot()))
    let pointers = (
      parameters.pointer(0), gradients.pointer(0), firstMoments.pointer(0), secondMoments.pointer(0)
    )
    forSlices(of: parameters.count) { range in
      let at = range.lowerBound
      update.apply(
        parameters: pointers.0 + at, gradients: pointers.1 + at, first: pointers.2 + at, second: pointers.3 + at,
        count: range.count)
    }
  }

  /// Scales `gradients` down to Euclidean norm `limit` if theirs is greater; returns the norm they had.
  ///
  /// A norm that is not finite leaves them as they are: the caller should drop such an update.
  @discardableResult
  public static func clip(_ gradients: Parameters, toGlobalNorm limit: Float) -> Float {
    let base = gradients.pointer(0)
    let norm = Rows.sumOfSquares(base, count: gradients.count).squareRoot()
    if norm > Double(limit), norm.isFinite {
      let factor = Float(Double(limit) / (norm + 1e-6))
      Rows.scale(base, by: factor, count: gradients.count)
    }
    return Float(norm)
  }

  /// Elementwise work on slices, which as many threads as there are cores share.
  private func forSlices(of count: Int, _ body: (Range<Int>) -> Void) {
    let slice = 1 << 16
    inParallel((count + slice - 1) / slice, threads: ProcessInfo.processInfo.activeProcessorCount) { index in
      body(index * slice..<min((index + 1) * slice, count))
    }
  }
}
