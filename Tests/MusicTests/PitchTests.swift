import Music
import Testing

@Suite struct PitchTests {
  @Test func octavesAndAccidentalsAreWrittenAsInABC() {
    #expect(WrittenPitch(.c).notation == "C")
    #expect(WrittenPitch(.c, octave: 1).notation == "c")
    #expect(WrittenPitch(.e, octave: 2, accidental: .natural).notation == "=e'")
    #expect(WrittenPitch(.b, octave: -1, accidental: .flat).notation == "_B,")
    #expect(WrittenPitch(.f, octave: -2, accidental: .doubleSharp).notation == "^^F,,")
  }

  @Test func middleCIsSixty() {
    #expect(WrittenPitch(.c).naturalMIDI == 60)
    #expect(WrittenPitch(.a).naturalMIDI == 69, "the tuning fork's A, 440 Hz")
    #expect(WrittenPitch(.b, octave: -1).naturalMIDI == 59)
  }

  @Test func movesAcrossOctaves() {
    #expect(WrittenPitch(.b).moved(steps: 1) == WrittenPitch(.c, octave: 1))
    #expect(WrittenPitch(.c).moved(steps: -1) == WrittenPitch(.b, octave: -1))
    #expect(WrittenPitch(.d, accidental: .flat).moved(steps: 14) == WrittenPitch(.d, octave: 2, accidental: .flat))
  }
}
