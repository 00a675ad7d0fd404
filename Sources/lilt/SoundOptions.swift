import ArgumentParser
import Audio
import Foundation
import MIDI

/// How audio sounds and is kept.
struct SoundOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The SoundFont to play with.", valueName: "file")) var soundfont: String?
  @Option(
    help: ArgumentHelp(
      "The room: none, pub, room, hall, or how loud a room answers from 0 to 1. (default: room)", valueName: "room"))
  var reverb: Reverb?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How loud: LUFS, as -16, peak for as loud as goes without a limiter, or as-played. (default: -16)",
      valueName: "loudness"))
  var loudness: Loudness?
  @Option(help: ArgumentHelp("Bits of .wav and .flac: 16, 24, or float for .wav. (default: 16)", valueName: "bits"))
  var depth: SampleDepth?
  @Flag(help: "Also write each part alone, which add up to the whole: tune-melody.wav, tune-chords.wav ...")
  var stems = false

  /// Whether anything was asked for that only audio can have.
  var isAskedFor: Bool { reverb != nil || loudness != nil || depth != nil || stems }

  /// Writes audio; a stopped one leaves nothing.
  func write(_ midi: MIDIFile, to path: String, tags: AudioTags) throws {
    let options = SynthesisOptions(reverb: reverb ?? .room)
    let goesOn = { (_: Double) in !Interruption.isRequested }
    do throws(AudioError) {
      if stems {
        try AudioFile.writeStems(
          midi, to: path, soundFont: soundfont, tags: tags, depth: depth, loudness: loudness ?? .standard,
          options: options, onProgress: goesOn)
      } else {
        try AudioFile.write(
          midi, to: path, soundFont: soundfont, tags: tags, depth: depth, loudness: loudness ?? .standard,
          options: options, onProgress: goesOn)
      }
    } catch {
      throw error.fault == .input ? Failure.input(error.description) : Failure.device(error.description)
    }
  }
}

extension Reverb: ExpressibleByArgument {
  /// Reads what `--reverb` takes.
  public init?(argument: String) { self.init(argument) }
}

extension SampleDepth: ExpressibleByArgument {}

extension Loudness: ExpressibleByArgument {
  /// Reads what `--loudness` takes.
  public init?(argument: String) {
    switch argument {
    case "peak": self = .peak
    case "as-played": self = .asPlayed
    default:
      guard let target = Double(argument), (-60 ... -5).contains(target) else { return nil }
      self = .lufs(target)
    }
  }
}
