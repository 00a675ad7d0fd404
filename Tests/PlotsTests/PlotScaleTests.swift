import Plots
import Testing

@Suite struct PlotScaleTests {
  @Test func evenStepsOntoPixels() {
    let scale = PlotScale(0...200, onto: 100...300)
    // Halfway is halfway; beyond the values lies beyond the pixels.
    #expect(scale(100) == 200 && scale(0) == 100 && scale(400) == 500)
    #expect(PlotScale(0...200, onto: 100...300, isFlipped: true)(50) == 250)
    // Two hundred in about four: fifties.
    #expect(scale.ticks(4) == [0, 50, 100, 150, 200])
  }

  @Test func evenFactorsOntoPixels() {
    let scale = PlotScale(1...10_000, onto: 0...400, isLogarithmic: true)
    // A hundred is halfway between one and ten thousand.
    #expect(abs(scale(100) - 200) < 1e-9)
    #expect(scale.ticks(4) == [1, 10, 100, 1000, 10_000])
    #expect(scale(-5).isFinite)
  }

  @Test func aRangeWithoutExtentIsWidened() {
    let scale = PlotScale(3...3, onto: 0...100)
    #expect(scale.values == 3...4)
    #expect(!scale.ticks(5).isEmpty)
  }
}
