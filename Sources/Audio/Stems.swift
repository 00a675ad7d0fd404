import Foundation
import MIDI

/// A part of an arrangement: all that plays on one MIDI channel.
struct Stem: Hashable {
  /// What its file is called: the name of the first track that plays on the channel, as a word of a file name.
  var name: String
  /// The channel, 0...15.
  var channel: UInt8

  /// The parts of a file, in the order of its tracks.
  ///
  /// A track named as the whole file is, or not at all, is the melody where it is the first. Where two parts have one
  /// name, the second is called `name-2`.
  static func stems(of file: MIDIFile) -> [Stem] {
    let title = file.tracks.first?.name ?? ""
    var stems: [Stem] = []
    for track in file.tracks {
      var channels: [UInt8] = []
      for event in track.events {
        guard case .noteOn(let channel, _, let velocity) = event.message, velocity > 0 else { continue }
        if !channels.contains(channel), !stems.contains(where: { $0.channel == channel }) { channels.append(channel) }
      }
      for channel in channels {
        let isNameless = track.name.isEmpty || track.name == title
        let own = isNameless ? stems.isEmpty ? "melody" : "part" : Stem.word(track.name)
        let taken = Set(stems.map(\.name))
        var (name, number) = (own, 1)
        while taken.contains(name) {
          number += 1
          name = "\(own)-\(number)"
        }
        stems.append(Stem(name: name, channel: channel))
      }
    }
    return stems
  }

  /// Small letters and digits, without accents; anything else parts words and becomes a hyphen.
  private static func word(_ name: String) -> String {
    let plain = name.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil).lowercased()
    let words = plain.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.isEmpty ? "part" : words.joined(separator: "-")
  }

  /// Where its file stands: `tune-bass.wav` beside `tune.wav`.
  func path(beside path: String) -> String {
    (path as NSString).deletingPathExtension + "-\(name)." + (path as NSString).pathExtension
  }
}

extension MIDIFile.Track {
  fileprivate var name: String {
    for event in events {
      if case .text(.trackName, let name) = event.message { return name }
    }
    return ""
  }
}

extension AudioFile {
  /// Plays a MIDI file into an audio file and each of its parts into one of its own beside it, `tune-melody.wav` and
  /// `tune-bass.wav` beside `tune.wav`.
  ///
  /// A part is what plays on one MIDI channel, named by its track. Each is synthesised alone, all have the length of
  /// the whole, and all go through the gain of the whole, the limiter's work too, so that they add up to it: exactly
  /// but for the rounding of each file's samples, and for what an encoder loses. Where a part alone would have too high
  /// a peak, all of them and the whole are made softer by what is too much. All files appear whole or none does, but
  /// for a disk that fails while they are being named.
  ///
  /// - Returns: the paths of the parts, in the order of the tracks.
  /// - Throws: ``AudioError``, as ``write(_:to:soundFont:tags:depth:loudness:options:onProgress:)``, and
  ///   ``AudioError/noStems(path:)`` where there are no notes.
  @discardableResult public static func writeStems(
    _ midi: MIDIFile, to path: String, soundFont: String? = nil, tags: AudioTags = AudioTags(),
    depth: SampleDepth? = nil, loudness: Loudness = .standard, options: SynthesisOptions = SynthesisOptions(),
    onProgress: (Double) -> Bool = { _ in true }
  ) throws(AudioError) -> [String] {
    let format = try AudioFormat(path: path, depth: depth)
    let soundFont = try SoundFontSearch.path(named: soundFont)
    let stems = Stem.stems(of: midi)
    guard !stems.isEmpty else { throw .noStems(path: path) }
    let whole = try OutputFile(at: path, format: format)
    let count = Double(stems.count)
    let timeline = Timeline(midi)
    var (takes, files, fadeFrames): ([Take], [OutputFile], Int) = ([], [], 0)
    for (index, stem) in stems.enumerated() {
      files.append(try OutputFile(at: stem.path(beside: path), format: format))
      let rendition = try Rendition(timeline, of: stem.channel, soundFont: soundFont, options: options)
      let (take, fade) = try rendition.play(spoolingBeside: path) { onProgress(0.7 * (Double(index) + $0) / count) }
      takes.append(take)
      fadeFrames = max(fadeFrames, fade)
    }
    let mix = Mix(parts: takes)
    let mastering = try Mastering(
      of: mix, as: loudness, fadeFrames: fadeFrames, headroom: format.headroom
    ) { part throws(AudioError) in
      guard onProgress(0.7 + 0.15 * part) else { throw .cancelled }
    }
    // A part may have peaks that another takes away from the whole.
    var curve = mastering.curve
    var highest: Float = 0
    for take in takes {
      let survey = try Survey(of: Levelled(source: take, curve: curve)) { _ in }
      var peaks = TruePeaks(of: survey)
      try peaks.look(at: Levelled(source: take, curve: curve), above: Mastering.bound(headroom: format.headroom))
      highest = max(highest, peaks.highest)
    }
    curve.gain *= min(1, Mastering.bound(headroom: format.headroom) / max(highest, Mastering.hush))

    for (index, (take, file)) in zip([nil] + takes, [whole] + files).enumerated() {
      var tags = tags
      if index > 0 { tags.title += (tags.title.isEmpty ? "" : " ") + "(\(stems[index - 1].name))" }
      let progress: (Double) throws(AudioError) -> Void = { part throws(AudioError) in
        guard onProgress(0.85 + 0.15 * (Double(index) + part) / (count + 1)) else { throw .cancelled }
      }
      if let take {
        let padded = Padded(source: take, frameCount: mix.frameCount)
        try file.write(Levelled(source: padded, curve: curve), tags: tags, onProgress: progress)
      } else {
        try file.write(Levelled(source: mix, curve: curve), tags: tags, onProgress: progress)
      }
    }
    for file in [whole] + files { try file.move() }
    return stems.map { $0.path(beside: path) }
  }
}

/// A sound with silence after it.
private struct Padded: FrameSource {
  let source: Take
  let frameCount: Int

  func read(from first: Int, into frames: UnsafeMutableBufferPointer<Float>) throws(AudioError) {
    try source.read(from: first, into: frames)
  }
}
