/// A time signature: how many beats of which length fill a bar.
public struct Meter: Hashable, Sendable {
  /// The number above the line, summed where it is written as a sum (`2+3+2/8` is 7).
  public var count: Int
  /// The note value below the line: 4 for crotchets, 8 for quavers.
  public var unit: Int
  /// How it is written: `6/8`, `C`, `C|`, `2+3+2/8`.
  public var notation: String

  /// A meter of `count` notes of `1/unit`.
  public init(_ count: Int, _ unit: Int, notation: String? = nil) {
    self.count = count
    self.unit = unit
    self.notation = notation ?? "\(count)/\(unit)"
  }

  /// The length of a full bar in whole notes: 3/4 for `6/8`.
  public var barLength: Fraction { Fraction(count, unit) }

  /// Whether beats divide in three: 6/8, 9/8, 12/8 (and 6/4, 9/4, ...), but not 3/8 or 3/4.
  public var isCompound: Bool { count > 3 && count % 3 == 0 }

  /// One beat as a dancer counts it, in whole notes: a dotted crotchet in 6/8, a crotchet in 3/4, a quaver in 3/8.
  public var beat: Fraction { isCompound ? Fraction(3, unit) : Fraction(1, unit) }

  /// The unit note length where `L:` is absent: 1/16 for meters under 3/4, else 1/8 (ABC 2.1, section 3.1.7).
  public var defaultUnitLength: Fraction { barLength < Fraction(3, 4) ? Fraction(1, 16) : Fraction(1, 8) }
}
