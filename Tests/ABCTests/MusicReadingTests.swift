import ABC
import Music
import Testing

@Suite struct MusicReadingTests {
  @Test(arguments: [
    // Pitches and lengths (sections 4.1 to 4.3).
    ("CDc'C,,b", "C D c' C,, b"), ("^c__B=A^^g", "^c __B =A ^^g"), ("c,C'", "C c"),
    ("A2A/A/2A//A3/2A3/", "A2 A1/2 A1/2 A1/4 A3/2 A3/2"), ("A///", "A1/8"),
    // Rests and room.
    ("zx2Z4X", "z x2 Z4 X"), ("yA", "y A"),
    // Broken rhythm.
    ("A>B<<c", "A >1 B <2 c"), ("A > B", "A _ >1 _ B"),
    // Ties and slurs.
    ("A-A", "A- A"), ("A2 -A", "A2- A"), ("(AB)-B", "( A B- ) B"), ("A>-A", "A- >1 A"), (".(AB).-B", "( A B- ) B"),
    // Tuplets.
    ("(3ABc", "(3:: A B c"), ("(3:2:4ABcd", "(3:2:4 A B c d"), ("(3::2AB", "(3::2 A B"), ("(3:2AB", "(3:2: A B"),
    // Chords.
    ("[CEG]2", "[CEG]2"), ("[C2E]-", "[C2E]-"), ("[C-E]", "[C-E]"), ("[^c=e]", "[^c=e]"), ("[!p!C\"x\"E]", "[CE]"),
    ("[C E]", "[CE]"),
    // Graces.
    ("{g}A{/ab}B", "{g} A {/ab} B"), ("{g2}A", "{g2} A"),
    // Decorations: `!trill!`, as older programs wrote it, and of one letter.
    ("!trill!A+fermata+B", "!trill! A !fermata! B"), ("~A.BuCvD", "~ A . B u C v D"), ("HTLMOPSA", "H T L M O P S A"),
    // A lone `!` ended a line of the score; nothing sounds.
    ("AB!", "A B"), ("A!B", "A B"), ("A ! B", "A _ _ B"),
    // Quoted text.
    ("\"Am\"A\"^up\"B", "\"Am\" A \"^up\" B"),
    // Fields within music.
    ("A[K:G]B[M:3/4]", "A [K:G] B [M:3/4]"), ("[K: D ]A", "[K:D] A"), ("[r:remark]A", "[r:remark] A"),
    // Signs that are to be ignored (section 8.1), and ends of lines.
    ("A`B$C*D;E", "A B C D E"), ("A % rest of the line", "A _ % rest of the line"), ("A&B", "A & B"),
    ("A&&B", "A && B"),
  ])
  func elements(music: String, expected: String) throws {
    #expect(try listing(music) == expected)
  }

  @Test(arguments: [
    ("|A||B|]", "| A || B |]"), ("|:A:|", "|: A :|"), ("A::B:||:c", "A :: B :||: c"), ("A[|B", "A [| B"),
    ("A|1B:|2c", "A |/1 B :|/2 c"), ("[1A[2B", "/1 A /2 B"), ("|[1A", "| /1 A"), ("A|1,3B|1-3c", "A |/1,3 B |/1,2,3 c"),
    ("A:|]B", "A :|] B"), ("A| 1B", "A |/1 B"), ("A:| [2 B", "A :| _ /2 _ B"), ("A|1.B", "A |/1 B"),
    ("A[|]B", "A [|] B"),
    ("A.|B", "A | B"), ("|33A", "| A"),
  ])
  func barLines(music: String, expected: String) throws {
    #expect(try listing(music) == expected)
  }

  @Test(arguments: [
    (":|", 1, 0), ("|:", 0, 1), ("::", 1, 1), (":|:", 1, 1), (":||:", 1, 1), ("::|", 2, 0), ("|::", 0, 2),
    (":|]", 1, 0),
    ("[|:", 0, 1), (":|]|:", 1, 1), ("|::|", 1, 1), ("[|]:|", 1, 0), ("|", 0, 0), ("||", 0, 0), ("|]:", 0, 1),
  ])
  func repeatsOfBarLines(signs: String, before: Int, after: Int) throws {
    let tune = try Tune(parsing: "X:1\nK:C\nA\(signs)\n")
    let lines = tune.body.compactMap { if case .bar(let line) = $0.kind { line } else { nil } }
    #expect(lines.count == 1)
    #expect(lines.first?.repeatsBefore == before && lines.first?.repeatsAfter == after)
  }

  /// Music as token files write it, a blank between all signs.
  @Test func blanksBetweenASignAndWhatItBelongsTo() throws {
    #expect(try listing("d 2 > c /2 [ C E ] 2 - z 3/2") == "d2 _ >1 _ c1/2 _ [CE]2- _ z3/2")
  }

  @Test func linesMayBeContinued() throws {
    let tune = try Tune(parsing: "X:1\nK:C\nAB\\\ncd \\ % remark\ne\n")
    #expect(tune.body.map(\.word).joined(separator: " ") == "A B \\ c d _ % remark \\ e $")
  }

  @Test func fieldsOnLinesOfTheirOwn() throws {
    let tune = try Tune(parsing: "X:1\nK:C\nA\nK:G\nw:la\n%%directive\nB\nE:|\n")
    #expect(tune.body.map(\.word).joined(separator: " ") == "A $ K:G w:la %%directive B $ E :| $")
  }

  // MARK: Problems

  @Test(arguments: [
    ("A^", "3:2: error: an accidental without a note; write the note behind it, or remove it"),
    ("A\"x", "3:2: error: a quotation mark that is not closed; close it on the same line"),
    ("A[CE", "3:2: error: a chord that is not closed; write ] behind its last note"),
    ("A[CE|B]", "3:2: error: a chord that is not closed; write ] behind its last note"),
    ("A[K:G", "3:2: error: an inline field that is not closed; write ] behind its value"),
    ("A{gB", "3:2: error: grace notes that are not closed; write } behind the last one"),
    ("A[,]B", "3:2: warning: a chord without notes; remove the brackets"),
    ("A(0B", "3:2: error: a tuplet of no notes; write one such as (3"),
    ("A9999999999", "3:2: error: no note is that long or short; write a length such as 2, /2 or 3/2"),
    ("A1/0", "3:2: error: no note is that long or short; write a length such as 2, /2 or 3/2"),
    ("|-A", "3:2: warning: a tie without a note before it; write it directly behind the note it ties"),
    ("AB:c", "3:3: warning: ':' is no bar line; write | for a bar line, |: and :| for repeats, or remove it"),
    ("Aé}B", "3:2: warning: 'é' means nothing in music; remove it"),
    ("A|33B", "3:3: warning: no music is played that often; write % before the number of a bar"),
  ])
  func problemsHaveAPlaceAndARemedy(music: String, expected: String) throws {
    let problems = try #require(Tunebook(parsing: "X:1\nK:C\n\(music)\n").entries.first).problems
    #expect(problems.first?.description == expected)
  }

  @Test func cleanMusicHasNoProblems() throws {
    let text =
      "X:1\nT:a\nM:6/8\nL:1/8\nQ:3/8=110\nK:Edor clef=treble\n|:\"Em\"~E3 {g}(3ABc !trill![EG]>B-|1 B3:|2 Bz2|]\n"
    #expect(try #require(Tunebook(parsing: text).entries.first).problems.isEmpty)
  }

  @Test func aMegabyteOfRubbishIsToldAboutOnce() throws {
    let entry = try #require(
      Tunebook(parsing: "X:1\nK:C\n\(String(repeating: "}", count: 10_000))\nM:x\n").entries.first)
    #expect(entry.problems.count == 100)
  }

  @Test func placesCountLinesAndColumnsFromOne() throws {
    let tune = try Tune(parsing: "%abc-2.1\n\nX:1\nT:a\nK:C\n AB|\n[CE]2 \"Am\"z\n")
    let places = tune.body.map { "\($0.word) \($0.place.line):\($0.place.column)" }
    #expect(
      places == [
        "_ 6:1", "A 6:2", "B 6:3", "| 6:4", "$ 6:5", "[CE]2 7:1", "_ 7:6", "\"Am\" 7:7", "z 7:11", "$ 7:12",
      ])
    #expect(tune.line == 3)
  }
}
