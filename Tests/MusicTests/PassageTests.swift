import ABC
import Music
import Testing

/// The passages of a tune in crotchets and 4/4, the beginning of a part with a star: `A1*@0`.
private func passages(_ music: String, header: String = "") throws -> String {
  let tune = try Tune(parsing: "X:1\n\(header)M:4/4\nL:1/4\nK:C\n\(music)\n")
  return Score(performing: tune).passages.map { "\($0.part)\($0.time)\($0.beginsPart ? "*" : "")@\($0.onset)" }
    .joined(separator: " ")
}

@Suite struct PassageTests {
  @Test func aTuneWithoutRepeatsIsOnePart() throws {
    #expect(try passages("CDEF|GABc|]") == "A1*@0")
  }

  @Test func repeatsAndDoubleBarsBeginParts() throws {
    // Two bars, again, then two more of another part and a third.
    #expect(try passages("|:CDEF|GABc:|:cBAG|FEDC:|") == "A1*@0 A2*@8 B1*@16 B2*@24")
    #expect(try passages("CDEF|GABc||cBAG|FEDC|]") == "A1*@0 B1*@8")
    #expect(try passages("|:CDEF:|\n|:cBAG:|") == "A1*@0 A2*@4 B1*@8 B2*@12")
  }

  @Test func aPickupBelongsToThePartBehindIt() throws {
    // The repeat begins behind the pick-up: no part is as short as that.
    #expect(try passages("G|:CDEF|GAB2:|") == "A1*@0 A1@1 A2*@9")
  }

  @Test func endingsBelongToTheirPart() throws {
    // The second ending at 12 belongs to the second time.
    #expect(try passages("|:CDEF|1GABc:|2gfed||c4|]") == "A1*@0 A2*@8 A2@12 B1*@16")
  }

  @Test func marksNameTheParts() throws {
    #expect(try passages("P:Verse\n|:CDEF:|\nP:Chorus\ncBAG|") == "Verse1*@0 Verse2*@4 Chorus1*@8")
    #expect(
      try passages("P:A\nCDEF|\nP:B\ncBAG|", header: "P:ABA\n") == "A1*@0 B1*@4 A2*@8")
  }

  @Test func versesAreSungOneAfterTheOther() throws {
    let tune = try Tune(parsing: "X:1\nM:4/4\nL:1/4\nK:C\n|:C2 D2|E4:|\nw:Hel-lo there\nw:once more, friend\n")
    let sung = Score(performing: tune).lyrics.map { "\($0.text)\($0.leadsOn ? "-" : "")@\($0.onset)" }
    #expect(sung == ["Hel-@0", "lo@2", "there@4", "once@8", "more,@10", "friend@12"])
  }
}
