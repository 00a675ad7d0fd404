import ABC
import ArgumentParser
import Audio
import Foundation
import MIDI
import Music
import Playing

/// `lilt play`: tunes on the loudspeakers.
struct Play: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Plays ABC or MIDI files on this machine, and shows where the music is.",
    discussion: """
      The line of ABC that sounds is shown in the terminal, the note inverted. Ctrl-C stops. Where there is no audio \
      device, as on a server, lilt render writes a file to be played elsewhere.
      """)

  @Argument(help: "ABC or MIDI files, or folders of ABC files; - for ABC on standard input.") var files: [String]
  @OptionGroup var asked: PerformanceOptions
  @Option(help: ArgumentHelp("Only the tune of this place in the file, from 1.", valueName: "number")) var tune: Int?
  @Option(help: ArgumentHelp("The SoundFont to play with.", valueName: "file")) var soundfont: String?
  @Option(
    help: "FluidSynth's audio driver: alsa, pulseaudio, pipewire, jack, coreaudio ...; its own choice where left out.")
  var driver: String?
  @OptionGroup(title: "Playing") var playing: PlayingOptions
  @Flag(help: "Show nothing but errors.") var quiet = false

  func run() throws {
    let played = try asked.played
    var pieces: [Piece] = []
    for file in try InputFiles.tunes(in: files) { pieces += try read(file, on: played) }
    if let tune {
      guard pieces.indices.contains(tune - 1) else {
        throw Failure.input("there is no tune \(tune); there are \(pieces.count)")
      }
      pieces = [pieces[tune - 1]]
    }
    guard !pieces.isEmpty else {
      throw Failure.input("\(files.joined(separator: " ")): there is nothing to play; a tune has notes below its K:")
    }
    let player: LivePlayer
    do throws(AudioError) {
      player = try Terminal.hushing { () throws(AudioError) in
        try LivePlayer(soundFont: soundfont, driver: driver)
      }
    } catch {
      throw error.fault == .input ? Failure.input(error.description) : Failure.device(error.description)
    }
    Interruption.begin()
    for piece in pieces {
      let page = quiet ? nil : FollowedPage(title: piece.title, lines: piece.lines, cues: piece.cues)
      page?.begin()
      let isWhole = player.play(piece.midi) { seconds in
        page?.show(at: seconds)
        return !Interruption.isRequested
      }
      page?.end()
      if !isWhole { return }
    }
  }

  /// Something to play, and what is shown meanwhile.
  private struct Piece {
    var title: String
    var midi: MIDIFile
    var lines: [String] = []
    var cues: [FollowedPage.Cue] = []
  }

  private func read(_ file: String, on played: Instrument?) throws -> [Piece] {
    let bytes = try InputFiles.read(file)
    if bytes.starts(with: Array("MThd".utf8)) {
      do throws(MIDIError) {
        return [Piece(title: (file as NSString).lastPathComponent, midi: try MIDIFile(decoding: bytes))]
      } catch {
        throw Failure.input("\(file): \(error)")
      }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    return try Tunebook(parsing: bytes).entries.compactMap { entry in
      let score = Score(performing: entry.tune)
      guard !score.notes.isEmpty else { return nil }
      let performance = asked.performance(of: entry.tune, on: played)
      let (midi, countIn) = try playing.midi(of: score, as: performance, forAudio: true)
      let timeline = Timeline(midi)
      let following = Following(of: entry.tune)
      let cues = (0..<playing.times).flatMap { round in
        following.moments.map { moment in
          let quarters = (moment.onset + score.duration * Fraction(round)).double + countIn
          return FollowedPage.Cue(seconds: timeline.seconds(atQuarter: quarters), place: moment.place)
        }
      }
      return Piece(title: entry.tune.title, midi: midi, lines: lines, cues: cues)
    }
  }
}
