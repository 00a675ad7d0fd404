/// An exact rational number, always in lowest terms with a positive denominator.
///
/// Every length and onset in Lilt is one, so that a bar of triplets adds up to a bar. Arithmetic is exact while the
/// result fits 64 bits, which covers every tune a person writes. Beyond that (`A99999999999/7` and its like) results are
/// rounded to the nearest representable value instead of trapping, because a tune file must never crash its reader.
public struct Fraction: Hashable, Sendable {
  /// The number above the line; carries the sign.
  public let numerator: Int
  /// The number below the line; at least 1.
  public let denominator: Int

  /// Zero.
  public static let zero = Fraction(0)
  /// One.
  public static let one = Fraction(1)

  /// A whole number.
  public init(_ whole: Int) {
    numerator = whole
    denominator = 1
  }

  /// `numerator / denominator` in lowest terms.
  ///
  /// - Precondition: `denominator` is not zero.
  public init(_ numerator: Int, _ denominator: Int) {
    precondition(denominator != 0, "a fraction needs a denominator")
    guard numerator != .min, denominator != .min else {
      self = Fraction(approximating: Double(numerator) / Double(denominator))
      return
    }
    let divisor = Fraction.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    let sign = denominator < 0 ? -1 : 1
    self.numerator = sign * numerator / Int(divisor)
    self.denominator = sign * denominator / Int(divisor)
  }

  /// The nearest fraction with a denominator of 2^20, or the largest one in range.
  private init(approximating value: Double) {
    let scaled = (value * 1_048_576).rounded()
    if abs(scaled) < 4e18 {
      self.init(Int(scaled), 1_048_576)
    } else {
      self.init(value < 0 ? -4_000_000_000_000 : 4_000_000_000_000)
    }
  }

  private init(lowest numerator: Int, _ denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Euclid's algorithm; O(log n).
  static func greatestCommonDivisor(_ first: UInt, _ second: UInt) -> UInt {
    var (a, b) = (first, second)
    while b != 0 { (a, b) = (b, a % b) }
    return max(a, 1)
  }

  /// The value as a floating-point number, for tempo and display.
  public var double: Double { Double(numerator) / Double(denominator) }

  /// Whether the value is a whole number.
  public var isWhole: Bool { denominator == 1 }

  public static func + (left: Fraction, right: Fraction) -> Fraction {
    if left.denominator == right.denominator {
      let (sum, overflow) = left.numerator.addingReportingOverflow(right.numerator)
      if !overflow { return Fraction(sum, left.denominator) }
    } else {
      let divisor = Int(greatestCommonDivisor(left.denominator.magnitude, right.denominator.magnitude))
      let (a, o1) = left.numerator.multipliedReportingOverflow(by: right.denominator / divisor)
      let (b, o2) = right.numerator.multipliedReportingOverflow(by: left.denominator / divisor)
      let (sum, o3) = a.addingReportingOverflow(b)
      let (under, o4) = left.denominator.multipliedReportingOverflow(by: right.denominator / divisor)
      if !(o1 || o2 || o3 || o4) { return Fraction(sum, under) }
    }
    return Fraction(approximating: left.double + right.double)
  }

  public static prefix func - (value: Fraction) -> Fraction {
    Fraction(lowest: 0 &- value.numerator, value.denominator)
  }

  public static func - (left: Fraction, right: Fraction) -> Fraction { left + -right }

  public static func * (left: Fraction, right: Fraction) -> Fraction {
    let (over, o1) = left.numerator.multipliedReportingOverflow(by: right.numerator)
    let (under, o2) = left.denominator.multipliedReportingOverflow(by: right.denominator)
    if !(o1 || o2) { return Fraction(over, under) }
    return Fraction(approximating: left.double * right.double)
  }

  /// - Precondition: `right` is not zero.
  public static func / (left: Fraction, right: Fraction) -> Fraction {
    precondition(right.numerator != 0, "division by zero")
    return left * Fraction(right.denominator, right.numerator)
  }

  public static func += (left: inout Fraction, right: Fraction) { left = left + right }
  public static func -= (left: inout Fraction, right: Fraction) { left = left - right }
  public static func *= (left: inout Fraction, right: Fraction) { left = left * right }
}

extension Fraction: Comparable {
  public static func < (left: Fraction, right: Fraction) -> Bool {
    let (a, o1) = left.numerator.multipliedReportingOverflow(by: right.denominator)
    let (b, o2) = right.numerator.multipliedReportingOverflow(by: left.denominator)
    return o1 || o2 ? left.double < right.double : a < b
  }
}

extension Fraction: ExpressibleByIntegerLiteral, CustomStringConvertible {
  public init(integerLiteral value: Int) { self.init(value) }

  /// `3`, `3/2`, `-1/4`: the form `lilt notes` prints.
  public var description: String { isWhole ? "\(numerator)" : "\(numerator)/\(denominator)" }
}
