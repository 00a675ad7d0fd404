import ABC
import ArgumentParser
import Audio
import Foundation
import MIDI
import Music
import Playing
import Sheets

/// `lilt render`: ABC or MIDI to what can be heard.
struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Turns ABC or MIDI files into MIDI, audio or sheet music, by the ending of the output's name.",
    discussion: """
      Several tunes go to numbered files: -o set.wav writes set-1.wav, set-2.wav ...; a .pdf holds them all, with an \
      index. Sheets are drawn by abcm2ps and, as .pdf and .png, by rsvg-convert.
      """)

  @Argument(help: "ABC or MIDI files, or folders of ABC files; - for ABC on standard input.") var files: [String]
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where to: .mid .wav .flac .ogg .mp3, .svg .pdf .png, .musicxml, or .abc laid out anew.", valueName: "file"))
  var output: String
  @OptionGroup var asked: PerformanceOptions
  @Option(help: ArgumentHelp("Only the tune of this place in the file, from 1.", valueName: "number")) var tune: Int?
  @Flag(help: "Play all tunes one after another, as in a session, into one file.") var set = false
  @OptionGroup(title: "Playing") var playing: PlayingOptions
  @OptionGroup(title: "Sound") var sound: SoundOptions
  @OptionGroup(title: "Printing") var printing: SheetOptions
  @Flag(help: "Write chord symbols that fit the melody over tunes that have none, on whatever is read.")
  var harmonise = false
  @Flag(help: "Say nothing but errors.") var quiet = false

  func validate() throws {
    guard TuneFile.endings.contains((output as NSString).pathExtension.lowercased()) else {
      throw ValidationError(
        "-o \(output): end the name in .mid, .wav, .flac, .ogg, .mp3, .svg, .pdf, .png, .musicxml or .abc")
    }
    if TuneFile.isSheet(output), playing.isAskedFor {
      throw ValidationError("-o \(output): style and players are heard, not written; give a .mid or an audio file")
    }
    if sound.isAskedFor, TuneFile.isSheet(output) || TuneFile.isMIDI(output) {
      throw ValidationError("-o \(output): reverb, loudness, depth and stems are for .wav, .flac, .ogg and .mp3")
    }
    if set, TuneFile.isSheet(output) { throw ValidationError("--set is heard: give a .mid or an audio file") }
    if harmonise, !TuneFile.isSheet(output) {
      throw ValidationError("--harmonise writes what is read; to hear the chords use --accompany")
    }
    if printing.isAskedFor, SheetFormat(path: output) == nil {
      throw ValidationError("--book-title and --no-chords are for .svg, .pdf and .png")
    }
  }

  private enum Music: Sendable {
    case tune(Tune, file: String)
    case midi(MIDIFile, name: String)
  }

  func run() throws {
    let played = try asked.played
    var music: [Music] = []
    for file in try InputFiles.tunes(in: files) { music += try read(file) }
    if let tune {
      guard music.indices.contains(tune - 1) else {
        throw Failure.input("there is no tune \(tune); there are \(music.count)")
      }
      music = [music[tune - 1]]
    }
    guard !music.isEmpty else {
      throw Failure.input("\(files.joined(separator: " ")): no tunes; a tune begins with X: and has a K:")
    }
    if SheetFormat(path: output) == .pdf, music.count > 1 { return try bind(music) }
    if set {
      Interruption.begin()
      return try play(music, on: played)
    }
    let jobs = music.enumerated().map { ($0.element, path(of: $0.offset, among: music.count)) }
    let bar = ProgressLine(isShown: !quiet && jobs.count > 1, total: jobs.count, what: "tunes rendered")
    Interruption.begin()
    let faults = try Parallel.map(jobs, finished: bar.show) { try render($0.0, to: $0.1, on: played) }.compactMap { $0 }
    bar.end()
    for fault in faults.dropLast() { Terminal.complain(fault) }
    if let last = faults.last { throw Failure(message: last, code: .input) }
  }

  /// Plays all tunes into one file.
  private func play(_ music: [Music], on played: Instrument?) throws {
    var files: [MIDIFile] = []
    var titles: [String] = []
    for (place, piece) in music.enumerated() {
      switch piece {
      case .tune(let tune, let file):
        let score = Score(performing: tune)
        guard !score.notes.isEmpty else { throw Failure.input("\(file):\(tune.line): there are no notes to play") }
        var playing = playing
        // Only the last tune of a set comes to rest.
        if place + 1 < music.count {
          playing.without = [playing.without, "final-note"].compactMap { $0 }.joined(separator: ",")
        }
        if place > 0 { playing.countIn = false }
        let isAudio = !TuneFile.isMIDI(output)
        files.append(try playing.midi(of: score, as: asked.performance(of: tune, on: played), forAudio: isAudio).file)
        titles.append(tune.title)
      case .midi(_, let name): throw Failure.input("\(name): a set is made of ABC tunes; give an ABC file")
      }
    }
    let title = titles.filter { !$0.isEmpty }.joined(separator: " / ")
    try TuneFile.write(MIDIFile(joining: files), tags: AudioTags(title: title), to: output, sound: sound)
  }

  /// Prints all tunes as one book.
  private func bind(_ music: [Music]) throws {
    var tunes: [Tune] = []
    for piece in music {
      switch piece {
      case .tune(let tune, _): tunes.append(try sheet(of: tune))
      case .midi(_, let name): throw Failure.input("\(name): MIDI cannot be printed; give an ABC file")
      }
    }
    try printing.write(tunes, to: output)
  }

  private func read(_ file: String) throws -> [Music] {
    let bytes = try InputFiles.read(file)
    if bytes.starts(with: Array("MThd".utf8)) {
      do throws(MIDIError) {
        return [.midi(try MIDIFile(decoding: bytes), name: (file as NSString).lastPathComponent)]
      } catch {
        throw Failure.input("\(file): \(error)")
      }
    }
    let entries = Tunebook(parsing: bytes).entries
    if !quiet {
      for problem in entries.flatMap(\.problems) where problem.severity == .error {
        Terminal.complain("\(file):\(problem)")
      }
    }
    return entries.map { .tune($0.tune, file: file) }
  }

  /// Renders one thing; what is wrong with it where there is nothing to render, which keeps nobody else's tune back.
  private func render(_ music: Music, to path: String, on played: Instrument?) throws -> String? {
    switch music {
    case .tune(let tune, let file):
      let score = Score(performing: tune)
      guard !score.notes.isEmpty else {
        return "\(file):\(tune.line): error: \(tune.title.isEmpty ? "the tune" : tune.title) has no notes to render; "
          + "write them below its K:"
      }
      if TuneFile.isSheet(path) {
        try TuneFile.writeSheet(try sheet(of: tune), to: path, instrument: played ?? .fiddle, printing: printing)
        return nil
      }
      try TuneFile.write(
        tune, performed: score, to: path, performance: asked.performance(of: tune, on: played), playing: playing,
        sound: sound
      )
    case .midi(let midi, let name):
      guard !playing.isAskedFor else {
        throw Failure.usage("\(name): MIDI is played as it is; style and players need an ABC file")
      }
      guard !TuneFile.isSheet(path) else {
        throw Failure.input("\(name): MIDI cannot be written to be read; give an ABC file")
      }
      try TuneFile.write(midi, tags: AudioTags(title: name), to: path, sound: sound)
    }
    return nil
  }

  /// The tune with the tempo and chords and in the place that the options ask for, as it is to be written.
  private func sheet(of tune: Tune) throws -> Tune {
    let beat = tune.meter?.beat ?? Fraction(1, 4)
    guard var result = tune.transposed(by: asked.transpose) else {
      throw Failure.input("\(tune.title): its key has no tonic, and cannot be written elsewhere; leave --transpose out")
    }
    if let tempo = asked.tempo {
      let field = Field(
        "Q", "\(beat)=\(tempo.formatted(.number.grouping(.never)))",
        content: .tempo(Tempo(beat: beat, perMinute: tempo)))
      result.header.removeAll { $0.letter == "Q" }
      result.header.insert(field, at: result.header.lastIndex { $0.letter == "K" } ?? result.header.endIndex)
    }
    return harmonise ? result.harmonised() : result
  }

  private func path(of index: Int, among count: Int) -> String {
    guard count > 1 else { return output }
    let number = String(index + 1)
    let padded = String(repeating: "0", count: String(count).count - number.count) + number
    return (output as NSString).deletingPathExtension + "-\(padded)." + (output as NSString).pathExtension
  }
}
