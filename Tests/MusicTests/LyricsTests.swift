import ABC
import Music
import Testing

/// Words under notes, by the examples of ABC 2.1, section 5.1.
@Suite struct LyricsTests {
  /// What each note is sung to, verses apart by a slash; a blank note is a dot, a held one an underscore.
  private func sung(_ music: String) throws -> String {
    let tune = try Tune(parsing: "X:1\nL:1/4\nK:C\n\(music)\n")
    let lyrics = Lyrics(of: tune.body)
    return zip(tune.body, lyrics.syllables).compactMap { element, syllables -> String? in
      switch element.kind {
      case .note, .chord: break
      default: return syllables.isEmpty ? nil : "wrong"
      }
      if syllables.isEmpty { return "." }
      return syllables.map { ($0.text.isEmpty ? "_" : $0.text) + ($0.leadsOn ? "-" : "") }.joined(separator: "/")
    }.joined(separator: " ")
  }

  @Test(arguments: [
    ("CDE|\nw:syll-a-ble", "syll- a- ble"),
    // Two hyphens, or a blank before one: a note of its own within the word.
    ("CDEF|\nw:syll-a--ble", "syll- a- . ble"), ("CDEF|\nw:syll-a -ble", "syll- a- . ble"),
    ("CDE|\nw:time__", "time _ _"), ("CD|\nw:of~the~day now", "of the day now"),
    ("CDE|\nw:a*b", "a . b"), ("CD|\nw:x\\-ray y", "x-ray y"),
    // Fewer words, and more, than notes.
    ("CDEF|\nw:one two", "one two . ."), ("CD|\nw:one two three", "one two"),
    // A bar line moves on to the next bar, and is passed over where the bar is full.
    ("CD|EF|\nw:one|two three", "one . two three"), ("CD|EF|\nw:one two|three", "one two three ."),
    // Rests and grace notes are not sung to; tied notes and chords are.
    ("Cz{g}D-D[CE]|\nw:a b c d", "a b c d"),
    // The words belong to all notes since the last line of words.
    ("CD|\nEF|\nw:do re mi fa", "do re mi fa"),
    ("CD|\nw:do re\nGG|\nw:\nEF|\nw:mi fa", "do re . . mi fa"),
    ("CD|\nw:a b\nw:c d\nEF|\nw:e f", "a/c b/d e f"),
    // A hyphen before a held note: the word goes on behind it.
    ("CDE|\nw:ban-_ner", "ban- _- ner"),
    ("CD&EF|\nw:a b c", "a b . ."),
  ])
  func alignment(music: String, expected: String) throws {
    #expect(try sung(music) == expected)
  }

  @Test func placesInAWord() throws {
    let tune = try Tune(parsing: "X:1\nL:1/4\nK:C\nCDE|\nw:a-b_ \n")
    let syllables = Lyrics(of: tune.body).syllables.filter { !$0.isEmpty }.map { $0[0] }
    #expect(syllables.map(\.continuesWord) == [false, true, false])
    #expect(syllables.map(\.leadsOn) == [true, false, false])
    #expect(syllables.map(\.isHeld) == [false, true, false])
  }
}
