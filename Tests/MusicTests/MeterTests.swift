import Music
import Testing

@Suite struct MeterTests {
  /// ABC 2.1, section 3.1.7: a meter below 0.75 as a fraction has 1/16, else 1/8.
  @Test(arguments: [
    (2, 4, "1/16"), (3, 8, "1/16"), (5, 8, "1/16"), (3, 4, "1/8"), (6, 8, "1/8"), (4, 4, "1/8"), (9, 8, "1/8"),
    (3, 2, "1/8"), (7, 8, "1/8"),
  ])
  func defaultUnitLength(count: Int, unit: Int, expected: String) {
    #expect(Meter(count, unit).defaultUnitLength.description == expected)
  }

  @Test func compoundMetersBeatInThrees() {
    #expect(Meter(6, 8).isCompound && Meter(9, 8).isCompound && Meter(12, 8).isCompound)
    #expect(!Meter(3, 8).isCompound && !Meter(3, 4).isCompound && !Meter(4, 4).isCompound)
    #expect(Meter(6, 8).beat == Fraction(3, 8))
    #expect(Meter(3, 4).beat == Fraction(1, 4))
    #expect(Meter(6, 8).barLength == Fraction(3, 4))
  }
}
