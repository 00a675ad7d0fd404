import Kernels
import Recurrent
import Testing

/// The steps themselves are tested against PyTorch's in PyTorchTests.
@Suite struct AdamTests {
  /// Moments and step count are the whole state: an optimizer given them takes the same step.
  @Test func restoredMomentsContinue() {
    let configuration = NetworkConfiguration(vocabularySize: 5, layers: 1, hidden: 6)
    let parameters = randomParameters(configuration, seed: 1)
    let gradients = randomParameters(configuration, seed: 2)
    let adam = Adam(configuration: configuration, weightDecay: 0.01)
    for _ in 0..<3 { adam.step(parameters, gradients, learningRate: 0.1) }
    let restored = Adam(configuration: configuration, weightDecay: 0.01)
    restored.firstMoments.assign(from: adam.firstMoments)
    restored.secondMoments.assign(from: adam.secondMoments)
    restored.stepCount = adam.stepCount
    let twin = parameters.copy()
    adam.step(parameters, gradients, learningRate: 0.1)
    restored.step(twin, gradients, learningRate: 0.1)
    for tensor in twin.tensors { #expect(twin.values(of: tensor.name) == parameters.values(of: tensor.name)) }
  }

  /// With a zero gradient from the start only the decay acts: p (1 - rate * decay).
  @Test func decayIsDecoupled() {
    let configuration = NetworkConfiguration(vocabularySize: 5, layers: 1, hidden: 6)
    let parameters = randomParameters(configuration, seed: 3)
    let before = parameters.values(of: "output.weight")
    let adam = Adam(configuration: configuration, weightDecay: 0.5)
    adam.step(parameters, Parameters(configuration: configuration), learningRate: 0.1)
    #expect(relativeDistance(parameters.values(of: "output.weight"), before.map { $0 * 0.95 }) < 1e-6)
  }

  @Test func aNormThatIsNotFiniteIsReported() {
    let configuration = NetworkConfiguration(vocabularySize: 5, layers: 1, hidden: 6)
    let gradients = Parameters(configuration: configuration)
    gradients.set([1, 2, .infinity, 3, 4], of: "output.bias")
    #expect(Adam.clip(gradients, toGlobalNorm: 1) == .infinity)
    #expect(gradients.values(of: "output.bias") == [1, 2, .infinity, 3, 4])
  }
}
