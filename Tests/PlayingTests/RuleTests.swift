import Foundation
import Music
import Playing
import Testing

@Suite struct RuleTests {
  /// Onsets to a thousandth of a crotchet.
  private func onsets(_ arrangement: Arrangement) -> [Double] {
    arrangement.melody.map { ($0.onset * 1000).rounded() / 1000 }
  }

  @Test func quaversOfAHornpipeAreUnequal() throws {
    let played = Arrangement(playing: try score("defg a2d2|", rhythm: "hornpipe"), as: .only(.swing))
    // The second of two begins at 0.63 of the crotchet; crotchets stay where they are.
    #expect(onsets(played) == [0, 0.63, 1, 1.63, 2, 3])
    // Played to the end of the beat: nothing is lost between the notes.
    #expect(abs(played.melody[0].end - 0.63) < 1e-9)
  }

  @Test func dottedHornpipesAreNearlyTwoToOne() throws {
    let played = Arrangement(playing: try score("d>e f>g a4|", rhythm: "hornpipe"), as: .only(.swing))
    #expect(onsets(played) == [0, 0.68, 1, 1.68, 2])
  }

  @Test func tripletsAndSnapsStayAsWritten() throws {
    let played = Arrangement(playing: try score("(3def g<a b4|", rhythm: "hornpipe"), as: .only(.swing))
    #expect(onsets(played) == [0, 0.333, 0.667, 1, 1.25, 2])
  }

  @Test func theSecondOfThreeQuaversIsShort() throws {
    let played = Arrangement(playing: try score("def gfe|", rhythm: "jig", meter: "6/8"), as: .only(.swing))
    // A dotted crotchet is 1.5: 0.385 and 0.655 of it.
    #expect(onsets(played) == [0, 0.578, 0.983, 1.5, 2.078, 2.483])
  }

  @Test func beatsAreLouder() throws {
    let played = Arrangement(playing: try score("def gfe|", rhythm: "jig", meter: "6/8"), as: .only(.accents))
    let velocities = played.melody.map(\.velocity)
    #expect(velocities[0] > velocities[3] && velocities[3] > velocities[2] && velocities[2] > velocities[1])
  }

  @Test func aPickupIsNoBeginningOfABar() throws {
    let played = Arrangement(playing: try score("A|d2fd adfd|"), as: .only(.accents))
    // The pick-up is the last quaver of its bar, the note behind it the first beat.
    #expect(played.melody[0].velocity < played.melody[1].velocity)
  }

  @Test func blownInstrumentsBreatheAtTheEndOfAPhrase() throws {
    let music = "d2fd adfd|g2fe d2ef|d2fd adfd|g2fe d4|d2fd adfd|g2fe d2ef|d2fd adfd|g2fe d4|"
    let written = try score(music)
    let whistle = Arrangement(playing: written, by: Players(idiom: .whistle), as: .only(.phrasing)).melody
    let shortened = zip(whistle, written.notes).filter { $0.duration < $1.duration.double - 1e-9 }
    // The minims that end bars 4 and 8, two tenths of a second at 208 crotchets a minute.
    #expect(shortened.map(\.1.onset) == [14, 30])
    #expect(shortened.allSatisfy { abs($1.duration.double - $0.duration - 0.2 * 208 / 60) < 1e-9 })
    let fiddle = Arrangement(playing: written, as: .only(.phrasing)).melody
    #expect(zip(fiddle, whistle).allSatisfy { $0.duration >= $1.duration })
  }

  @Test func theSameNoteIsStruckAgain() throws {
    let played = Arrangement(playing: try score("dd d2 ef g2|"), by: Players(idiom: .harp), as: .only(.articulation))
    let (first, second, third) = (played.melody[0], played.melody[1], played.melody[2])
    #expect(first.end < second.onset && second.end < third.onset)
    // A harp's strings ring until another note.
    #expect(played.melody[2].end == played.melody[3].onset)
  }

  @Test func aPlayerIsALittleOffAndNeverFar() throws {
    let written = try score(reel)
    let played = Arrangement(playing: written, as: .only(.timing)).melody
    let seconds = zip(played, written.notes).map { abs($0.onset - $1.onset.double) * 60 / 208 }
    #expect(seconds.max()! > 0.002 && seconds.max()! < 0.03)
  }

  @Test func theLastNoteIsHeldAndBarsKeepTheirLength() throws {
    let written = try score("d2fd adfd|g2fe d4|")
    let played = Arrangement(playing: written, as: .only(.finalNote))
    let last = try #require(played.melody.last)
    #expect(last.end == written.duration.double)
    let slow = try #require(played.tempi.last)
    #expect(slow.onset == last.onset)
    // Half a second and more at the dance's pace; at least 1.2 seconds now.
    #expect(last.duration * 60 / slow.quartersPerMinute >= 1.2 - 1e-9)
  }

  @Test func clicksEndWhereTheMusicBegins() throws {
    var style = Style.plain
    style.countIn = 2
    // Two bars less the quaver of the pick-up: the first click at -7.5, the last at -0.5.
    let clicks = Arrangement(playing: try score("A|d2fd adfd|g2fe d3|"), as: style).notes(of: .clicks)
    #expect(clicks.map(\.onset) == [-7.5, -6.5, -5.5, -4.5, -3.5, -2.5, -1.5, -0.5])
    #expect(clicks[0].pitch == clicks[4].pitch && clicks[0].pitch != clicks[1].pitch)
    // A jig's bar has two beats.
    let jig = Arrangement(playing: try score(jig, rhythm: "jig", meter: "6/8"), as: style)
    #expect(jig.notes(of: .clicks).map(\.onset) == [-6, -4.5, -3, -1.5] && jig.countIn == 6)
    // Free meter has no beats to click.
    #expect(Arrangement(playing: try score("d2", meter: "none"), as: style).countIn == 0)
  }

  @Test func roundsFollowOneAnother() throws {
    let once = try score("A|:d2fd adfd|g2fe d3A:|")
    let thrice = once.played(times: 3)
    #expect(thrice.notes.count == 3 * once.notes.count && thrice.duration == once.duration * 3)
    #expect(thrice.notes[once.notes.count].onset == once.duration)
    #expect(once.played(times: 1) == once)
    // The part is played a third time in the second round.
    #expect(thrice.passages.map(\.time).max() == 6)
  }
}
