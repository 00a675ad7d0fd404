import ABC
import Audio
import Foundation
import MIDI
import Music
import MusicXML
import Sheets

/// Writes a tune in the form its file's ending names.
enum TuneFile {
  static let endings = ["abc", "musicxml", "xml", "svg", "pdf", "png", "mid", "midi", "wav", "flac", "ogg", "mp3"]
  /// Those that notes are written to as they stand on the page.
  private static let sheetEndings: Set<String> = ["abc", "musicxml", "xml", "svg", "pdf", "png"]

  static func isSheet(_ path: String) -> Bool {
    sheetEndings.contains((path as NSString).pathExtension.lowercased())
  }

  /// Writes a tune as it stands on the page.
  static func writeSheet(
    _ tune: Tune, to path: String, instrument: Instrument = .fiddle, printing: SheetOptions? = nil
  ) throws {
    if SheetFormat(path: path) != nil { return try (printing ?? SheetOptions.parse([])).write([tune], to: path) }
    if (path as NSString).pathExtension.lowercased() == "abc" {
      return try OutputFiles.write(Array(tune.abc().utf8), to: path)
    }
    let played = MusicXMLDocument.Instrument(name: instrument.name.capitalized, program: instrument.program)
    try OutputFiles.write(MusicXMLDocument(engraving: tune, on: played).bytes, to: path)
  }

  static func isMIDI(_ path: String) -> Bool {
    ["mid", "midi"].contains((path as NSString).pathExtension.lowercased())
  }

  /// - Parameters:
  ///   - score: what the tune sounds, where that is known already.
  ///   - playing: how it is played; nil for exactly in MIDI, and as in a session where it is heard.
  static func write(
    _ tune: Tune, performed score: Score? = nil, to path: String, performance: MIDI.Performance,
    playing: PlayingOptions? = nil, sound: SoundOptions
  ) throws {
    if isSheet(path) { return try writeSheet(tune, to: path) }
    let playing = try playing ?? PlayingOptions.parse([])
    let midi = try playing.midi(
      of: score ?? Score(performing: tune), as: performance, forAudio: !isMIDI(path)
    ).file
    try write(midi, tags: AudioTags(tune), to: path, sound: sound)
  }

  static func write(_ midi: MIDIFile, tags: AudioTags, to path: String, sound: SoundOptions) throws {
    if isMIDI(path) { return try OutputFiles.write(midi.encoded(), to: path) }
    try sound.write(midi, to: path, tags: tags)
  }
}

extension AudioTags {
  /// What a tune says of itself.
  init(_ tune: Tune) {
    self.init(title: tune.title, artist: tune.composer, comment: tune.values(of: "S").first ?? "")
  }
}
