import ABC
import Foundation
import Music
import Originality

/// The tunes that come with Lilt: real ones, of several meters and kinds.
enum Tunes {
  static let all: [Tune] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../tunes").standardized
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".abc") }.sorted().compactMap { name in
      (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)).flatMap { try? Tune(parsing: $0) }
    }
  }()

  static let melodies = all.map { Melody(of: $0) }

  static let sources = zip(all, melodies).enumerated().map { number, tune in
    MelodyIndex.Source(tune.1, title: tune.0.title, file: "tunes/\(number).abc", line: 1)
  }

  /// An index of all of them, each a family of its own.
  static let index = MelodyIndex(of: sources)
}

extension Tune {
  /// A line of notes, `pitch:length` with MIDI numbers and lengths in ticks, as a tune of bars of `barLength` ticks.
  init(_ notes: [Melody.Note], barLength: Int) {
    self.init()
    let meter = Meter(barLength * 16 / Melody.ticks, 16)
    header = [
      Field("M", meter.notation, content: .meter(meter)), Field("L", "1/8", content: .unitLength(Fraction(1, 8))),
    ]
    var clock = 0
    for note in notes {
      if note.onset > clock {
        body.append(Element(.rest(Rest(length: Fraction((note.onset - clock) * 8, Melody.ticks)))))
      }
      let step = [Step.c, .c, .d, .d, .e, .f, .f, .g, .g, .a, .a, .b][note.pitch % 12]
      let pitch = WrittenPitch(
        step, octave: note.pitch / 12 - 5, accidental: Accidental(alteration: note.pitch % 12 - step.semitones))
      body.append(Element(.note(Music.Note(pitch, length: Fraction((note.end - note.onset) * 8, Melody.ticks)))))
      clock = note.end
    }
  }
}

/// SplitMix64, so that every run plants the same copies.
struct Chance: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
