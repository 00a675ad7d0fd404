/// An exact rational number, always in lowest terms with a positive denominator.
///
/// Every length and onset in Lilt is one, so that a bar of triplets adds up to a bar. Arithmetic is exact where the
/// result fits 64 bits, which covers every tune a person writes. Beyond that (`A99999999999/7` and its like) results are
/// rounded to a multiple of 2^-20, or to the greatest value there is, because a tune file must never crash its reader.
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
    // The least integer has no counterpart above zero, so that negating it would trap.
    numerator = max(whole, -.max)
    denominator = 1
  }

  /// `numerator / denominator` in lowest terms.
  ///
  /// - Precondition: `denominator` is not zero.
  public init(_ numerator: Int, _ denominator: Int) {
    precondition(denominator != 0, "a fraction needs a denominator")
    guard numerator != .min, denominator != .min else {
      self.init(reducing: Int128(numerator), Int128(denominator))
      return
    }
    let (over, under) = denominator < 0 ? (-numerator, -denominator) : (numerator, denominator)
    // Nearly every length is so many parts of a power of two, which shifts bring to lowest terms; a division takes ten
    // times as long.
    if under & (under - 1) == 0 {
      let shift = min(over.trailingZeroBitCount, under.trailingZeroBitCount)
      self.init(lowest: over >> shift, under >> shift)
    } else {
      let divisor = Int(Fraction.greatestCommonDivisor(over.magnitude, under.magnitude))
      self.init(lowest: over / divisor, under / divisor)
    }
  }

  /// Brings a result that may pass 64 bits to lowest terms, and rounds it where it still passes them.
  private init(reducing numerator: Int128, _ denominator: Int128) {
    let divisor = Fraction.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    let sign: Int128 = denominator < 0 ? -1 : 1
    let over = sign * numerator / Int128(divisor)
    let under = sign * denominator / Int128(divisor)
    if let over = Int(exactly: over), let under = Int(exactly: under), over != .min {
      self.init(lowest: over, under)
    } else {
      self.init(approximating: Double(over) / Double(under))
    }
  }

  /// The nearest multiple of 2^-20, the nearest whole number where that is too fine, or the greatest value there is.
  private init(approximating value: Double) {
    let scaled = (value * 1_048_576).rounded()
    if abs(scaled) < 9e18 {
      self.init(Int(scaled), 1_048_576)
    } else {
      self.init(Int(exactly: value.rounded()) ?? (value < 0 ? -.max : .max))
    }
  }

  private init(lowest numerator: Int, _ denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Euclid's algorithm; O(log n).
  private static func greatestCommonDivisor<Number: UnsignedInteger>(_ first: Number, _ second: Number) -> Number {
    var (a, b) = (first, second)
    while b != 0 { (a, b) = (b, a % b) }
    return max(a, 1)
  }

  /// The value as a floating-point number, for tempo and display.
  public var double: Double { Double(numerator) / Double(denominator) }

  /// Whether the value is a whole number.
  public var isWhole: Bool { denominator == 1 }

  /// Whether it is so many times `other`; false for an `other` of zero.
  public func isMultiple(of other: Fraction) -> Bool {
    guard other.numerator != 0 else { return false }
    let (over, o1) = numerator.multipliedReportingOverflow(by: other.denominator)
    let (under, o2) = denominator.multipliedReportingOverflow(by: other.numerator)
    // No quotient has to be brought to lowest terms for this.
    return o1 || o2 ? (self / other).isWhole : over.magnitude % under.magnitude == 0
  }

  /// The sum.
  public static func + (left: Fraction, right: Fraction) -> Fraction {
    if left.denominator == right.denominator {
      let (sum, overflow) = left.numerator.addingReportingOverflow(right.numerator)
      if !overflow { return Fraction(sum, left.denominator) }
    }
    let (a, o1) = left.numerator.multipliedReportingOverflow(by: right.denominator)
    let (b, o2) = right.numerator.multipliedReportingOverflow(by: left.denominator)
    let (sum, o3) = a.addingReportingOverflow(b)
    let (under, o4) = left.denominator.multipliedReportingOverflow(by: right.denominator)
    if !(o1 || o2 || o3 || o4) { return Fraction(sum, under) }
    return Fraction(
      reducing: Int128(left.numerator) * Int128(right.denominator) + Int128(right.numerator) * Int128(left.denominator),
      Int128(left.denominator) * Int128(right.denominator))
  }

  /// The opposite.
  public static prefix func - (value: Fraction) -> Fraction {
    Fraction(lowest: 0 &- value.numerator, value.denominator)
  }

  /// The difference.
  public static func - (left: Fraction, right: Fraction) -> Fraction { left + -right }

  /// The product.
  public static func * (left: Fraction, right: Fraction) -> Fraction {
    let (over, o1) = left.numerator.multipliedReportingOverflow(by: right.numerator)
    let (under, o2) = left.denominator.multipliedReportingOverflow(by: right.denominator)
    if !(o1 || o2) { return Fraction(over, under) }
    return Fraction(
      reducing: Int128(left.numerator) * Int128(right.numerator),
      Int128(left.denominator) * Int128(right.denominator))
  }

  /// The quotient.
  ///
  /// - Precondition: `right` is not zero.
  public static func / (left: Fraction, right: Fraction) -> Fraction {
    precondition(right.numerator != 0, "division by zero")
    return left * Fraction(right.denominator, right.numerator)
  }

  /// Adds.
  public static func += (left: inout Fraction, right: Fraction) { left = left + right }
  /// Subtracts.
  public static func -= (left: inout Fraction, right: Fraction) { left = left - right }
  /// Multiplies.
  public static func *= (left: inout Fraction, right: Fraction) { left = left * right }
}

extension Fraction: Comparable {
  /// Whether the left value is the smaller one, also where cross products pass 64 bits.
  public static func < (left: Fraction, right: Fraction) -> Bool {
    if left.denominator == right.denominator { return left.numerator < right.numerator }
    let a = left.numerator.multipliedFullWidth(by: right.denominator)
    let b = right.numerator.multipliedFullWidth(by: left.denominator)
    return (a.high, a.low) < (b.high, b.low)
  }
}

extension Fraction: ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// A whole number, written as such.
  public init(integerLiteral value: Int) { self.init(value) }

  /// `3`, `3/2`, `-1/4`: the form `lilt notes` prints.
  public var description: String { isWhole ? "\(numerator)" : "\(numerator)/\(denominator)" }
}
