import Music
import Testing

@Suite struct FractionTests {
  @Test func standsInLowestTermsWithAPositiveDenominator() {
    #expect(Fraction(6, 8).description == "3/4")
    #expect(Fraction(3, -6).description == "-1/2")
    #expect(Fraction(-4, -2).description == "2")
    #expect(Fraction(0, 5) == .zero)
    #expect(Fraction(8, 4).isWhole && !Fraction(1, 2).isWhole)
  }

  @Test func arithmeticIsExact() {
    #expect(Fraction(1, 3) + Fraction(1, 6) == Fraction(1, 2))
    #expect(Fraction(1, 2) - Fraction(2, 3) == Fraction(-1, 6))
    #expect(Fraction(2, 3) * Fraction(9, 4) == Fraction(3, 2))
    #expect(Fraction(3, 4) / Fraction(3, 8) == 2)
    #expect(-Fraction(1, 2) == Fraction(-1, 2))
    var sum = Fraction.zero
    for _ in 0..<7 { sum += Fraction(1, 7) }
    sum -= Fraction(1, 2)
    sum *= 4
    #expect(sum == 2)
  }

  @Test func multiplesAreToldWithoutDividing() {
    #expect(Fraction(9, 2).isMultiple(of: Fraction(3, 4)))
    #expect(!Fraction(9, 2).isMultiple(of: Fraction(4, 3)))
    #expect(Fraction.zero.isMultiple(of: Fraction(1, 3)))
    #expect(!Fraction.one.isMultiple(of: .zero))
    // Cross products that pass 64 bits: (2^62)/3 is 2^61 times 2/3.
    #expect(Fraction(1 << 62, 3).isMultiple(of: Fraction(2, 3)))
  }

  @Test func orderIsThatOfTheNumbers() {
    #expect(Fraction(1, 3) < Fraction(1, 2))
    #expect(Fraction(-1, 2) < Fraction(-1, 3))
    #expect(!(Fraction(1, 2) < Fraction(2, 4)))
    // Nearer to each other than doubles can tell: (m - 1)/m against (m - 2)/(m - 1).
    let m = Int.max
    #expect(Fraction(m - 2, m - 1) < Fraction(m - 1, m))
    #expect(!(Fraction(m - 1, m) < Fraction(m - 2, m - 1)))
  }

  /// The products pass 64 bits, the results in lowest terms do not.
  @Test func isExactWhereOnlyTheWayPasses64Bits() {
    let large = 1 << 40
    #expect(Fraction(large, 3) * Fraction(9, large) == 3)
    #expect(Fraction(1, 3 * large) + Fraction(1, 6 * large) == Fraction(1, 2 * large))
  }

  @Test func roundsInsteadOfTrapping() {
    let huge = Fraction(.max)
    #expect(huge + huge == huge, "the greatest value there is")
    #expect(-huge - huge == -huge)
    #expect(huge * huge == huge)
    #expect(Fraction(.min) == -huge)
    #expect(-Fraction(.min) == huge)
    #expect(Fraction(.min, .min) == 1)
    #expect(Fraction(1, .min) * 0 == .zero)
    #expect(Fraction(1, .max) * Fraction(1, .max) == .zero, "the nearest multiple of 2^-20")
    // 1/(2^62 - 1) + 1/(2^61 - 1) is nearly nothing; what is added to it stays.
    #expect(Fraction(1, 1 << 62 - 1) + Fraction(1, 1 << 61 - 1) + Fraction(5, 3) == Fraction(5, 3))
    #expect(huge + Fraction(1, 3) <= huge)
  }

  @Test func roundingKeepsTheOrderOfLargeNumbers() {
    // Past 2^43 multiples of 2^-20 no longer fit; whole numbers do.
    let large = Fraction(1 << 50, 3) * Fraction(1 << 20, 1 << 20 - 1) * Fraction(1 << 19 + 1, 1 << 19 - 1)
    #expect(large.isWhole)
    #expect(abs(large.double / (Double(1 << 50) / 3) - 1) < 1e-4)
  }

  @Test func printsAsLiltNotesDoes() {
    #expect("\(Fraction(33, 2)) \(Fraction(4)) \(Fraction(-1, 4))" == "33/2 4 -1/4")
    #expect(Fraction(3, 2).double == 1.5)
  }
}
