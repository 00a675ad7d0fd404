import ABC
import ArgumentParser
import Checkpoints
import Foundation
import MIDI
import Music
import Ranking
import Sampling
import Sheets
import Tokens

/// `lilt generate`: composes tunes.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Composes tunes with the bundled model or your own.",
    discussion: """
      The tunes are printed as ABC. With --output they are also written to a folder, a file each, and --midi and --audio \
      add what can be played. Every bar is whole, every repeat balanced, but for --free. The same seed and options give the \
      same tunes, and a greater --count more of them. Of many tunes in a folder there are also tunebook.abc, all of them \
      numbered, with an index on top, and index.txt. Of --temperature, --top-k, --top-p and --min-p each works on what \
      those before it left.
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
  @Option(
    help: ArgumentHelp(
      "Music to begin with: ABC notes in --meter and --key, an ABC file, or the melody of a MIDI file.",
      valueName: "music"))
  var prime: String?

  @OptionGroup(title: "Form") var form: FormOptions
  @OptionGroup(title: "Working on a tune") var revision: RevisionOptions
  @OptionGroup(title: "How tokens are chosen") var sampling: SamplingOptions

  @OptionGroup(title: "Which of many is kept") var choosing: ChoosingOptions

  @Option(help: ArgumentHelp("A model from lilt train.", valueName: "file")) var model: String?
  @Option(help: "What the tunes are written for and played on: fiddle, whistle, flute, accordion, banjo, harp ...")
  var instrument = "fiddle"
  @Option(name: .shortAndLong, help: ArgumentHelp("A folder for the tunes.", valueName: "folder")) var output: String?
  @Flag(help: "Also write a MIDI file of each tune.") var midi = false
  @Option(help: ArgumentHelp("Also write audio of each tune: wav, flac, ogg or mp3.", valueName: "format")) var audio:
    String?
  @Option(help: ArgumentHelp("Also print each tune: svg, png or pdf.", valueName: "format")) var sheet: SheetFormat?
  @OptionGroup(title: "Sound") var sound: SoundOptions
  @Flag(help: "Print JSON instead of ABC.") var json = false
  @Flag(help: "Print how likely each token was, and the likeliest others, behind each tune or in its JSON.")
  var explain = false
  @Flag(help: "Say nothing but errors.") var quiet = false

  func validate() throws {
    guard (1...100_000).contains(count) else { throw ValidationError("--count takes 1 to 100000") }
    try choosing.check(with: sampling)
    if output == nil, !endings.isEmpty {
      throw ValidationError("--midi, --audio and --sheet need --output FOLDER to write to")
    }
    if audio == nil, sound.isAskedFor {
      throw ValidationError("--reverb, --loudness, --depth and --stems are for audio; ask for it with --audio wav")
    }
    if let audio, !["wav", "flac", "ogg", "mp3"].contains(audio) {
      throw ValidationError("--audio \(audio): give wav, flac, ogg or mp3")
    }
    if let type, let meter, meter != type.meter.notation {
      throw ValidationError("a \(type.rhythm) is in \(type.meter.notation); leave out --meter \(meter) or --type")
    }
  }

  /// What is written of each tune besides its ABC.
  var endings: [String] { (midi ? ["mid"] : []) + (audio.map { [$0] } ?? []) + (sheet.map { [$0.rawValue] } ?? []) }

  func run() throws {
    let played = try Instrument.chosen(instrument)
    let request = try GenerationRequest(type: type, meter: meter, key: key, prime: prime)
    let revised = try revision.revision(bars: form.bars)
    let chosen = try Model.chosen(model)
    let grammar = try form.grammar(of: chosen.vocabulary, range: played.range, key: request.outputKey)
    let composer = Composer(model: chosen, grammar: sampling.free ? nil : grammar)
    let hash = chosen.hash
    let seed = seed ?? UInt64.random(in: 1...999_999)
    if let revised {
      return try revise(revised, with: composer, hash: hash, seed: seed, instrument: played)
    }
    let heading = Manuscript.Heading(
      key: request.outputKey, range: played.range, rhythm: type?.rhythm,
      provenance: provenance(seed: seed, model: composer.model, hash: hash),
      seed: seed)
    let jury = try choosing.jury(
      forModel: model, hash: hash, sampling: sampling, given: request.conditions.prime, seed: seed,
      quiet: quiet)
    var tunes = try compose(with: composer, jury, request.conditions, seed: seed, heading: heading)
    let broken = tunes.filter { $0.tune == nil }
    if let first = broken.first, case .failure(let error) = first.manuscript, !sampling.free {
      throw Failure.input("tune \(first.composition.number) came out broken: \(error)")
    }
    if let output {
      try writeAll(&tunes, seed: seed, to: output, instrument: played)
      if count > 1 { try TuneBook(of: tunes, seed: seed).write(to: output) }
    }
    try printAll(tunes)
    if !broken.isEmpty, !quiet {
      let place = json ? "their words are in the JSON" : "their tokens stand as comments"
      Terminal.complain("\(broken.count) of \(tunes.count) are no tunes; \(place)")
    }
    if !quiet { tunes.compactMap(\.warning).forEach(Terminal.complain) }
  }

  private func compose(
    with composer: Composer, _ jury: Jury, _ conditions: Conditions, seed: UInt64, heading: Manuscript.Heading
  ) throws -> [GeneratedTune] {
    let bar = ProgressLine(isShown: !quiet && count > 20, total: count, what: "tunes composed")
    do throws(CompositionError) {
      let kept = try choosing.compose(
        count, with: composer, jury: jury, conditions: conditions, settings: sampling.settings, seed: seed,
        finished: bar.show)
      let explanations = explain ? try composer.explain(kept.map(\.composition), settings: sampling.settings) : []
      bar.end()
      var tunes = kept.map { GeneratedTune($0, heading: heading, tellsWhy: choosing.why) }
      for (index, explanation) in explanations.enumerated() { tunes[index].explanation = explanation }
      return tunes
    } catch {
      throw Failure.input(error.description)
    }
  }

  /// The options that make these tunes again, in one line.
  func provenance(seed: UInt64, model: Model, hash: String) -> String {
    var words = ["lilt \(Version.current) generate --seed \(seed) --count \(count)"]
    if let type { words.append("--type \(type.rawValue)") } else if let meter { words.append("--meter \(meter)") }
    if let key { words.append("--key \(key)") }
    if let prime { words.append("--prime '\(prime.split(whereSeparator: \.isNewline).joined(separator: " "))'") }
    words += form.words + revision.words + sampling.words
    // Versions of a tune are not chosen among many.
    if revision.source == nil { words += choosing.words }
    if instrument != "fiddle" { words.append("--instrument '\(instrument)'") }
    let name = model.card.name ?? "model"
    return words.joined(separator: " ") + " (\(name) \(hash.prefix(12)))"
  }

  private func writeAll(
    _ tunes: inout [GeneratedTune], seed: UInt64, to folder: String, instrument: Instrument
  ) throws {
    try OutputFiles.makeFolder(folder)
    let width = String(count).count
    let written = tunes.indices.filter { tunes[$0].tune != nil }
    let bar = ProgressLine(isShown: !quiet && audio != nil, total: written.count, what: "tunes written")
    let jobs = tunes.compactMap { tune in
      tune.tune.map { music in
        let figures = String(tune.composition.number)
        let number = String(repeating: "0", count: max(width - figures.count, 0)) + figures
        let rhythm = music.rhythm.isEmpty ? "tune" : music.rhythm.replacingOccurrences(of: " ", with: "-")
        return (music, (folder as NSString).appendingPathComponent("\(seed)-\(number)-\(rhythm)"))
      }
    }
    let endings = ["abc"] + self.endings
    let files = try Parallel.map(jobs, finished: bar.show) { tune, base in
      try endings.map { ending in
        try TuneFile.write(
          tune, to: base + "." + ending,
          performance: Performance(program: instrument.program, soundingShift: instrument.soundingShift), sound: sound)
        return base + "." + ending
      }
    }
    bar.end()
    for (index, names) in zip(written, files) { tunes[index].files = names }
  }

  private func printAll(_ tunes: [GeneratedTune]) throws {
    guard json else {
      let text = tunes.map(\.abc).joined(separator: "\n")
      return try Terminal.put((explain ? ExplanationText.legend + "\n" : "") + text, terminator: "")
    }
    try Terminal.put(json: tunes.map(\.record))
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
