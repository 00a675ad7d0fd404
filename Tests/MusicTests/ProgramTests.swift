import ABC
import Music
import Testing

/// `%%MIDI program`: what the tune asks to be played on.
@Suite struct ProgramTests {
  private func programs(_ text: String) throws -> [Int: Int] {
    Score(performing: try Tune(parsing: "X:1\n" + text)).programs
  }

  @Test func oneForTheWholeTune() throws {
    #expect(try programs("%%MIDI program 73\nK:C\nC\n") == [0: 73])
    #expect(try programs("K:C\n%%MIDI program 73\nC\n") == [0: 73])
    #expect(try programs("I:MIDI program 73\nK:C\nC\n") == [0: 73], "I: and %% are the same (ABC 2.1, section 3.1.17)")
    #expect(try programs("%%MIDI program 1 73\nK:C\nC\n") == [0: 73], "a channel may stand before it")
  }

  @Test func oneForEveryVoice() throws {
    let voices = "V:1\n%%MIDI program 40\nV:2\n%%MIDI program 105\nK:C\nV:1\nC\nV:2\nE\n"
    #expect(try programs(voices) == [0: 40, 1: 105])
    #expect(try programs("%%MIDI program 22\nV:1\nV:2\n%%MIDI program 105\nK:C\nV:1\nC\nV:2\nE\n") == [0: 22, 1: 105])
  }

  @Test(arguments: ["", "%%MIDI program\n", "%%MIDI program 128\n", "%%MIDI program fiddle\n", "%%MIDI channel 3\n"])
  func othersAskForNone(directive: String) throws { #expect(try programs(directive + "K:C\nC\n") == [:]) }
}
