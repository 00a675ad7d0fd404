import Music
import Playing
import Testing

@Suite struct SessionTests {
  private static let tunes: [(music: String, rhythm: String, meter: String)] = [
    (reel, "reel", "4/4"), (reel, "hornpipe", "4/4"), (jig, "jig", "6/8"), (reel, "march", "C|"), (jig, "", "6/8"),
    ("d>e f<d (3efg a2|[df]4 d2d2|", "strathspey", "4/4"), ("A2 f2 e2|d6|-d2 z2 d2|", "waltz", "3/4"),
    ("d2ef|g4|", "", "none"),
    ("V:1\nd4 f4|g8|\nV:2\n[DA]2 D2 D4|D2 D6|\n", "reel", "4/4"), ("", "reel", "4/4"), ("z8|d8-|d8|", "air", "4/4"),
  ]
  private static let idioms: [Idiom] = [.fiddle, .whistle, .pipes, .box, .banjo, .harp, .piano, .wind]

  @Test(arguments: tunes) func noNoteIsLostAndNoneLeavesItsBar(tune: (music: String, rhythm: String, meter: String))
    throws
  {
    let score = try score(tune.music, rhythm: tune.rhythm, meter: tune.meter)
    let lines = ([.zero] + score.barLines + [score.duration]).map(\.double)
    for (seed, idiom) in Self.idioms.enumerated() {
      let played = Arrangement(playing: score, by: Players(idiom: idiom), seed: UInt64(seed))
      // Each note of the score is there once.
      let sources = played.melody.compactMap(\.source).sorted()
      #expect(sources == Array(score.notes.indices))
      for note in played.melody {
        #expect(note.duration > 0 && note.onset >= 0 && (1...127).contains(note.velocity))
        guard let source = note.source else { continue }
        #expect(note.pitch == score.notes[source].pitch)
        let bar = lines.lastIndex { $0 <= score.notes[source].onset.double } ?? 0
        let end = bar + 1 < lines.count ? lines[bar + 1] : .infinity
        #expect(note.onset >= lines[bar] && note.onset < end)
      }
    }
  }

  @Test func oneLineStaysOneLine() throws {
    // A melody that never has two notes at once is not played with two.
    let score = try score(reel)
    for (seed, idiom) in Self.idioms.enumerated() {
      let melody = Arrangement(playing: score, by: Players(idiom: idiom), seed: UInt64(seed)).melody
      for (note, next) in zip(melody, melody.dropFirst()) { #expect(note.end <= next.onset + 1e-9) }
    }
  }

  @Test func plainIsExact() throws {
    let score = try score(reel)
    let played = Arrangement(playing: score, as: .plain)
    #expect(played.notes.map(\.onset) == score.notes.map(\.onset.double))
    #expect(played.notes.map(\.duration) == score.notes.map(\.duration.double))
    #expect(played.notes.map(\.pitch) == score.notes.map(\.pitch))
    // Reels without a tempo go at 104 minims.
    #expect(played.tempi.map(\.quartersPerMinute) == [208])
    #expect(Arrangement(playing: score, as: Style.plain.without(.tempo)).tempi[0].quartersPerMinute == 120)
  }

  @Test func oneSeedIsOnePerformance() throws {
    let score = try score(reel)
    #expect(Arrangement(playing: score, seed: 3) == Arrangement(playing: score, seed: 3))
    #expect(Arrangement(playing: score, seed: 3).notes != Arrangement(playing: score, seed: 4).notes)
  }

  @Test func rulesAreIndependent() throws {
    // Without swing every other decision stays: the same notes, the same loudness.
    let score = try score(reel)
    let (all, straight) = (Arrangement(playing: score), Arrangement(playing: score, as: Style.session.without(.swing)))
    #expect(all.notes.map(\.pitch) == straight.notes.map(\.pitch))
    #expect(all.notes.map(\.velocity) == straight.notes.map(\.velocity))
    #expect(all.notes.map(\.onset) != straight.notes.map(\.onset))
  }

  @Test func everyRuleCanBeSwitchedOff() {
    for rule in Style.Rule.allCases {
      #expect(Style.session[rule])
      #expect(!Style.session.without(rule)[rule])
    }
    #expect(
      Style.session.without(
        .swing, .accents, .articulation, .ornaments, .phrasing, .timing, .dynamics, .variation,
        .finalNote) == .plain)
  }

  @Test func hostileScoresAreEndured() {
    var score = Score()
    score.notes = [
      .init(onset: Fraction(.max, 3), pitch: 200, duration: Fraction(.max, 2)),
      .init(onset: -1, pitch: -7, duration: Fraction(1, 99_999_999_999)),
    ]
    score.meters = [.init(onset: 0, value: Meter(7, 3)), .init(onset: 1, value: Meter(1, 1_000_000_000))]
    score.barLines = [-1, 0, 0, Fraction(.max, 5)]
    score.tempi = [.init(onset: 0, value: .nan), .init(onset: 3, value: 1e300)]
    score.duration = Fraction(.max, 2)
    var style = Style.session
    style.countIn = 1000
    let players = Players(accompanist: .guitar, drone: true, bodhran: true)
    #expect(Arrangement(playing: score, by: players, as: style).melody.count >= 2)
  }
}
