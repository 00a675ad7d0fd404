import ABC
import Audio
import Foundation
import MIDI
import Music
import MusicXML

/// Writes a tune in the form its file's ending names.
enum TuneFile {
  static let endings = ["abc", "musicxml", "xml", "mid", "midi", "wav", "flac", "ogg", "mp3"]
  /// Those that notes are written to as they stand on the page.
  private static let sheetEndings: Set<String> = ["abc", "musicxml", "xml"]

  static func isSheet(_ path: String) -> Bool {
    sheetEndings.contains((path as NSString).pathExtension.lowercased())
  }

  /// Writes a tune as it stands on the page.
  static func writeSheet(_ tune: Tune, to path: String, instrument: Instrument = .fiddle) throws {
    if (path as NSString).pathExtension.lowercased() == "abc" {
      return try OutputFiles.write(Array(tune.abc().utf8), to: path)
    }
    let played = MusicXMLDocument.Instrument(name: instrument.name.capitalized, program: instrument.program)
    try OutputFiles.write(MusicXMLDocument(engraving: tune, on: played).bytes, to: path)
  }

  /// - Parameter score: what the tune sounds, where that is known already.
  static func write(
    _ tune: Tune, performed score: Score? = nil, to path: String, performance: MIDI.Performance, soundFont: String?
  ) throws {
    if isSheet(path) { return try writeSheet(tune, to: path) }
    let tags = AudioTags(title: tune.title, artist: tune.composer, comment: tune.values(of: "S").first ?? "")
    try write(
      MIDIFile(performing: score ?? Score(performing: tune), as: performance), tags: tags, to: path,
      soundFont: soundFont)
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
