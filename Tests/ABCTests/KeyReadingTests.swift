import ABC
import Music
import Testing

/// Values of `K:` (ABC 2.1, section 3.1.14).
@Suite struct KeyReadingTests {
  @Test(arguments: [
    ("C", "Cmaj"), ("D", "Dmaj"), ("Am", "Amin"), ("Em", "Emin"), ("Bb", "Bbmaj"), ("F#m", "F#min"), ("Ebmaj", "Ebmaj"),
    ("A Mixolydian", "Amix"), ("AMix", "Amix"), ("Amixolydian", "Amix"), ("A MIX", "Amix"), ("D dor", "Ddor"),
    ("EDorian", "Edor"), ("F Lydian", "Flyd"), ("E phr", "Ephr"), ("B locrian", "Bloc"), ("A aeolian", "Amin"),
    ("G ionian", "Gmaj"), ("A minor", "Amin"), ("G major", "Gmaj"), ("GMaj", "Gmaj"), ("A m", "Amin"), ("GM", "Gmin"),
    ("C#", "C#maj"), ("Cb", "Cbmaj"), ("  G", "Gmaj"), ("g", "Gmaj"), ("am", "Amin"), ("bb", "Bbmaj"), ("edor", "Edor"),
    ("G treble", "Gmaj"), ("Gm clef=bass", "Gmin"), ("D octave=-1 middle=B,", "Dmaj"),
  ])
  func tonicsAndModes(value: String, name: String) throws {
    let key = try #require(Key(parsing: value))
    #expect(key.name == name)
  }

  /// Two sharps, seven ways.
  @Test(arguments: ["D", "Bm", "Edor", "Amix", "Glyd", "F#phr", "C#loc"])
  func signatures(value: String) throws {
    #expect(try #require(Key(parsing: value)).signature == [.f: 1, .c: 1])
  }

  @Test func explicitAccidentalsChangeTheSignature() throws {
    #expect(try #require(Key(parsing: "D =c")).signature == [.f: 1])
    #expect(try #require(Key(parsing: "D Phr ^f")).signature == [.b: -1, .e: -1, .f: 1])
    #expect(try #require(Key(parsing: "A min ^g ^f")).signature == [.g: 1, .f: 1])
    #expect(try #require(Key(parsing: "D^c_b")).signature == [.f: 1, .c: 1, .b: -1])
    #expect(try #require(Key(parsing: "C __b")).signature == [.b: -2])
    #expect(try #require(Key(parsing: "D exp _b _e ^f")).signature == [.b: -1, .e: -1, .f: 1])
    #expect(try #require(Key(parsing: "G clef=c octave=-1")).signature == [.f: 1], "a clef's c is no note")
  }

  @Test func keysWithoutATonic() throws {
    for value in ["", "  ", "none", "None", "HP"] {
      let key = try #require(Key(parsing: value))
      #expect(key.tonic == nil && key.signature.isEmpty, "'\(value)'")
    }
    #expect(try #require(Key(parsing: "none ^f")).signature == [.f: 1])
    // Hp marks F sharp, C sharp and G natural.
    #expect(try #require(Key(parsing: "Hp")).signature == [.f: 1, .c: 1])
  }

  @Test(arguments: ["clef=bass", "treble", "bass", "alto1", "H", "perc", "hello", "#", "1", "é"])
  func whatIsNoKey(value: String) {
    #expect(Key(parsing: value) == nil)
  }

  @Test func commentsAreNoPartOfTheKey() throws {
    let tune = try Tune(parsing: "X:1\nK:G % not Gm\nG\n")
    #expect(tune.key.name == "Gmaj")
    #expect(tune.values(of: "K") == ["G"])
  }

  @Test func aKeyNobodyKnowsIsToldAbout() throws {
    let problems = try #require(Tunebook(parsing: "X:1\nK:hello\nA\n").entries.first).problems
    #expect(
      problems.map(\.description) == [
        "2:1: warning: no key is written 'hello'; write one such as K:D, K:Am or K:Edor"
      ])
    #expect(try #require(Tunebook(parsing: "X:1\nK:clef=bass\nA\n").entries.first).problems.isEmpty)
  }
}
