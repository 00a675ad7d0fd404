import Foundation

/// A line from data to the picture: by even steps, or by even factors.
public struct PlotScale: Sendable {
  /// The least and greatest value shown.
  public let values: ClosedRange<Double>
  /// Where in the picture they lie, in pixels.
  public let onto: ClosedRange<Double>
  /// Whether greater values lie at smaller pixels, as heights do.
  public let isFlipped: Bool
  /// Whether tenfold is as far as tenfold, wherever it is.
  public let isLogarithmic: Bool

  /// Shows `values`; a range without extent is widened.
  public init(
    _ values: ClosedRange<Double>, onto: ClosedRange<Double>, isFlipped: Bool = false, isLogarithmic: Bool = false
  ) {
    let (low, high) = (values.lowerBound, values.upperBound)
    if isLogarithmic {
      let low = max(low, 1e-30)
      self.values = high > low * 1.01 ? low...high : low / 2...low * 2
    } else {
      self.values = high > low ? values : low...low + 1
    }
    self.onto = onto
    self.isFlipped = isFlipped
    self.isLogarithmic = isLogarithmic
  }

  /// The pixel of `value`; one beyond the values lies beyond the picture's part.
  public func callAsFunction(_ value: Double) -> Double {
    let (from, to, at) =
      isLogarithmic
      ? (log10(values.lowerBound), log10(values.upperBound), log10(max(value, 1e-30)))
      : (values.lowerBound, values.upperBound, value)
    let share = (at - from) / (to - from)
    let length = onto.upperBound - onto.lowerBound
    return isFlipped ? onto.upperBound - share * length : onto.lowerBound + share * length
  }

  /// Round values, about `count` of them: 1, 2 or 5 times a power of ten apart, or those themselves on factors.
  public func ticks(_ count: Double) -> [Double] {
    if isLogarithmic { return factors(count) }
    let rough = (values.upperBound - values.lowerBound) / count
    let power = pow(10, floor(log10(rough)))
    let apart = power * ([1.0, 2, 5, 10].first { $0 * power >= rough } ?? 10)
    let first = (values.lowerBound / apart).rounded(.up)
    return (0..<50).map { (first + Double($0)) * apart }.filter { $0 <= values.upperBound }
  }

  private func factors(_ count: Double) -> [Double] {
    let decades = Int(floor(log10(values.lowerBound)))...Int(ceil(log10(values.upperBound)))
    let span = log10(values.upperBound / values.lowerBound)
    let narrow = span < 2
    let apart = max(1, Int((span / count).rounded(.up)))
    return decades.enumerated().flatMap { index, power -> [Double] in
      guard index % apart == 0 else { return [] }
      return (narrow ? [1.0, 2, 5] : [1]).map { $0 * pow(10, Double(power)) }
    }.filter { values.contains($0) }
  }
}
