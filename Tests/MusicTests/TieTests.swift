import Testing

@Suite struct TieTests {
  @Test func tiedNotesSoundAsOne() throws {
    #expect(try played("A-A B") == "A:2 B:1")
    #expect(try played("A2-|A2-|A2") == "A:6")
    #expect(try played("A -A") == "A:2")
    #expect(try played("A- A") == "A:2")
    #expect(try played("A.-A") == "A:2", "a dotted tie is a tie")
  }

  @Test func notesOfOnePitchWithoutATieStayTwo() throws {
    #expect(try played("A A") == "A:1 A:1")
  }

  @Test func aTieBindsOnePitchOnly() throws {
    #expect(try played("A-B") == "A:1 B:1")
    #expect(try played("A-z A") == "A:1 @2 A:1")
    #expect(try played("^F-_G") == "^F:2", "two spellings of one sound")
  }

  @Test func chordsAreTiedWholeOrInPart() throws {
    #expect(try played("[CE]-[CE]") == "C:2 @0 E:2")
    #expect(try played("[C-E][CE]") == "C:2 @0 E:1 E:1")
    #expect(try played("[CE]-C") == "C:2 @0 E:1")
    #expect(try played("C-[CE]") == "C:2 @1 E:1")
  }

  @Test func aTieBehindASlurBelongsToItsLastNote() throws {
    #expect(try played("(A B)-|B") == "A:1 B:2")
    #expect(try played("(3ABc-|c") == "A:2/3 B:2/3 c:5/3")
    #expect(try played("A>-A B") == "A:2 B:1", "behind broken rhythm")
  }

  /// |: A2 A2- :| A2: the second note of the first pass runs into the first of the second, and so on.
  @Test func tiesReachBackOverARepeat() throws {
    #expect(try played("|:A2 A2-:|A2") == "A:2 A:4 A:4")
  }

  @Test func tiesReachIntoEachEnding() throws {
    #expect(try played("|:B A-|1 A B:|2 A c|]") == "B:1 A:2 B:1 B:1 A:2 c:1")
  }

  @Test func gracesSoundNothing() throws {
    #expect(try played("{AB}c {/d}e") == "c:1 e:1")
    #expect(try played("A-{B}A") == "A:2")
  }
}
