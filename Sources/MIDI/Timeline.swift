/// A MIDI file's channel messages in the order they sound, in seconds: the tempo map applied, the tracks merged.
public struct Timeline: Hashable, Sendable {
  /// A channel message and when it sounds.
  public struct Entry: Hashable, Sendable {
    /// Seconds from the start.
    public var seconds: Double
    /// A channel message.
    public var message: MIDIMessage
  }

  /// The channel messages in order; at one moment, in the order of tracks and of events in a track.
  public private(set) var entries: [Entry] = []
  /// Where the last track ends, in seconds.
  public private(set) var duration = 0.0

  /// Lays a file out in seconds; O(n log n) for n events. 120 quarters a minute until the file says otherwise (SMF
  /// 1.0).
  public init(_ file: MIDIFile) {
    var order: [(tick: Int, track: Int, index: Int)] = []
    for (track, contents) in file.tracks.enumerated() {
      for (index, event) in contents.events.enumerated() { order.append((event.tick, track, index)) }
    }
    order.sort { ($0.tick, $0.track, $0.index) < ($1.tick, $1.track, $1.index) }

    var secondsPerTick: Double
    switch file.division {
    case .ticksPerQuarter(let ticks): secondsPerTick = 0.5 / Double(ticks)
    case .frames(let perSecond, let ticksPerFrame):
      let rate = perSecond == 29 ? 30_000.0 / 1001.0 : Double(perSecond)
      secondsPerTick = 1 / (rate * Double(ticksPerFrame))
    }
    // Time is counted from the last change of tempo, so that rounding does not add up from event to event.
    var (changeTick, changeSeconds) = (0, 0.0)
    for place in order {
      let message = file.tracks[place.track].events[place.index].message
      let seconds = changeSeconds + Double(place.tick - changeTick) * secondsPerTick
      duration = max(duration, seconds)
      if case .tempo(let microseconds) = message, case .ticksPerQuarter(let ticks) = file.division {
        (changeTick, changeSeconds) = (place.tick, seconds)
        secondsPerTick = Double(microseconds) / 1e6 / Double(ticks)
      } else if message.channel != nil {
        entries.append(Entry(seconds: seconds, message: message))
      }
    }
  }
}
