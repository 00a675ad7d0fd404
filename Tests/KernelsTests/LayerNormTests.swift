import Kernels
import Testing

@Suite struct LayerNormTests {
  private let memory = Memory()

  private func draws(_ count: Int, mean: Float = 0, scale: Float = 1, seed: UInt64) -> [Float] {
    var random = RandomSource(seed: seed)
    return (0..<count).map { _ in mean + scale * random.normal() }
  }

  private func buffer(_ values: [Float]) -> UnsafeMutablePointer<Float> {
    let buffer = memory.floats(values.count).floats
    for (index, value) in values.enumerated() { buffer[index] = value }
    return buffer
  }

  /// Rows that reach the eight-lane loop, its tail and both; far from zero, and so even that ε counts.
  @Test(arguments: [2, 7, 8, 21, 512], [(0, 1), (30, 0.5), (-2, 0.003)] as [(Float, Float)])
  func forwardIsTheDefinition(count: Int, draw: (mean: Float, scale: Float)) {
    let drawn = draws(count, mean: draw.mean, scale: draw.scale, seed: 1)
    let row = buffer(drawn)
    let scale = LayerNorm.forward(row, count: count)
    let expected = Reference.layerNorm(drawn.map(Double.init))
    // A mean of 30 has an error of 1e-6 or so, which the scale enlarges.
    let tolerance = 1e-6 * Double(scale) * Double(1 + abs(draw.mean)) + 1e-6
    for index in 0..<count { #expect(abs(Double(row[index]) - expected[index]) < tolerance) }
    let mean = drawn.reduce(0) { $0 + Double($1) } / Double(count)
    let variance = drawn.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(count)
    #expect(abs(Double(scale) * (variance + 1e-5).squareRoot() - 1) < 1e-4)
  }

  /// The gradient of w·x̂, against central differences of the definition in f64.
  @Test(arguments: [2, 5, 8, 19])
  func backwardIsTheDerivative(count: Int) {
    let drawn = draws(count, mean: 0.3, seed: 2)
    let weights = draws(count, seed: 3)
    let row = buffer(drawn)
    let scale = LayerNorm.forward(row, count: count)
    let gradient = buffer(weights)
    LayerNorm.backward(gradient, normalized: row, scale: scale, count: count)
    func value(_ index: Int, _ delta: Double) -> Double {
      var moved = drawn.map(Double.init)
      moved[index] += delta
      return zip(weights, Reference.layerNorm(moved)).reduce(0) { $0 + Double($1.0) * $1.1 }
    }
    for index in 0..<count {
      let expected = (value(index, 1e-5) - value(index, -1e-5)) / 2e-5
      #expect(abs(Double(gradient[index]) - expected) < 2e-5 * Double(max(1, scale)))
    }
  }

  /// A row of equal numbers has no variance: ε keeps it zeros, and not a number stays one.
  @Test func rowsWithoutVariance() {
    let row = buffer([Float](repeating: 4, count: 11))
    #expect(LayerNorm.forward(row, count: 11).isFinite)
    for index in 0..<11 { #expect(abs(row[index]) < 1e-3) }
    let broken = buffer([1, .nan, 2])
    _ = LayerNorm.forward(broken, count: 3)
    for index in 0..<3 { #expect(broken[index].isNaN) }
  }
}
