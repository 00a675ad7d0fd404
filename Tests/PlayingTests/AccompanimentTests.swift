import Music
import Playing
import Testing

@Suite struct AccompanimentTests {
  private func played(
    _ music: String, _ players: Players, rhythm: String = "reel", meter: String = "4/4", key: String = "D"
  ) throws -> Arrangement {
    Arrangement(playing: try score(music, rhythm: rhythm, meter: meter, key: key), by: players, as: .plain)
  }

  @Test func thePianoPlaysBassAndChordInTurn() throws {
    let piano = try played("\"D\"d2fd \"A\"e2ce|", Players(accompanist: .piano))
    // D and E (the fifth of A) in the bass on the beats, D F sharp A and C sharp E A behind them.
    #expect(piano.notes(of: .bass).map(\.onset) == [0, 2])
    #expect(piano.notes(of: .bass).map { $0.pitch % 12 } == [2, 4])
    #expect(piano.notes(of: .chords).map(\.onset) == [1, 1, 1, 3, 3, 3])
    #expect(Set(piano.notes(of: .chords).prefix(3).map { $0.pitch % 12 }) == [2, 6, 9])
    #expect(Set(piano.notes(of: .chords).suffix(3).map { $0.pitch % 12 }) == [1, 4, 9])
  }

  @Test func aGuitarIsStrummedFromStringToString() throws {
    let guitar = try played("\"D\"def gfe|", Players(accompanist: .guitar), rhythm: "jig", meter: "6/8")
    let first = guitar.notes(of: .chords).filter { $0.onset < 0.5 }
    #expect(first.count > 3)
    #expect(zip(first, first.dropFirst()).allSatisfy { $0.onset < $1.onset && $0.pitch < $1.pitch })
    #expect(first.allSatisfy { [2, 6, 9].contains($0.pitch % 12) })
  }

  @Test func nothingIsPlayedInThePickupOrUnderNoChord() throws {
    let piano = try played("A|\"D\"d8|\"N.C.\"d8|\"G\"g8|", Players(accompanist: .piano))
    let onsets = piano.notes(of: .bass).map(\.onset)
    #expect(onsets == [0.5, 2.5, 8.5, 10.5])
  }

  @Test func aSlashChordHasItsOwnBass() throws {
    let piano = try played("\"D/F#\"d8|", Players(accompanist: .piano))
    #expect(piano.notes(of: .bass)[0].pitch % 12 == 6)
  }

  @Test func chordsAreFoundWhereNoneAreWritten() throws {
    let piano = try played("d2fd adfd|c2ec aece|d2fd adfd|e2ce d4|", Players(accompanist: .piano))
    #expect(piano.chords.first?.value?.root.pitchClass == 2)
    #expect(!piano.notes(of: .chords).isEmpty)
  }

  @Test(arguments: Players.Accompanist.allCases) func everyDanceIsAccompaniedWithinItsBars(
    accompanist: Players.Accompanist
  ) throws {
    for (rhythm, meter) in [
      ("reel", "4/4"), ("jig", "6/8"), ("slip jig", "9/8"), ("slide", "12/8"), ("hornpipe", "4/4"), ("polka", "2/4"),
      ("waltz", "3/4"), ("march", "2/4"), ("strathspey", "4/4"), ("mazurka", "3/4"), ("air", "3/4"), ("", "7/8"),
      ("", "3/2"),
    ] {
      let bar = "\"D\"d4|d4|"
      let players = Players(accompanist: accompanist, drone: true, bodhran: true)
      let arrangement = try played("z4|" + bar, players, rhythm: rhythm, meter: meter)
      let end = arrangement.score.duration.double
      for note in arrangement.notes where note.part != .melody {
        #expect(note.onset >= 0 && note.duration > 0 && note.end <= end + 0.3 && (1...127).contains(note.pitch))
      }
    }
  }

  @Test func aDroneIsTonicAndFifth() throws {
    let drone = try played("A2 B2 c2 d2|", Players(drone: true), key: "Ador").notes(of: .drone)
    #expect(drone.map { $0.pitch % 12 } == [9, 4, 9])
    #expect(drone.allSatisfy { $0.onset == 0 && $0.duration == 4 })
    // Pipes' key has no tonic: the last note is taken.
    #expect(try played("A2 B2 c2 A2|", Players(drone: true), key: "HP").notes(of: .drone)[0].pitch % 12 == 9)
  }

  @Test func theBodhranMarksTheBeat() throws {
    let bodhran = try played("def gfe|", Players(bodhran: true), rhythm: "jig", meter: "6/8").notes(of: .bodhran)
    #expect(bodhran.map(\.onset) == [0, 0.5, 1, 1.5, 2, 2.5])
    #expect(bodhran[0].velocity > bodhran[3].velocity && bodhran[3].velocity > bodhran[1].velocity)
    #expect(try played("d8|", Players(bodhran: true), rhythm: "air").notes(of: .bodhran).isEmpty)
  }
}
