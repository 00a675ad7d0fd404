import Plots
import Testing

@Suite struct SVGTests {
  @Test(arguments: [(1.0, "1"), (0.125, "0.13"), (-2.5, "-2.5"), (1e6, "1000000")])
  func numbersHaveTwoDecimalsAtMost(value: Double, text: String) {
    #expect(SVG.number(value) == text)
  }

  @Test(arguments: [(0.0, "0"), (0.0375, "0.0375"), (250_000.0, "250\u{202F}000"), (2e-6, "2e-6")])
  func ticksAreReadable(value: Double, text: String) {
    #expect(SVG.tick(value) == text)
  }

  @Test func textIsEscaped() {
    #expect(SVG.escaped("a < b & c\u{7}") == "a &lt; b &amp; c")
    #expect(SVG.text("<", x: 1, y: 2.5, colour: "#000").contains("y=\"2.5\" text-anchor=\"start\" fill=\"#000\">&lt;<"))
  }

  @Test func aCurveOfOnePointIsADot() {
    let panel = Panel(x: PlotScale(0...1, onto: 0...100), y: PlotScale(0...1, onto: 0...100), name: "p")
    #expect(panel.curve([PlotPoint(x: 0.5, y: 0.5)], "#000") == panel.dots([PlotPoint(x: 0.5, y: 0.5)], "#000"))
    #expect(panel.curve([], "#000").isEmpty)
    // Whatever the data, pixels stay numbers a viewer can take.
    let far = panel.curve([PlotPoint(x: 0, y: -1e300), PlotPoint(x: 1, y: 1e300)], "#000")
    #expect(far.first?.contains("0,-1000 100,3000") == true)
  }
}
