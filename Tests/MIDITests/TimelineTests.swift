import MIDI
import Testing

@Suite struct TimelineTests {
  private func on(_ tick: Int) -> MIDIFile.Event { .init(tick: tick, .noteOn(channel: 0, pitch: 60, velocity: 64)) }

  @Test func tempoChangesOfOneTrackMoveTheNotesOfAnother() {
    let conductor = MIDIFile.Track(events: [
      .init(tick: 480, .tempo(microsecondsPerQuarter: 1_000_000)), .init(tick: 1920, .endOfTrack),
    ])
    let timeline = Timeline(MIDIFile(tracks: [conductor, .init(events: [on(0), on(480), on(720), on(960)])]))
    // A quarter at 120, then quarters of a second each.
    #expect(timeline.entries.map(\.seconds) == [0, 0.5, 1, 1.5])
    #expect(timeline.duration == 3.5)
    // Moments between events, before the first and behind the last of them.
    let moments = [-1, 0, 0.5, 1, 1.25, 10].map(timeline.seconds(atQuarter:))
    #expect(moments == [-0.5, 0, 0.25, 0.5, 0.75, 9.5])
  }

  @Test func framesIgnoreTheTempo() {
    let events = [MIDIFile.Event(tick: 0, .tempo(microsecondsPerQuarter: 1)), on(1000)]
    let file = MIDIFile(division: .frames(perSecond: 25, ticksPerFrame: 40), tracks: [.init(events: events)])
    #expect(Timeline(file).entries.map(\.seconds) == [1])
  }
}
