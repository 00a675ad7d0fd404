/// A Standard MIDI File: tracks of events at absolute ticks.
///
/// `MIDIFile(performing: score)` makes one of a tune, `MIDIFile(decoding: bytes)` reads one, ``encoded()`` writes one.
public struct MIDIFile: Hashable, Sendable {
  /// How the tracks belong together.
  public enum Format: UInt16, Hashable, Sendable {
    /// One track holds everything.
    case single = 0
    /// The tracks sound together; the first conducts.
    case simultaneous = 1
  }

  /// What a tick is.
  public enum Division: Hashable, Sendable {
    /// A fraction of a quarter beat, 1...32767 a quarter; its length follows the tempo.
    case ticksPerQuarter(Int)
    /// A fraction of a film frame, whatever the tempo: frames a second (24, 25, 29 for 29.97, or 30) and ticks a frame.
    case frames(perSecond: Int, ticksPerFrame: Int)
  }

  /// A message and when it happens.
  public struct Event: Hashable, Sendable {
    /// Ticks from the start of the file, not from the event before.
    public var tick: Int
    /// What happens.
    public var message: MIDIMessage

    /// `message` at `tick`.
    public init(tick: Int, _ message: MIDIMessage) {
      self.tick = tick
      self.message = message
    }
  }

  /// Events in order of their ticks.
  public struct Track: Hashable, Sendable {
    /// The events, never going back in time; the last is ``MIDIMessage/endOfTrack``.
    public var events: [Event]

    /// A track of events that are in order.
    public init(events: [Event] = []) { self.events = events }

    /// The first track name, nil where it has none.
    public var name: String? {
      for event in events {
        if case .text(.trackName, let name) = event.message { return name }
      }
      return nil
    }
  }

  /// How the tracks belong together.
  public var format: Format
  /// What a tick is.
  public var division: Division
  /// The tracks.
  public var tracks: [Track]

  /// A file of tracks; Lilt's own have 480 ticks a quarter.
  public init(format: Format = .simultaneous, division: Division = .ticksPerQuarter(480), tracks: [Track] = []) {
    self.format = format
    self.division = division
    self.tracks = tracks
  }
}
