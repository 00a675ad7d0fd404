import ABC
import Testing

/// One melody is one print, in any key.
@Suite struct MelodyPrintTests {
  private func melody(_ music: String, key: String) -> MelodyPrint? {
    CheckedBook(checking: Array("X:1\nT:T\nM:4/4\nL:1/8\nK:\(key)\n\(music)\n".utf8)).entries[0].melody
  }

  @Test func transpositionsAgree() throws {
    let inC = try #require(melody("CDEF GABc|c2B2 A2G2|C8|CDEF GABc|]", key: "C"))
    // A tone higher D major has two sharps in its signature: the same steps.
    #expect(melody("DEFG ABcd|d2c2 B2A2|D8|DEFG ABcd|]", key: "D") == inC)
    #expect(melody("CDEF GABc|c2B2 A2G2|C8|CDEF GABc|]", key: "F") != inC, "B flat makes another scale of it")
    #expect(melody("CDEF GABc|c3B A2G2|C8|CDEF GABc|]", key: "C") != inC, "another rhythm")
  }

  @Test func fewNotesAreNoMelody() {
    #expect(melody("CDEF GABc|]", key: "C") == nil)
  }
}
