import Foundation
import MIDI

/// Small MIDI files for the tests, at 120 quarters a minute: a tick is 1/960 second.
enum Tunes {
  /// One note of a program.
  static func note(_ pitch: UInt8, program: UInt8, at tick: Int, lasting ticks: Int, end: Int? = nil) -> MIDIFile {
    MIDIFile(tracks: [
      .init(events: [
        .init(tick: 0, .program(channel: 0, program: program)),
        .init(tick: tick, .noteOn(channel: 0, pitch: pitch, velocity: 100)),
        .init(tick: tick + ticks, .noteOff(channel: 0, pitch: pitch, velocity: 64)),
        .init(tick: end ?? tick + ticks, .endOfTrack),
      ])
    ])
  }

  /// A bar of a reel on the fiddle.
  static let reel = MIDIFile(tracks: [
    .init(
      events: [.init(tick: 0, .program(channel: 0, program: 40))]
        + [62, 66, 69, 66, 74, 69, 66, 69].enumerated().flatMap { index, pitch in
          [
            MIDIFile.Event(tick: index * 144, .noteOn(channel: 0, pitch: pitch, velocity: 90)),
            MIDIFile.Event(tick: index * 144 + 144, .noteOff(channel: 0, pitch: pitch, velocity: 64)),
          ]
        })
  ])

  /// A folder of a test's own, empty.
  static func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lilt-audio-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// What lies in a folder, hidden files too.
  static func contents(of folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }
}
