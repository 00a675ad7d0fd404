/// How a measure lies in a collection: the values that 5, 25, 50, 75 and 95 tunes in a hundred do not exceed.
public struct Quantiles: Codable, Hashable, Sendable {
  /// The five values, ascending.
  public let values: [Double]

  /// The quantiles of some values, interpolated between neighbours (type 7 of Hyndman and Fan 1996); nil of none.
  /// O(n log n).
  public init?(of values: some Sequence<Double>) {
    let sorted = values.sorted()
    guard let last = sorted.last else { return nil }
    self.values = Self.places.map { share in
      let place = share * Double(sorted.count - 1)
      let index = Int(place)
      guard index + 1 < sorted.count else { return last }
      return sorted[index] + (place - Double(index)) * (sorted[index + 1] - sorted[index])
    }
  }

  /// Five known values, ascending.
  init(_ five: Double, _ quarter: Double, _ half: Double, _ threeQuarters: Double, _ ninetyFive: Double) {
    values = [five, quarter, half, threeQuarters, ninetyFive]
  }

  /// The middle half of the collection.
  public var middle: ClosedRange<Double> { values[1]...values[3] }

  /// The value half of the tunes do not exceed.
  public var median: Double { values[2] }

  /// How unusual a value is: 0 in the middle half of the collection, 1 where one tune in twenty lies beyond, and on from
  /// there along the same line.
  ///
  /// - Parameter grain: the least width a side is taken to have, where most tunes agree to the last digit.
  public func rarity(of value: Double, grain: Double) -> Double {
    if value < values[1] { return (values[1] - value) / max(values[1] - values[0], grain) }
    if value > values[3] { return (value - values[3]) / max(values[4] - values[3], grain) }
    return 0
  }

  /// The value at a place in the order, in 0...1, along straight lines between the five; 0 and 1 are as far beyond the outer
  /// two as those lines lead.
  public func value(at place: Double) -> Double {
    let above = Self.places.dropFirst().dropLast().firstIndex { place < $0 } ?? Self.places.count - 1
    let (low, high) = (Self.places[above - 1], Self.places[above])
    return values[above - 1] + (values[above] - values[above - 1]) * (place - low) / (high - low)
  }

  /// How far a value is from the one at a place, in parts of the way from the lowest to the highest of the five.
  ///
  /// - Parameters:
  ///   - parts: how many parts the way has; a quarter is about a standard deviation.
  ///   - grain: the least that a quarter of the way is taken to be.
  public func distance(of value: Double, from place: Double, parts: Double, grain: Double) -> Double {
    abs(value - max(0, self.value(at: place))) / max((values[4] - values[0]) / parts, grain * 4 / parts)
  }

  private static let places = [0.05, 0.25, 0.5, 0.75, 0.95]

  /// Reads five ascending numbers.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    values = try container.decode([Double].self)
    guard values.count == 5, values.allSatisfy(\.isFinite), zip(values, values.dropFirst()).allSatisfy({ $0 <= $1 })
    else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "is not five ascending numbers")
    }
  }

  /// Writes the five numbers, rounded to what they mean.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(values.map { ($0 * 10_000).rounded() / 10_000 })
  }
}
