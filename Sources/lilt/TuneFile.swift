import ABC
import Audio
import Foundation
import MIDI
import Music

/// Writes a tune in the form its file's ending names.
enum TuneFile {
  static let endings = ["abc", "mid", "midi", "wav", "flac", "ogg", "mp3"]

  /// - Parameter score: what the tune sounds, where that is known already.
  static func write(
    _ tune: Tune, performed score: Score? = nil, to path: String, performance: MIDI.Performance, soundFont: String?
  ) throws {
    switch (path as NSString).pathExtension.lowercased() {
    case "abc": try OutputFiles.write(Array(tune.abc().utf8), to: path)
    default:
      let tags = AudioTags(
        title: tune.title, artist: tune.composer, comment: tune.values(of: "S").first ?? "")
      try write(
        MIDIFile(performing: score ?? Score(performing: tune), as: performance), tags: tags, to: path,
        soundFont: soundFont)
    }
  }

  static func write(_ midi: MIDIFile, tags: AudioTags, to path: String, soundFont: String?) throws {
    if ["mid", "midi"].contains((path as NSString).pathExtension.lowercased()) {
      return try OutputFiles.write(midi.encoded(), to: path)
    }
    do throws(AudioError) {
      try AudioFile.write(
        midi, to: path, soundFont: soundFont, tags: tags, onProgress: { _ in !Interruption.isRequested })
    } catch {
      throw error.fault == .input ? Failure.input(error.description) : Failure.device(error.description)
    }
  }
}
