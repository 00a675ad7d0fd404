import Music
import Testing
import Tokens

@Suite struct TokenTests {
  /// Every kind of word, as the published data spell them: word, token, and the same word back.
  @Test(arguments: [
    ("M:6/8", Token.meter(Meter(6, 8))), ("M:none", .meter(nil)), ("K:Cdor", .key(Key(.c, mode: .dorian))),
    ("K:F#min", .key(Key(.f, alteration: 1, mode: .minor))), ("K:Bbmaj", .key(Key(.b, alteration: -1))),
    ("C", .pitch(WrittenPitch(.c))), ("c", .pitch(WrittenPitch(.c, octave: 1))),
    ("=e'", .pitch(WrittenPitch(.e, octave: 2, accidental: .natural))),
    ("^F,,", .pitch(WrittenPitch(.f, octave: -2, accidental: .sharp))),
    ("__b", .pitch(WrittenPitch(.b, octave: 1, accidental: .doubleFlat))),
    ("^^g'''", .pitch(WrittenPitch(.g, octave: 4, accidental: .doubleSharp))),
    ("2", .length(2, broken: 0)), ("/2", .length(Fraction(1, 2), broken: 0)),
    ("3/2", .length(Fraction(3, 2), broken: 0)),
    ("/2>", .length(Fraction(1, 2), broken: 1)), ("3<<", .length(3, broken: -2)), (">", .broken(1)),
    ("<<", .broken(-2)),
    ("(3", .tuplet(Tuplet(3))), ("(3:2", .tuplet(Tuplet(3, time: 2))),
    ("(5:4:6", .tuplet(Tuplet(5, time: 4, covered: 6))),
    ("|", .bar(BarLine("|"))), ("|:", .bar(BarLine("|:", repeatsAfter: 1))),
    (":|", .bar(BarLine(":|", repeatsBefore: 1))),
    ("::|", .bar(BarLine("::|", repeatsBefore: 2))), ("|1", .bar(BarLine("|", endings: [1]))),
    ("|2", .bar(BarLine("|", endings: [2]))), ("|1,3", .bar(BarLine("|", endings: [1, 3]))),
    ("z", .rest), ("[", .chordStart), ("]", .chordEnd), ("-", .tie),
  ])
  func wordsAreTokensAndBack(word: String, token: Token) {
    #expect(Token(word) == token)
    #expect(token.word == word)
  }

  /// Other spellings of the same: folk-rnn v3 leaves the tonic C out, and lengths need not be in lowest terms.
  @Test(arguments: [
    ("K:dor", "K:Cdor"), ("K:maj", "K:Cmaj"), ("4/2", "2"), ("/", "/2"), ("1/4", "/4"), ("3/", "3/2"), ("01", "1"),
  ])
  func otherSpellings(word: String, canonical: String) throws {
    #expect(try #require(Token(word)).word == canonical)
  }

  @Test(arguments: [
    "", " ", "h", "H", "q", "CC", "c,", "C'", "c''''", "C,,,,", "^", "=", "_/2", "^^^c", "_=c", "M:", "M:6", "M:6/0",
    "M:+6/8",
    "M:65/4", "M:6/8/8", "K:", "K:C", "K:Hmaj", "K:C##maj", "K:cmaj", "K:Cfoo", "L:1/8", "(", "(0", "(65", "(3:",
    "(3:2:1:1",
    "(+3", "(3::2", "0", "/0", "2/3/4", "-1", "+2", "2>>>>>", "2><", "><", ">2", "4097", "/2048",
    "99999999999999999999",
    "||", "|]", "::", ":|:", "|x", "|0", "|65", "|1,", "|+1", ":|2", ":::::::::|", "zz", "z2", "[]", "[C", "--", "<s>",
    "é", "²", "٣",
    "\u{1F3B5}", "ｃ",
  ])
  func whatIsNoWord(word: String) {
    #expect(Token(word) == nil)
  }
}
