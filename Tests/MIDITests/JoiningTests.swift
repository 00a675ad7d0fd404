import ABC
import MIDI
import Music
import Testing

@Suite struct JoiningTests {
  private func file(_ title: String, _ music: String, tempo: Double) throws -> MIDIFile {
    let tune = try Tune(parsing: "X:1\nT:\(title)\nM:2/4\nL:1/8\nK:D\n\(music)\n")
    return MIDIFile(performing: Score(performing: tune), as: Performance(tempo: tempo))
  }

  /// Two bars of four quavers, then one: the second tune begins after four crotchets, at its own pace.
  @Test func tunesFollowEachOther() throws {
    let set = MIDIFile(joining: [
      try file("One", "d2f2|a4|", tempo: 120), try file("Two", "GABc|", tempo: 60),
    ])
    #expect(set.tracks.count == 2 && set.tracks[0].name == "One / Two" && set.tracks[1].name == "Melody")
    let timeline = Timeline(set)
    let onsets = timeline.entries.compactMap { entry in
      if case .noteOn(_, _, let velocity) = entry.message, velocity > 0 { entry.seconds } else { nil }
    }
    #expect(onsets == [0, 0.5, 1, 2, 2.5, 3, 3.5] && timeline.duration == 4)
    let marks = set.tracks[0].events.compactMap { event in
      if case .text(.marker, let text) = event.message, ["One", "Two"].contains(text) { event.tick } else { nil }
    }
    #expect(marks == [0, 1920])
    // What other programs read is what was written.
    #expect(try MIDIFile(decoding: set.encoded()) == set)
    for track in set.tracks {
      #expect(zip(track.events, track.events.dropFirst()).allSatisfy { $0.tick <= $1.tick })
      #expect(track.events.filter { $0.message == .endOfTrack }.count == 1)
    }
  }

  @Test func nothingMakesAnEmptyFile() {
    #expect(MIDIFile(joining: []).tracks.count == 1)
  }
}
