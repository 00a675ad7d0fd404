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
  public func step(_ parameters: Parameters, _ gradients: Parameters, learningRate: Float) {}

  /// Scales `gradients` down to Euclidean norm `limit` if theirs is greater; returns the norm they had.
  @discardableResult
  public static func clip(_ gradients: Parameters, toGlobalNorm limit: Float) -> Float { 0 }
}
