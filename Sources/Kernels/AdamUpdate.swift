/// One step of AdamW on a run of numbers (Loshchilov and Hutter 2019), in PyTorch's order of operations.
public struct AdamUpdate: Sendable {
  private let beta1: Float
  private let beta2: Float
  private let epsilon: Float
  private let kept: Float
  private let stepSize: Float
  private let secondCorrection: Float

  /// - Parameters:
  ///   - decay: learning rate times weight decay.
  ///   - stepSize: learning rate / (1 - beta1^t).
  ///   - secondCorrection: √(1 - beta2^t).
  public init(beta1: Float, beta2: Float, epsilon: Float, decay: Float, stepSize: Float, secondCorrection: Float) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    kept = 1 - decay
    self.stepSize = stepSize
    self.secondCorrection = secondCorrection
  }

  /// Updates `parameters` and both moments in place.
  public func apply(
    parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>, first: UnsafeMutablePointer<Float>,
    second: UnsafeMutablePointer<Float>, count: Int
  ) {
    @inline(__always)
    func run(_ at: Int, _ width: Int) {
      let gradient = gradients.lanes(at: at, count: width)
      let m = first.lanes(at: at, count: width) * beta1 + gradient * (1 - beta1)
      let v = second.lanes(at: at, count: width) * beta2 + gradient * gradient * (1 - beta2)
      first.setLanes(m, at: at, count: width)
      second.setLanes(v, at: at, count: width)
      let divisor = v.squareRoot() / secondCorrection + epsilon
      parameters.setLanes(parameters.lanes(at: at, count: width) * kept - m / divisor * stepSize, at: at, count: width)
    }
    var at = 0
    while at + 8 <= count {
      run(at, 8)
      at += 8
    }
    if at < count { run(at, count - at) }
  }
}
