import ABC
import Music
import Testing

@Suite struct RhythmTests {
  @Test func lengthsMultiplyTheUnit() throws {
    #expect(try played("A2 A/ A// A3/2 A/4 A") == "A:2 A:1/2 A:1/4 A:3/2 A:1/4 A:1")
    #expect(try played("A A2", unit: "1/8") == "A:1/2 A:1")
    #expect(try played("A [L:1/8] A\nL:1/2\nA") == "A:1 A:1/2 A:2")
  }

  @Test(arguments: [("2/4", "1/4"), ("3/4", "1/2"), ("6/8", "1/2"), ("C", "1/2"), ("none", "1/2"), ("2+3/8", "1/4")])
  func unitFollowsTheMeterWhereNoneIsWritten(meter: String, length: String) throws {
    #expect(played(try Tune(parsing: "X:1\nM:\(meter)\nK:C\nA\n")) == "A:\(length)")
  }

  @Test func aLaterMeterLeavesTheUnitAlone() throws {
    #expect(played(try Tune(parsing: "X:1\nM:2/4\nK:C\nA|\nM:4/4\nA\n")) == "A:1/4 A:1/4")
  }

  // MARK: Broken rhythm (section 4.4)

  @Test func theMeterInForceIsTheLastBehindWhichItStands() throws {
    let tune = try Tune(parsing: "X:1\nM:2/4\nK:C\nA[M:3/4]B[M:none]c[M:6/8]d\n")
    let rhythm = Rhythm(of: tune.body, meter: tune.meter, unitLength: tune.unitLength)
    // A note, a field, a note and so on: each note has the meter of the field before it.
    #expect([0, 2, 4, 6].map { rhythm.meter(at: $0)?.notation } == ["2/4", "3/4", nil, "6/8"])
  }

  @Test func brokenRhythmSplitsTwoNotes() throws {
    #expect(try played("A>B") == "A:3/2 B:1/2")
    #expect(try played("A<B") == "A:1/2 B:3/2")
    #expect(try played("A>>B A<<B") == "A:7/4 B:1/4 A:1/4 B:7/4")
    #expect(try played("A>>>B") == "A:15/8 B:1/8")
    #expect(try played("A2>B2") == "A:3 B:1")
  }

  @Test func brokenRhythmReachesOverBlanksGracesAndBarLines() throws {
    #expect(try played("A > B") == "A:3/2 B:1/2")
    #expect(try played("A>{cd}B") == "A:3/2 B:1/2")
    #expect(try played("A>|B") == "A:3/2 B:1/2")
    #expect(try played("A> \"Am\" !trill! B") == "A:3/2 B:1/2")
  }

  @Test func brokenRhythmTakesChordsAndRests() throws {
    #expect(try played("[CE]>G") == "C:3/2 @0 E:3/2 G:1/2")
    #expect(try played("A>z B") == "A:3/2 @2 B:1")
    #expect(try played("z>A") == "@3/2 A:1/2")
  }

  @Test func brokenRhythmWithoutASecondNoteStillLengthensTheFirst() throws {
    #expect(try played("A>") == "A:3/2")
    #expect(try played(">A") == "A:1", "and without a first one it does nothing")
  }

  // MARK: Tuplets (section 4.13)

  @Test func tripletsAddUpToABar() throws {
    #expect(try played("(3ABc d2|e") == "A:2/3 B:2/3 c:2/3 d:2 e:1")
    let score = Score(performing: try Tune(parsing: "X:1\nM:4/4\nL:1/8\nK:C\n(3ABc (3def (3gab (3c'ba|\n"))
    #expect(score.duration == 4)
  }

  /// The standard's table: p notes in the time of q, where n is 3 in compound meters and 2 elsewhere.
  @Test(arguments: [
    (2, "3/2", "3/2"), (3, "2/3", "2/3"), (4, "3/4", "3/4"), (5, "2/5", "3/5"), (6, "1/3", "1/3"), (7, "2/7", "3/7"),
    (8, "3/8", "3/8"), (9, "2/9", "1/3"),
  ])
  func tupletsTakeTheirTimeFromTheTable(count: Int, simple: String, compound: String) throws {
    let notes = String(repeating: "A", count: count)
    func each(_ length: String) -> String { Array(repeating: "A:\(length)", count: count).joined(separator: " ") }
    #expect(try played("(\(count)\(notes)", meter: "4/4") == each(simple))
    #expect(try played("(\(count)\(notes)", meter: "6/8") == each(compound))
  }

  @Test func tupletsWithWrittenRatios() throws {
    #expect(try played("(3:2:4ABcd e") == "A:2/3 B:2/3 c:2/3 d:2/3 e:1")
    #expect(try played("(3::2AB c") == "A:2/3 B:2/3 c:1")
    #expect(try played("(3:4ABc") == "A:4/3 B:4/3 c:4/3")
    #expect(try played("(5:4:2AB c") == "A:4/5 B:4/5 c:1")
  }

  @Test func tupletsCountChordsAndRestsAndNoGraces() throws {
    #expect(try played("(3A[CE]z B") == "A:2/3 C:2/3 @2/3 E:2/3 @2 B:1")
    #expect(try played("(3{g}A{g}B{g}c d") == "A:2/3 B:2/3 c:2/3 d:1")
    #expect(try played("(3 A2 B c") == "A:4/3 B:2/3 c:2/3")
  }

  @Test func aSlurIsNoTuplet() throws {
    #expect(try played("(ABc)") == "A:1 B:1 c:1")
    #expect(try played("((3ABc)") == "A:2/3 B:2/3 c:2/3")
  }

  // MARK: Chords (section 4.17)

  @Test func chordLengthsMultiplyAndTheFirstNoteSetsTheTime() throws {
    #expect(try played("[CEG]2 A") == "C:2 @0 E:2 @0 G:2 A:1")
    #expect(try played("[C2E2]3 A") == "C:6 @0 E:6 A:1")
    #expect(try played("[C2E] A") == "C:2 @0 E:1 @2 A:1")
    #expect(try played("[CE2] A") == "C:1 @0 E:2 @1 A:1")
    #expect(try played("[C/E/]/ A") == "C:1/4 @0 E:1/4 A:1")
  }

  // MARK: Rests

  @Test func restsTakeTime() throws {
    #expect(try played("z A z/ A x2 A") == "@1 A:1 @5/2 A:1 @11/2 A:1")
    #expect(try played("y A y2 A") == "A:1 A:1", "room on the staff is no rest")
  }

  @Test func restsOfBarsFollowTheMeter() throws {
    #expect(try played("Z2|A") == "@8 A:1")
    #expect(try played("Z|[M:3/4]Z|A") == "@7 A:1")
    #expect(try played("X|A", meter: "6/8") == "@3 A:1")
  }

  @Test func aRestOfNoLengthIsNothing() throws {
    #expect(try played("A>z0B") == "A:3/2 B:1/2")
    #expect(try played("(3Az0Bc d") == "A:2/3 B:2/3 c:2/3 d:1")
  }

  @Test func whatIsNotFinishedIsNamed() {
    let note = Element(.note(Note(WrittenPitch(.a))))
    let rhythm = Rhythm(
      of: [Element(.tuplet(Tuplet(3))), note, Element(.broken(1))], meter: Meter(4, 4), unitLength: Fraction(1, 8))
    #expect(Set(rhythm.incomplete) == [0, 2])
  }
}
