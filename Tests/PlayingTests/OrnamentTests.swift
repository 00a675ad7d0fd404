import Music
import Playing
import Testing

@Suite struct OrnamentTests {
  /// What is played for a note that fills its place, over many seeds: pitches and onsets.
  private func figures(of music: String, on idiom: Idiom, rhythm: String = "jig", meter: String = "6/8") throws -> Set<
    [Int]
  > {
    let score = try score(music, rhythm: rhythm, meter: meter)
    return Set(
      (0..<60).map { seed in
        Arrangement(playing: score, by: Players(idiom: idiom), as: .only(.ornaments), seed: UInt64(seed)).melody
          .filter { $0.onset < 1.5 }.map(\.pitch)
      })
  }

  @Test func aLongNoteIsRolled() throws {
    // G, cut with A, G, tapped with F sharp, G; or a cut alone, or nothing.
    let found = try figures(of: "G3 A2B|d3 d3|", on: .fiddle)
    #expect(found == [[67], [69, 67], [67, 69, 67, 66, 67]])
  }

  @Test func thereIsNothingBelowTheLowestNote() throws {
    // On a whistle's D the roll becomes a cran: cuts alone.
    let found = try figures(of: "D3 A2B|d3 d3|", on: .whistle)
    #expect(found.contains([62, 64, 62, 67, 62]))
    #expect(found.allSatisfy { $0.allSatisfy { $0 >= 62 } })
  }

  @Test func banjosStrikeThreeTimes() throws {
    let found = try figures(of: "G2AB d2d2|", on: .banjo, rhythm: "reel", meter: "4/4")
    #expect(found == [[67, 69], [67, 67, 67, 69]])
  }

  @Test func harpAndPianoHaveNone() throws {
    let score = try score(reel)
    for idiom in [Idiom.harp, .piano, .wind] {
      #expect(Arrangement(playing: score, by: Players(idiom: idiom)).melody.allSatisfy { $0.source != nil })
    }
  }

  @Test func aRepeatIsTheSameUnlessItIsVaried() throws {
    let written = try score("|:" + jig.dropFirst(2), rhythm: "jig", meter: "6/8")
    func times(_ style: Style, _ seed: UInt64) -> (first: [Int], second: [Int]) {
      let melody = Arrangement(playing: written, as: style, seed: seed).melody
      let half = written.duration.double / 2
      // The tune's last note is let alone, and its first has nothing before it that a cut could take its time from: the
      // first quaver and the last bar are left out both times.
      let (first, second) = (0.5..<half - 3, half + 0.5..<2 * half - 3)
      return (
        melody.filter { first.contains($0.onset) }.map(\.pitch),
        melody.filter { second.contains($0.onset) }.map(\.pitch)
      )
    }
    var varied = 0
    for seed in UInt64(1)...10 {
      let same = times(.only(.ornaments), seed)
      #expect(same.first == same.second, "\(same)")
      #expect(same.first.count > 30)
      var style = Style.only(.ornaments)
      style.variation = true
      let other = times(style, seed)
      if other.first != other.second { varied += 1 }
    }
    #expect(varied > 5)
  }

  @Test func notesThatSoundTogetherAreLeftAlone() throws {
    let found = try figures(of: "[GB]3 A2B|d3 d3|", on: .fiddle)
    #expect(found == [[67, 71]])
  }
}
