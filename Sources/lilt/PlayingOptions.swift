import ArgumentParser
import MIDI
import Music
import Playing

/// How a tune is played and who plays with it.
struct PlayingOptions: ParsableArguments {
  /// The names of `--style`.
  enum StyleName: String, CaseIterable, ExpressibleByArgument {
    case plain, session

    var style: Style { self == .plain ? .plain : .session }
  }

  /// The names of `--accompany`.
  enum Accompanist: String, CaseIterable, ExpressibleByArgument {
    case guitar, piano, bouzouki, none
  }

  @Option(
    help: """
      plain: exactly as written; session: as players play, with swing, accents, ornaments of the instrument, breath \
      and small deviations (default: plain for .mid, session for audio).
      """)
  var style: StyleName?
  @Option(
    help: ArgumentHelp(
      "Rules of the style to leave out: \(Style.Rule.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "rule,..."))
  var without: String?
  @Flag(help: "Click a bar or two before the tune.") var countIn = false
  @Option(help: ArgumentHelp("How many times each tune is played round.", valueName: "number")) var times = 1
  @Option(name: .customLong("seed"), help: "Decides which ornaments are played, and every other chance of a session.")
  var seed: UInt64 = 1
  @Option(help: "Who plays the chords; where a tune has none, they are found.") var accompany = Accompanist.none
  @Flag(help: "Hold tonic and fifth below the tune.") var drone = false
  @Flag(help: "Play a bodhran.") var bodhran = false

  func validate() throws {
    _ = try rules()
    guard (1...50).contains(times) else { throw ValidationError("--times takes 1 to 50") }
  }

  /// Whether anything was asked for that only what is heard can have.
  var isAskedFor: Bool {
    style != nil || without != nil || countIn || times != 1 || accompany != .none || drone || bodhran
  }

  private func rules() throws -> [Style.Rule] {
    try (without ?? "").split(separator: ",").map { word in
      let name = word.filter { $0 != " " }
      guard let rule = Style.Rule(rawValue: name) else {
        let names = Style.Rule.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--without \(name): no rule is called so; there are \(names)")
      }
      return rule
    }
  }

  /// The style of a file, which where none is named depends on what is written.
  private func style(forAudio isAudio: Bool) throws -> Style {
    var result = (style ?? (isAudio ? .session : .plain)).style
    for rule in try rules() { result[rule] = false }
    return result
  }

  /// Plays a score; tempo, instrument and transposition are the performance's. Before the tune are so many quarter beats of
  /// counting in.
  func midi(
    of score: Score, as performance: MIDI.Performance, forAudio isAudio: Bool
  ) throws -> (file: MIDIFile, countIn: Double) {
    var style = try style(forAudio: isAudio)
    let program = performance.program ?? score.programs[0] ?? Instrument.fiddle.program
    let players = Players(
      idiom: Idiom(program: program), accompanist: Players.Accompanist(rawValue: accompany.rawValue), drone: drone,
      bodhran: bodhran)
    let round = times > 1 ? score.played(times: times) : score
    let isAlone = players.accompanist == nil && !drone && !bodhran
    if style == .plain, isAlone, !countIn { return (MIDIFile(performing: round, as: performance), 0) }
    if countIn { style.countIn = CountIn.usualBars(of: round, tempo: performance.tempo) }
    let arrangement = Arrangement(playing: round, by: players, as: style, seed: seed, tempo: performance.tempo)
    return (MIDIFile(playing: arrangement, as: performance), arrangement.countIn)
  }
}
