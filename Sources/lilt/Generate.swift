import ABC
import ArgumentParser
import Checkpoints
import Foundation
import MIDI
import Music
import Sampling
import Tokens

/// `lilt generate`: composes tunes.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Composes tunes with the bundled model or your own.",
    discussion: """
      The tunes are printed as ABC. With --output they are also written to a folder, a file each, and --midi and --audio \
      add what can be played. Every bar is whole, every repeat balanced. The same seed and options give the same tunes.
      """)

  @Option(help: "How many tunes.") var count = 1
  @Option(help: "What the draw starts from; without it every run is another. It is in each tune's S: line.")
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "reel, jig, slip-jig, hornpipe, polka, slide, waltz, strathspey, march, mazurka, barndance.", valueName: "rhythm")
  )
  var type: TuneType?
  @Option(help: ArgumentHelp("The meter, such as 6/8.", valueName: "meter")) var meter: String?
  @Option(help: ArgumentHelp("The key, such as D, Em, Ador or Dmix.", valueName: "key")) var key: String?
  @Option(help: ArgumentHelp("Music to begin with: ABC notes in --meter and --key, or an ABC file.", valueName: "abc"))
  var prime: String?

  @Option(help: "Under 1 plays safe, over 1 ventures.") var temperature = 0.9
  @Option(help: ArgumentHelp("Draw among so many likeliest tokens only.", valueName: "count")) var topK: Int?
  @Option(
    help: ArgumentHelp("Draw among the likeliest tokens that together have this probability.", valueName: "share"))
  var topP: Double?
  @Flag(help: "Always take the likeliest token.") var greedy = false

  @Option(help: ArgumentHelp("A model from lilt train.", valueName: "file")) var model: String?
  @Option(help: "What the tunes are written for and played on: fiddle, whistle, flute, accordion, banjo, harp ...")
  var instrument = "fiddle"
  @Option(name: .shortAndLong, help: ArgumentHelp("A folder for the tunes.", valueName: "folder")) var output: String?
  @Flag(help: "Also write a MIDI file of each tune.") var midi = false
  @Option(help: ArgumentHelp("Also write audio of each tune: wav, flac, ogg or mp3.", valueName: "format")) var audio:
    String?
  @Option(help: ArgumentHelp("The SoundFont to play with.", valueName: "file")) var soundfont: String?
  @Flag(help: "Print JSON instead of ABC.") var json = false
  @Flag(help: "Say nothing but errors.") var quiet = false

  func validate() throws {
    guard (1...100_000).contains(count) else { throw ValidationError("--count takes 1 to 100000") }
    if output == nil, midi || audio != nil {
      throw ValidationError("--midi and --audio need --output FOLDER to write to")
    }
    if let audio, !["wav", "flac", "ogg", "mp3"].contains(audio) {
      throw ValidationError("--audio \(audio): give wav, flac, ogg or mp3")
    }
    if let type, let meter, meter != type.meter.notation {
      throw ValidationError("a \(type.rhythm) is in \(type.meter.notation); leave out --meter \(meter) or --type")
    }
    if let problem = sampling.problem { throw ValidationError(problem) }
  }

  private var sampling: SamplingSettings {
    SamplingSettings(temperature: temperature, topK: topK, topP: topP, isGreedy: greedy)
  }

  func run() throws {
    let played = try Instrument.chosen(instrument)
    let request = try GenerationRequest(type: type, meter: meter, key: key, prime: prime)
    let composer = Composer(model: try Model.chosen(model))
    let seed = seed ?? UInt64.random(in: 1...999_999)
    let bar = ProgressLine(isShown: !quiet && count > 20, total: count, what: "tunes composed")
    let compositions: [Composition]
    do throws(CompositionError) {
      compositions = try composer.compose(
        count, conditions: request.conditions, settings: sampling, seed: seed, finished: bar.show)
    } catch {
      throw Failure.input(error.description)
    }
    bar.end()
    let heading = Manuscript.Heading(
      key: request.outputKey, range: played.range, rhythm: type?.rhythm,
      provenance: provenance(seed: seed, model: composer.model),
      seed: seed)
    let manuscripts = try compositions.map { composition in
      do throws(MisplacedToken) {
        return try Manuscript(of: composition, heading: heading)
      } catch {
        throw Failure.input("tune \(composition.number) came out broken: \(error)")
      }
    }
    var files: [[String]] = manuscripts.map { _ in [] }
    if let output { files = try writeAll(manuscripts, seed: seed, to: output, instrument: played) }
    try printAll(zip(compositions, manuscripts).map { ($0, $1) }, files: files)
  }

  /// The options that make these tunes again, in one line.
  private func provenance(seed: UInt64, model: Model) -> String {
    var words = ["lilt \(Version.current) generate --seed \(seed) --count \(count)"]
    if let type { words.append("--type \(type.rawValue)") } else if let meter { words.append("--meter \(meter)") }
    if let key { words.append("--key \(key)") }
    if let prime { words.append("--prime '\(prime.split(whereSeparator: \.isNewline).joined(separator: " "))'") }
    if greedy { words.append("--greedy") } else if temperature != 0.9 { words.append("--temperature \(temperature)") }
    if let topK { words.append("--top-k \(topK)") }
    if let topP { words.append("--top-p \(topP)") }
    if instrument != "fiddle" { words.append("--instrument '\(instrument)'") }
    let name = model.card.name ?? "model"
    return words.joined(separator: " ") + " (\(name) \(model.hash.prefix(12)))"
  }

  private func writeAll(_ manuscripts: [Manuscript], seed: UInt64, to folder: String, instrument: Instrument) throws
    -> [[String]]
  {
    try OutputFiles.makeFolder(folder)
    let width = String(count).count
    let bar = ProgressLine(isShown: !quiet && audio != nil, total: manuscripts.count, what: "tunes written")
    let jobs = manuscripts.enumerated().map { index, manuscript in
      let number = String(repeating: "0", count: width - String(index + 1).count) + String(index + 1)
      let rhythm =
        manuscript.tune.rhythm.isEmpty ? "tune" : manuscript.tune.rhythm.replacingOccurrences(of: " ", with: "-")
      return (manuscript.tune, (folder as NSString).appendingPathComponent("\(seed)-\(number)-\(rhythm)"))
    }
    let endings = ["abc"] + (midi ? ["mid"] : []) + (audio.map { [$0] } ?? [])
    let files = try Parallel.map(jobs, finished: bar.show) { tune, base in
      try endings.map { ending in
        try TuneFile.write(
          tune, to: base + "." + ending,
          performance: Performance(program: instrument.program, transposition: instrument.soundingShift),
          soundFont: soundfont)
        return base + "." + ending
      }
    }
    bar.end()
    return files
  }

  private func printAll(_ tunes: [(Composition, Manuscript)], files: [[String]]) throws {
    guard json else {
      return try Terminal.put(tunes.map { $1.tune.abc() }.joined(separator: "\n"), terminator: "")
    }
    struct Line: Encodable {
      var number: Int
      var title: String
      var abc: String
      var tokens: Int
      var logLikelihood: Double
      var maskedShare: Double
      var files: [String]
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let lines = zip(tunes, files).map { tune, files in
      Line(
        number: tune.0.number, title: tune.1.tune.title, abc: tune.1.tune.abc(), tokens: tune.0.tokensChosen,
        logLikelihood: tune.0.logLikelihood, maskedShare: tune.0.maskedShare, files: files)
    }
    try Terminal.put(String(decoding: try encoder.encode(lines), as: UTF8.self))
  }
}

extension Instrument {
  /// The instrument an option names.
  static func chosen(_ name: String) throws -> Instrument {
    do throws(UnknownInstrument) {
      return try Instrument(named: name)
    } catch {
      throw Failure.usage(error.description)
    }
  }
}

extension Model {
  /// The model an option names, or the bundled one.
  static func chosen(_ path: String?) throws -> Model {
    do throws(CheckpointError) {
      if let path { return try Model(loading: path) }
      return try Model.bundled
    } catch {
      throw Failure(error)
    }
  }
}
