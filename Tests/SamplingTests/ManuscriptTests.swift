import ABC
import Music
import Sampling
import Testing
import Tokens

@Suite struct ManuscriptTests {
  /// A hornpipe is in two or four: abc2midi refuses one in 12/8, as a player would.
  @Test(arguments: [
    ("M:12/8 K:Cmaj R:hornpipe", "slide"), ("M:4/4 K:Cmaj R:hornpipe", "hornpipe"), ("M:2/4 K:Cmaj R:reel", "reel"),
    ("M:9/8 K:Cmaj R:slip-jig", "slip jig"), ("M:3/2 K:Cmaj R:reel", "three-two"), ("M:6/8 K:Cmaj", "jig"),
  ]) func aTypeMustSuitTheMeter(header: String, rhythm: String) throws {
    let words = (header + " C 4 |").split(separator: " ").map(String.init)
    let composition = Composition(words: words, tokensChosen: 1, logLikelihood: 0, maskedShare: 0, number: 1)
    let heading = Manuscript.Heading(key: nil, range: 55...88, rhythm: nil, provenance: "test", seed: 1)
    #expect(try Manuscript(of: composition, heading: heading).tune.rhythm == rhythm)
  }

  static func composition(_ words: String) throws -> Composition {
    Composition(
      sequence: try TokenSequence(words: words.split(separator: " ").map(String.init)), tokensChosen: 1,
      logLikelihood: 0,
      maskedShare: 0, number: 3)
  }

  static let heading = Manuscript.Heading(
    key: OutputKey(.d), range: 55...88, rhythm: nil, provenance: "lilt test", seed: 7)

  @Test func aTuneIsWrittenInItsKeyWithItsHeader() throws {
    let manuscript = try Manuscript(
      of: Self.composition("M:6/8 K:Cmaj G E C C E G | c 3 G 3 :|"), heading: Self.heading)
    // A whole tone up from C: G E C are A F D, sharps by the signature. Jigs are beamed by threes.
    #expect(
      manuscript.tune.abc() == """
        X:3
        T:Jig 7.3
        S:lilt test
        R:jig
        M:6/8
        L:1/8
        K:D
        |: AFD DFA | d3 A3 :|

        """)
  }

  @Test func theOctaveFitsTheInstrument() throws {
    let low = try Manuscript(of: Self.composition("M:4/4 K:Cmaj C, 4 G, 4 | C, 8 |"), heading: Self.heading).tune
    let pitches = Score(performing: low).notes.map(\.pitch)
    #expect(pitches.allSatisfy { (55...88).contains($0) })
    // The tonic is still D, whatever the octave.
    #expect(pitches.first.map { $0 % 12 } == 2)
  }

  @Test func anUnnamedKeyIsOneInUseAndTheSameForOneSeed() throws {
    var heading = Self.heading
    heading.key = nil
    let composition = try Self.composition("M:4/4 K:Cdor C 4 D 4 | C 8 |")
    let first = try Manuscript(of: composition, heading: heading).tune
    #expect(try Manuscript(of: composition, heading: heading).tune == first)
    #expect(first.key.mode == .dorian)
    // The dorian tonics of O'Neill's collections.
    #expect([Step.a, .e, .d, .g].contains(try #require(first.key.tonic)))
  }

  /// An accidental counts for all octaves of its bar here and for one octave elsewhere; written again it is the same.
  @Test func otherOctavesGetTheirAccidentalAgain() throws {
    var heading = Self.heading
    heading.key = OutputKey(.c)
    let tune = try Manuscript(of: Self.composition("M:4/4 K:Cmaj ^F 4 f 4 | f 8 |"), heading: heading).tune
    #expect(tune.abc().contains("^F4 ^f4 | f8 |]"))
  }

  @Test func aLaidOutTuneSoundsTheSame() throws {
    let words =
      "M:6/8 K:Cmaj G |: c 2 e d c B | A F A G E C | (3 A B c d /2 e /2 > f g | a 2 g f e d | c e g f 2 d | e c A G 2 E | F A c B 2 G |1 c 3 c 2 G :| |2 c 3 c 3 |: e 3 g 3 | e d c d 3 :|"
    let composition = try Self.composition(words)
    let manuscript = try Manuscript(of: composition, heading: Self.heading)
    let plain = Score(performing: try Tune(decoding: composition.sequence)).notes
    let read = Score(performing: try Tune(parsing: manuscript.tune.abc())).notes
    #expect(read.map(\.onset) == plain.map(\.onset))
    #expect(read.map(\.duration) == plain.map(\.duration))
    #expect(Set(zip(read, plain).map { $0.pitch - $1.pitch }) == [2])
  }
}
