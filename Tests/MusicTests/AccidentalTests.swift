import Testing

/// Which accidentals hold for which notes (ABC 2.1, sections 4.2 and 11.3).
@Suite struct AccidentalTests {
  @Test func keySignatureHoldsInEveryOctave() throws {
    #expect(try order("F f C c'", key: "D") == "^F ^f ^C ^c'")
    #expect(try order("B, E A", key: "Eb") == "^A, ^D ^G")
  }

  @Test func anAccidentalHoldsToTheBarLineInEveryOctave() throws {
    #expect(try order("^F f F, | F") == "^F ^f ^F, F")
    #expect(try order("=F F | F", key: "D") == "F F ^F")
    #expect(try order("_B =B B | B") == "^A B B B")
  }

  @Test(arguments: ["|", "||", "|]", ":|", "|:", "::", "|1", "[|"])
  func everyBarLineEndsIt(bar: String) throws {
    // The last note is what sounds behind the bar line, on whichever pass.
    #expect(try order("^F \(bar) F").hasSuffix("F"))
    #expect(try !order("^F \(bar) F").hasSuffix("^F"))
  }

  @Test func anEndingWithinABarEndsNothing() throws {
    #expect(try order("^F [1 F") == "^F ^F")
  }

  @Test func doubleAccidentals() throws {
    #expect(try order("^^F __B") == "G A")
    #expect(try order("^^F ^F =F") == "G ^F F", "each accidental replaces the one before it")
  }

  @Test func microtonesSoundAsTheNearestSemitone() throws {
    // Half a sharp and one and a half flats lie between semitones; halves go away from natural. A quarter of one does not.
    #expect(try order("^/F _3/2B ^1/4C ^3/4D") == "^F A C ^D")
  }

  @Test func aTieCarriesAnAccidentalToItsNoteAndNoFurther() throws {
    #expect(try played("^F2-|F F") == "^F:3 F:1")
    #expect(try played("^F-|F-|F|F") == "^F:3 F:1")
    #expect(try played("[^FA]-|[FA] F") == "^F:2 @0 A:2 F:1")
  }

  /// Slurs are often written as ties; nothing is tied where the next note is another one.
  @Test func aTieToAnotherNoteCarriesNothing() throws {
    #expect(try played("^F-G|F") == "^F:1 G:1 F:1")
    #expect(try played("^F-|G F") == "^F:1 G:1 F:1")
    #expect(try played("^F-|z F") == "^F:1 @2 F:1")
    #expect(try played("^F-|f F") == "^F:1 f:1 F:1", "another octave is another note")
  }

  @Test func anAccidentalBeforeAGraceNoteHoldsForTheBar() throws {
    #expect(try order("{^F}G F | F") == "G ^F F")
  }

  @Test func aChangeOfKeyBeginsAnew() throws {
    #expect(try order("F [K:D] F C | F") == "F ^F ^C ^F")
    #expect(try order("F\nK:F\nB | [K:none] B") == "F ^A B")
    #expect(try order("F [K:clef=bass] F", key: "D") == "^F ^F", "a clef is no key")
  }
}
