import ABC
import Music
import Testing

@Suite struct TranspositionTests {
  static let tunes = [
    "M:4/4\nL:1/4\nK:D\nD F A d | c =c _B ^G | F2- F f :|",
    "M:4/4\nL:1/4\nK:Am\nA ^G A- | A =G ^^F __B | [A^ce]2 [Ace]2 |]",
    "M:4/4\nL:1/4\nK:Edor\n{^d}e d c | ^c- | c c :: B>A G<F | (3EFG A2 :|",
    // Accidentals of a key's own, and a key that changes.
    "M:4/4\nL:1/4\nK:D =c\nc f c' | ^c c | [K:G] c f | [K:D exp _b] b f c | [K:none] f b |",
    // An ending within a bar, where an accidental holds.
    "M:4/4\nL:1/4\nK:G\n|: G ^c [1 c d :| [2 c B |]",
    // Voices that take turns within a bar.
    "M:4/4\nL:1/4\nK:G\nV:1\n^c d\nV:2\nc f\nV:1\nc f | c\nV:2\nf c | [K:D] c\nV:1\nc f",
    "M:4/4\nL:1/4\nK:Bb\n^f4- & _a4 | f4 & a4 | f a",
    // Keys of many sharps and flats.
    "M:4/4\nL:1/4\nK:C#\nC D E F G A B ^F _F =F", "M:4/4\nL:1/4\nK:Cb\nC D E F G A B ^F _F =F [K:Fb] B E A",
    "M:4/4\nL:1/4\nK:F#phr\nF G A B c d e ^e __e",
  ]

  static let tonics: [(Step, Int)] = [
    (.c, 0), (.d, 0), (.e, -1), (.f, 1), (.g, 0), (.a, -1), (.b, -1), (.b, 0), (.c, 1), (.c, -1),
  ]

  /// Every pitch moves by the same number of semitones, and nothing else changes.
  @Test(arguments: tunes)
  func everythingSoundsTheSameElsewhere(music: String) throws {
    let tune = try Tune(parsing: "X:1\n\(music)\n")
    let before = Score(performing: tune).notes
    let tonic = try #require(tune.key.tonic)
    for (step, alteration) in Self.tonics {
      for octaves in [-1, 0, 1] {
        let moved = try #require(tune.transposed(to: step, alteration: alteration, octaves: octaves))
        #expect(moved.key.tonicPitchClass == ((step.semitones + alteration) % 12 + 12) % 12)
        #expect(moved.key.mode == tune.key.mode)
        let shift = step.semitones + alteration - tonic.semitones - tune.key.tonicAlteration + 12 * octaves
        var after = Score(performing: moved)
        for index in after.notes.indices { after.notes[index].pitch -= shift }
        after.sort()
        #expect(after.notes == before, "to \(step) \(alteration), \(octaves) octaves")
      }
    }
  }

  @Test func notesAreSpelledForTheirKey() throws {
    let tune = try Tune(parsing: "X:1\nK:C\nC E G ^F\n")
    let notes = try #require(tune.transposed(to: .d)).body.compactMap { element -> String? in
      if case .note(let note) = element.kind { note.pitch.notation } else { nil }
    }
    #expect(notes == ["D", "F", "A", "^G"], "the F is sharp by the signature of D")
  }

  @Test func theKeyFieldIsWrittenAnew() throws {
    let tune = try Tune(parsing: "X:1\nK:Am clef=treble\nA\n")
    let moved = try #require(tune.transposed(to: .f, alteration: 1))
    #expect(moved.values(of: "K") == ["F#m clef=treble"])
    #expect(moved.key.signature == [.f: 1, .c: 1, .g: 1])
  }

  @Test func aTuneWithoutATonicStaysWhereItIs() throws {
    #expect(try Tune(parsing: "X:1\nK:none\nA\n").transposed(to: .d) == nil)
    #expect(try Tune(parsing: "X:1\nK:HP\nA\n").transposed(to: .d) == nil)
  }

  /// F sharp in another octave of the bar: programs differ, so the sign is written there as well.
  @Test func courtesyAccidentalsMakeReadersAgree() throws {
    let tune = try Tune(parsing: "X:1\nL:1/4\nK:C\n^F f F | f =b B, B, |\n")
    let clear = tune.withCourtesyAccidentals()
    let notes = clear.body.compactMap { element -> String? in
      if case .note(let note) = element.kind { note.pitch.notation } else { nil }
    }
    #expect(notes == ["^F", "^f", "F", "f", "=b", "=B,", "B,"])
    #expect(played(clear) == played(tune))
  }
}
