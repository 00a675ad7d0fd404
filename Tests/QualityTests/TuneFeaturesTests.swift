import ABC
import Music
import Quality
import Testing

@Suite struct TuneFeaturesTests {
  @Test func aPickupAndItsLastBarAreOne() throws {
    let tune = try features("|:D|GABc dedB|dBAG FDEF|c2ec B2dB|A2F2 G3:|", key: "G")
    // An eighth, three bars and seven eighths: four bars, all exact.
    #expect(tune.hasExactBars && tune.hasBalancedRepeats && tune.isReadable)
    #expect(tune.bars == 4)
    #expect(tune.parts == [TunePart(letter: "A", bars: 4, passes: 2)])
    #expect(tune.form == "AA")
    #expect(tune.endsOnTonic == true)
    #expect(tune.finalLength == Fraction(3, 8))
    // The pickup is no bar to be compared.
    #expect(tune.repetition.bars == 4 && tune.repetition.verbatim == 0)
    // From the D of the pickup, MIDI note 62, to e, an octave and a tone higher.
    #expect(tune.range == 14 && tune.notes.map(\.pitch).min() == 62)
  }

  @Test func endingsAreAlternatives() throws {
    let tune = try features("|:GABc dedB|c2ec B2dB|1 A2F2 G4:|2 A2F2 d4||", key: "G")
    #expect(tune.hasExactBars && tune.hasBalancedRepeats)
    // Four bars are written; the part has three each time.
    #expect(tune.bars == 4 && tune.parts == [TunePart(letter: "A", bars: 3, passes: 2)])
    #expect(tune.endsOnTonic == false)
    // 8 + 6 + 3 + 3 notes; nobody plays from G of the first ending to A of the second.
    #expect(tune.notes.count == 20)
    #expect(tune.intervals.count == 18)
    #expect(tune.notes.count { !$0.isJoined } == 1)
  }

  @Test func musicBehindASecondEndingIsThePartThatFollows() throws {
    // No sign stands between the second ending and the second part.
    let tune = try features("|:DEFG ABcd|1 A2F2 D4:|2 A2F2 D4|dcBA GFED|f2d2 A2F2|gfed cdec|A4 D4:|")
    #expect(tune.form == "AABB" && tune.parts.map(\.bars) == [2, 4])
  }

  @Test func aSlipJigMovedDownTheStaff() throws {
    let tune = try features("A2A ABA AFD|F2F FGF FDB,|A2A ABA AFD|E3 E3 E3|", meter: "9/8")
    #expect(tune.meter == "9/8" && tune.bars == 4 && tune.hasExactBars)
    // Eight notes three times, and three: 27 in four bars.
    #expect(tune.notesPerBar == 27.0 / 4)
    #expect(tune.repetition.verbatim == 1)
    // The second bar is the first one a third lower; three equal notes are no figure.
    #expect(tune.repetition.transposed == 1)
    #expect(tune.repetition.near == 0)
  }

  @Test func brokenRhythmTiesAndChords() throws {
    let broken = try features("A>B c<d e2 f2|")
    #expect(broken.durationHistogram == [Fraction(3, 16): 2, Fraction(1, 16): 2, Fraction(1, 4): 2])
    let tied = try features("D8-|D4 A4|D8|")
    // The tie makes one note of twelve quavers.
    #expect(tied.notes.map(\.duration) == [Fraction(3, 2), Fraction(1, 2), .one])
    #expect(tied.intervalHistogram == [7: 1, -7: 1])
    let chords = try features("[DFA]4 [Fd]4|")
    // The highest notes sound as the melody: A and d. The last chord holds the tonic.
    #expect(chords.intervals == [5] && chords.endsOnTonic == true)
    #expect(try features("[DFA]4 [FA]4|").endsOnTonic == false)
  }

  @Test func stepsOfTheScaleCountFromTheTonic() throws {
    let tune = try features("EFGA Bcde|", key: "Edor")
    // F and C are sharp: a tone, a minor third, a fourth, a fifth, a major sixth, a minor seventh, the octave.
    #expect(tune.pitchClasses == [2, 0, 1, 1, 0, 1, 0, 1, 0, 1, 1, 0])
    // From the middle on G is the tonic: of D E F# G in D and in G the first is 1 and 5.
    let turning = try features("DEFG|[K:G]DEFG|", meter: "2/4")
    #expect(turning.notes.map(\.degree) == [0, 2, 4, 5, 7, 9, 11, 0])
    #expect(turning.endsOnTonic == true)
  }

  @Test func leapsAreWiderThanAFifthAndAnOctave() throws {
    // Up 7, up 9, up 12, up 14; down as far between.
    let tune = try features("DADB Dd De|")
    #expect(tune.leapsBeyondFifth == 5 && tune.leapsBeyondOctave == 1)
  }

  @Test(arguments: [
    ("DEFG ABcd|DEFG AB|DEFG ABcd|d8|", 1, 0), ("|:DEFG ABcd|d8|:A8|d8:|", 0, 1),
    ("DEFG ABcd|1 d8:|", 0, 1), ("DEFG (3ABcd2|d8|", 0, 0), ("DEFG ABcdef|d8|DEF|d8|", 2, 0),
  ])
  func whatIsNotWhole(music: String, bars: Int, repeats: Int) throws {
    let tune = try features(music)
    #expect(tune.wrongBars == bars && tune.hasExactBars == (bars == 0))
    #expect(tune.unbalancedRepeats == repeats && tune.hasBalancedRepeats == (repeats == 0))
  }

  @Test func aTuneWithAReadersErrorCountsAsUnreadable() throws {
    let entry = try #require(Tunebook(parsing: "X:1\nM:4/4\nL:1/8\nK:D\nDEFG \"open\nABcd|\n").entries.first)
    #expect(!TuneFeatures(of: entry.tune, problems: entry.problems).isReadable)
    #expect(TuneFeatures(of: entry.tune).isReadable)
    #expect(!TuneFeatures.unreadable.isReadable)
  }

  @Test func runsAreKnownInAnyKey() throws {
    let here = try features("DEFG ABcd|", key: "D")
    // Every note a fourth higher in G.
    let there = try features("GABc defg|", key: "G")
    #expect(here.runs(of: 8) == there.runs(of: 8) && here.runs(of: 8).count == 1)
    #expect(here.runs(of: 5).count == 4 && Set(here.runs(of: 5)).count > 1)
    #expect(here.melodyPrint == there.melodyPrint)
    // The same pitches in another rhythm are another run.
    #expect(try features("D>EF>G A>Bc>d|").runs(of: 8) != here.runs(of: 8))
    #expect(here.runs(of: 9).isEmpty && here.runs(of: 0).isEmpty)
    // Over the seam of two endings nothing runs: of 4 + 4 notes two runs of four are left.
    #expect(try features("|1 DEFG:|2 ABcd|", meter: "2/4").runs(of: 4).count == 2)
  }
}
