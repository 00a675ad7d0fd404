import Testing

@Suite struct BarLineTests {
  /// Numbers of measures; an `i` behind those that do not count.
  private func numbers(_ music: String, meter: String = "4/4") throws -> [String] {
    try measures(music, meter: meter).map { measure in
      (measure.between("number=\"", "\"").first ?? "") + (measure.contains(#"implicit="yes""#) ? "i" : "")
    }
  }

  @Test(arguments: [
    ("D|GABc|d4|]", ["0i", "1", "2"]),
    // A repeat in the middle of a bar: what completes it does not count again.
    ("D|GABc|d3:|D|c4|", ["0i", "1", "2", "X1i", "3"]),
    // First and second endings are both the second bar, and count as bars.
    ("GABc|1d4:|2e4|]", ["1", "2", "3"]),
    // An ending in the middle of a bar parts it; the second ending counts, as one of whole bars does.
    ("|:GABc|d2[1e2:|[2f2|]", ["1", "2", "X1i", "3"]),
    // A pickup to the second part, behind a whole bar.
    ("GABc:|D|GABc|", ["1", "X1i", "2"]),
    // A bar too short or too long by itself is a bar.
    ("GABc|GAB|GABcd|GABc|", ["1", "2", "3", "4"]),
  ])
  func counting(music: String, expected: [String]) throws {
    #expect(try numbers(music) == expected)
  }

  /// In free meter no bar is a pickup.
  @Test func freeMeter() throws {
    #expect(try numbers("A|ABcdefg|A2|", meter: "none") == ["1", "2", "3"])
  }

  private let left =
    #"<barline location="left"><bar-style>heavy-light</bar-style><repeat direction="forward"/></barline>"#
  private let right =
    #"<barline location="right"><bar-style>light-heavy</bar-style><repeat direction="backward"/></barline>"#

  /// A repeat that starts without a sign gets one: at the beginning, the pickup included.
  @Test func implicitStart() throws {
    let all = try measures("D|GABc|d3:|")
    #expect(all[0].contains(left))
    #expect(all[1].contains("barline") == false)
    #expect(all[2].contains(right))
  }

  /// From a double bar, ABC 2.1, section 4.8.
  @Test func implicitStartAtADoubleBar() throws {
    let all = try measures("GABc||d4|e4:|")
    #expect(all[0].contains(#"<barline location="right"><bar-style>light-light</bar-style></barline>"#))
    #expect(all[1].contains(left))
    #expect(all[2].contains(right))
  }

  @Test func bothWays() throws {
    let all = try measures("|:GABc::d4:|")
    #expect(all.map { $0.contains(left) } == [true, true])
    #expect(all.map { $0.contains(right) } == [true, true])
  }

  @Test func threeTimes() throws {
    let measure = try measures("|::GABc::|")[0]
    #expect(measure.contains(#"<repeat direction="backward" times="3"/>"#))
  }

  @Test(arguments: [("|]", "light-heavy"), ("||", "light-light"), ("[|]", "none"), ("[|", "heavy-light")])
  func styles(sign: String, style: String) throws {
    #expect(try measures("GABc\(sign)")[0].texts("bar-style") == [style])
  }

  @Test func aSingleBarLineSaysNothing() throws {
    #expect(try !measures("GABc|d4|")[0].contains("barline"))
  }

  /// First ending closed by the repeat, second by the final bar line; the part has a start.
  @Test func endings() throws {
    let all = try measures("GABc|1d4:|2e4|]")
    #expect(all[0].contains(left))
    #expect(all[1].contains(#"<barline location="left"><ending number="1" type="start">1.</ending></barline>"#))
    #expect(
      all[1].hasSuffix(
        #"<barline location="right"><bar-style>light-heavy</bar-style><ending number="1" type="stop"/>"#
          + #"<repeat direction="backward"/></barline></measure>"#))
    #expect(all[2].contains(#"<barline location="left"><ending number="2" type="start">2.</ending></barline>"#))
    #expect(
      all[2].hasSuffix(
        #"<barline location="right"><bar-style>light-heavy</bar-style><ending number="2" type="stop"/></barline>"#
          + "</measure>"))
  }

  /// `:|` behind the last ending is not played (as Lilt plays it), and so it is no repeat for other programs either.
  @Test func aLastEndingIsNotRepeated() throws {
    let last = try measures("|:GABc|1d4:|2e4:|")[2]
    #expect(last.contains("<bar-style>light-heavy</bar-style>"))
    #expect(!last.contains("<repeat"))
  }

  /// Endings for several passes: the first is left twice, so its repeat is played three times.
  @Test func endingsOfSeveralPasses() throws {
    let all = try measures("|:GABc|1,3d4:|2,4e4:|5f4||c4|]")
    #expect(all[1].contains(#"<ending number="1,3" type="start">1,3.</ending>"#))
    #expect(all[1].contains(#"<repeat direction="backward" times="3"/>"#))
    #expect(all[2].contains(#"<ending number="2,4" type="start">2,4.</ending>"#))
    #expect(all[3].contains(#"<ending number="5" type="discontinue"/>"#))
    #expect(!all[4].contains("ending"))
  }

  /// Endings that run into each other without a sign are repeated all the same.
  @Test func anEndingWithoutASign() throws {
    let all = try measures("|:GABc|1d4|2e4|]")
    #expect(all[1].contains(#"<repeat direction="backward"/>"#))
  }

  /// Two second endings: the first of them is played on both passes, for no first ending leads around it, and the other
  /// behind it. The numbers say so, whatever is printed over them.
  @Test func misnumberedEndings() throws {
    let all = try measures("|:GABc|[2d4:|[2e4|]")
    #expect(all[1].contains(#"<ending number="1,2" type="start">2.</ending>"#))
    #expect(all[2].contains(#"<ending number="2" type="start">2.</ending>"#))
  }

  @Test func linesOfTheABCAreSystems() throws {
    let all = try measures("GABc|d4|\nGABc|\\\nd4|\ne4|]")
    #expect(all.map { $0.contains(#"<print new-system="yes"/>"#) } == [false, false, true, false, true])
  }

  /// A line that ends within a bar cannot break the staff.
  @Test func aLineEndWithinABar() throws {
    #expect(try !measures("GA\nBc|d4|").joined().contains("<print"))
  }
}
