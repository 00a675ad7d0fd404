import Quality
import Testing

@Suite struct RepetitionAndFormTests {
  @Test(arguments: [
    // The last quaver differs: fourteen of sixteen sixteenths are the same.
    ("GABc dedB|GABc dedA|", 0, 1),
    // The same notes in another rhythm.
    ("c2ec B2dB|ccec BBdB|", 0, 1),
    // Half of the bar is another.
    ("GABc dedB|GABc f2a2|", 0, 0),
    // The second bar is equal, and so not also near; the third is near both and counts once.
    ("GABc dedB|GABc dedB|GABc dedA|", 1, 1),
    // An accidental makes it another bar, but one quaver alone.
    ("GABc dedB|GA_Bc dedB|", 0, 1),
    // What a repeat sign plays again is not written again.
    ("|:GABc dedB:|", 0, 0),
    // Rests are part of a bar.
    ("G4 z4|G4 z4|", 1, 0),
  ])
  func barsThatComeBack(music: String, verbatim: Int, near: Int) throws {
    let repetition = try features(music, key: "G").repetition
    #expect(repetition.verbatim == verbatim && repetition.near == near)
  }

  @Test func formsCountWhatIsPlayed() throws {
    let (a, b) = ("DEFG ABcd|d8", "f2d2 A2F2|D8")
    #expect(try features("|:\(a):|:\(b):|").form == "AABB")
    #expect(try features("\(a)||\(b)|]").form == "AB")
    #expect(try features("|:\(a):|:\(b):|:\(a):|").form == "AABBAA")
    // Written out between double bars it is one part twice; the last quaver may differ.
    #expect(try features("DEFG ABcd|d8||DEFG ABce|d8|]").form == "AA")
    #expect(try features("\(a)|\(b)|").form == "A")
    #expect(try features("|::\(a)::|").form == "AA")
    // Three endings are three passes.
    #expect(try features("|:\(a)|1 A8:|2 B8:|3 d8|]").parts == [TunePart(letter: "A", bars: 3, passes: 3)])
  }

  @Test func manyPartsEndAtZAndFormsAreCut() throws {
    // Thirty pairs of steps, no two of them alike.
    let parts = (0..<30).map { "|:\(["D", "E", "F", "G", "A"][$0 % 5])4 \(["B", "c", "d", "e", "f", "g"][$0 / 5])4:|" }
    let tune = try features(parts.joined())
    #expect(tune.parts.count == 30 && tune.parts.last?.letter == "Z")
    #expect(tune.form == "AABBCCDDEEFFGGHHIIJJKKLLMMNNOOPP…")
  }
}
