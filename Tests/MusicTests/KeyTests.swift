import Music
import Testing

@Suite struct KeyTests {
  /// The circle of fifths, major and its relatives: the signature of D is that of six others.
  @Test(arguments: [
    (Key(.d), "D"), (Key(.b, mode: .minor), "Bm"), (Key(.e, mode: .dorian), "Edor"),
    (Key(.a, mode: .mixolydian), "Amix"),
    (Key(.g, mode: .lydian), "Glyd"), (Key(.f, alteration: 1, mode: .phrygian), "F#phr"),
    (Key(.c, alteration: 1, mode: .locrian), "C#loc"),
  ])
  func relativesShareASignature(key: Key, notation: String) {
    #expect(key.signature == [.f: 1, .c: 1])
    #expect(key.sharps == 2)
    #expect(key.notation == notation)
  }

  @Test func signaturesGrowByFifths() {
    #expect(Key(.c).signature.isEmpty)
    #expect(Key(.f).signature == [.b: -1])
    #expect(Key(.c, mode: .minor).signature == [.b: -1, .e: -1, .a: -1])
    #expect(Key(.c, alteration: 1).signature.values.allSatisfy { $0 == 1 })
    #expect(Key(.c, alteration: 1).signature.count == 7)
    #expect(Key(.c, alteration: -1).sharps == -7)
    // G sharp major has eight sharps: F twice.
    #expect(Key(.g, alteration: 1).signature[.f] == 2)
    #expect(Key(.g, alteration: 1).sharps == 7, "as MIDI counts")
  }

  @Test func tonicPitchClasses() {
    #expect(Key(.c, alteration: -1).tonicPitchClass == 11)
    #expect(Key(.b, alteration: 1).tonicPitchClass == 0)
    #expect(Key(.f, alteration: 1).tonicPitchClass == 6)
    #expect(Key(signature: [:]).tonicPitchClass == nil)
  }

  @Test func namesAreThoseOfTheTokens() {
    #expect(Key(.e, mode: .dorian).name == "Edor")
    #expect(Key(.b, alteration: -1).name == "Bbmaj")
    #expect(Key(.f, alteration: 1, mode: .minor).name == "F#min")
    #expect(Key(signature: [.f: 1]).name == "none")
  }

  @Test func stepsReadLettersOfBothCases() {
    #expect(Step(letter: "a") == .a && Step(letter: "G") == .g && Step(letter: "h") == nil)
    #expect(Step.allCases.map(\.semitones) == [0, 2, 4, 5, 7, 9, 11])
  }
}
