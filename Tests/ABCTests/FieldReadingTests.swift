import ABC
import Music
import Testing

@Suite struct FieldReadingTests {
  func tune(_ header: String) throws -> Tune { try Tune(parsing: "X:1\n\(header)\nK:C\nA\n") }

  @Test(arguments: [
    ("4/4", 4, 4), ("6/8", 6, 8), ("C", 4, 4), ("C|", 2, 2), ("2+3+2/8", 7, 8), ("(2+3)/8", 5, 8),
    ("( 2 + 3 )/8", 5, 8),
    ("3 / 4", 3, 4), ("6/8 % jig", 6, 8), ("12/8", 12, 8), ("64/64", 64, 64),
  ])
  func meters(value: String, count: Int, unit: Int) throws {
    let meter = try #require(try tune("M:\(value)").meter)
    #expect(meter.count == count && meter.unit == unit)
  }

  @Test(arguments: ["none", "", "None"])
  func freeMeter(value: String) throws {
    let entry = try #require(Tunebook(parsing: "X:1\nM:\(value)\nK:C\nA\n").entries.first)
    #expect(entry.tune.meter == nil && entry.problems.isEmpty)
  }

  @Test(arguments: ["4", "4/3", "0/4", "4/0", "65/4", "x", "/8", "4/", "999999999999999999999/4"])
  func nonsenseMetersAreToldAbout(value: String) throws {
    let entry = try #require(Tunebook(parsing: "X:1\nM:\(value)\nK:C\nA\n").entries.first)
    #expect(entry.tune.meter == nil)
    #expect(entry.problems.map(\.place) == [Place(line: 2, column: 1)])
    #expect(entry.problems.first?.severity == .warning)
  }

  @Test func aMissingMeterIsFree() throws {
    #expect(try Tune(parsing: "X:1\nK:C\nA\n").meter == nil)
  }

  @Test(arguments: [
    ("1/16", Fraction(1, 16)), ("1/8", Fraction(1, 8)), ("1", Fraction.one), ("1 / 4 % c", Fraction(1, 4)),
  ])
  func unitLengths(value: String, expected: Fraction) throws {
    #expect(try tune("L:\(value)").unitLength == expected)
  }

  @Test(arguments: ["0", "1/0", "x", "1/2048", "100/1", ""])
  func nonsenseUnitLengthsAreLeftOut(value: String) throws {
    let entry = try #require(Tunebook(parsing: "X:1\nM:2/4\nL:\(value)\nK:C\nA\n").entries.first)
    #expect(entry.tune.unitLength == Fraction(1, 16), "what the meter implies")
    #expect(entry.problems.count == 1)
  }

  /// An old tempo counts unit notes: those of the L: in force, or of the meter.
  @Test func oldTempiCountTheUnitInForce() throws {
    #expect(try tune("L:1/4\nQ:100").tempo?.beat == Fraction(1, 4))
    #expect(try tune("M:2/4\nQ:100").tempo?.beat == Fraction(1, 16))
    #expect(try tune("Q:100").tempo?.beat == Fraction(1, 8))
    let inherited = try Tune(parsing: "L:1/2\n\nX:1\nM:2/4\nQ:100\nK:C\nA\n")
    #expect(inherited.tempo?.beat == Fraction(1, 2), "the file's own L: goes before the meter's")
  }

  @Test func theLastOfTwoFieldsHolds() throws {
    #expect(try tune("M:4/4\nM:3/4").meter?.count == 3)
    #expect(try tune("T:One\nT:Two").title == "One")
  }

  @Test func percentSignsBeginComments() throws {
    #expect(try tune("T:Tune % remark").title == "Tune")
    #expect(try tune("T:100\\% proof").title == "100% proof")
  }

  @Test func plusContinuesAField() throws {
    #expect(try tune("T:A long\n+:title").title == "A long title")
    let tune = try Tune(parsing: "X:1\nK:C\nw:one\nAB|\n+:two\n")
    let words = tune.body.compactMap { element -> String? in
      if case .field(let field) = element.kind { field.value } else { nil }
    }
    #expect(words == ["one two"])
  }

  @Test func bracketedFieldsMayStandInTheHeader() throws {
    let tune = try Tune(parsing: "X:1\nT:A\n[M:3/4]\n[K:D]\nA\n")
    #expect(tune.meter?.count == 3 && tune.key.name == "Dmaj")
    #expect(tune.body.count == 2, "A and the end of its line")
  }
}
