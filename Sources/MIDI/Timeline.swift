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

  /// From a tick on, a pace holds.
  private struct Pace: Hashable {
    var tick: Int
    var seconds: Double
    var secondsPerTick: Double
  }
  private var paces: [Pace] = []
  private let ticksPerQuarter: Int?

  /// Lays a file out in seconds; O(n log n) for n events. 120 quarters a minute until the file says otherwise (SMF
  /// 1.0).
  public init(_ file: MIDIFile) {
    var order: [(tick: Int, track: Int, index: Int)] = []
    for (track, contents) in file.tracks.enumerated() {
      for (index, event) in contents.events.enumerated() { order.append((event.tick, track, index)) }
    }
    order.sort { ($0.tick, $0.track, $0.index) < ($1.tick, $1.track, $1.index) }

    // Time is counted from the last change of tempo, so that rounding does not add up from event to event.
    var pace: Pace
    switch file.division {
    case .ticksPerQuarter(let ticks):
      ticksPerQuarter = ticks
      pace = Pace(tick: 0, seconds: 0, secondsPerTick: 0.5 / Double(ticks))
    case .frames(let perSecond, let ticksPerFrame):
      ticksPerQuarter = nil
      let rate = perSecond == 29 ? 30_000.0 / 1001.0 : Double(perSecond)
      pace = Pace(tick: 0, seconds: 0, secondsPerTick: 1 / (rate * Double(ticksPerFrame)))
    }
    paces = [pace]
    for place in order {
      let message = file.tracks[place.track].events[place.index].message
      let seconds = pace.seconds + Double(place.tick - pace.tick) * pace.secondsPerTick
      duration = max(duration, seconds)
      if case .tempo(let microseconds) = message, case .ticksPerQuarter(let ticks) = file.division {
        pace = Pace(tick: place.tick, seconds: seconds, secondsPerTick: Double(microseconds) / 1e6 / Double(ticks))
        paces.append(pace)
      } else if message.channel != nil {
        entries.append(Entry(seconds: seconds, message: message))
      }
    }
  }

  /// When a moment in quarter beats comes, in seconds; O(log tempi). Of a file that counts film frames, 0.
  public func seconds(atQuarter quarter: Double) -> Double {
    guard let ticksPerQuarter else { return 0 }
    let tick = quarter * Double(ticksPerQuarter)
    var (low, high) = (0, paces.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Double(paces[middle].tick) <= tick { low = middle } else { high = middle }
    }
    return paces[low].seconds + (tick - Double(paces[low].tick)) * paces[low].secondsPerTick
  }
}
