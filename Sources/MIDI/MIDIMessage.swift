/// One thing a MIDI file says: a channel message or a meta event.
///
/// A table rather than a class an event, after mido. Channels count from 0, pitches are note numbers (60 is middle C).
/// Standard MIDI Files 1.0, and MIDI 1.0 for the channel messages.
public enum MIDIMessage: Hashable, Sendable {
  /// A key is released. `velocity` is how fast; 64 where the keyboard does not sense it.
  case noteOff(channel: UInt8, pitch: UInt8, velocity: UInt8)
  /// A key is struck. Velocity 0 means released.
  case noteOn(channel: UInt8, pitch: UInt8, velocity: UInt8)
  /// Aftertouch of one key.
  case keyPressure(channel: UInt8, pitch: UInt8, pressure: UInt8)
  /// A controller moves: 7 volume, 10 pan, 64 sustain.
  case control(channel: UInt8, controller: UInt8, value: UInt8)
  /// An instrument is chosen, 0...127 of General MIDI.
  case program(channel: UInt8, program: UInt8)
  /// Aftertouch of a whole channel.
  case channelPressure(channel: UInt8, pressure: UInt8)
  /// The pitch wheel, 0...16383; 8192 is at rest.
  case pitchBend(channel: UInt8, value: UInt16)

  /// Microseconds a quarter beat, 1...16777215.
  case tempo(microsecondsPerQuarter: UInt32)
  /// `numerator / 2^denominatorPower`, MIDI clocks (24 a quarter) a metronome click, and written 32nds a quarter.
  case timeSignature(numerator: UInt8, denominatorPower: UInt8, clocksPerClick: UInt8, thirtySecondsPerQuarter: UInt8)
  /// Sharps, flats negative, -7...7.
  case keySignature(sharps: Int8, isMinor: Bool)
  /// Words: a track's name, a lyric, a remark.
  case text(TextKind, String)
  /// A track is over.
  case endOfTrack
  /// A meta event this table has no name for, kept as it is.
  case meta(type: UInt8, data: [UInt8])

  /// What a text event's words are, by the number of its meta event.
  public enum TextKind: UInt8, Hashable, Sendable {
    case text = 1
    case copyright
    case trackName
    case instrumentName
    case lyric
    case marker
    case cuePoint
  }

  /// The channel of a channel message, 0...15; nil for meta events.
  public var channel: UInt8? {
    switch self {
    case .noteOff(let channel, _, _), .noteOn(let channel, _, _), .keyPressure(let channel, _, _),
      .control(let channel, _, _), .program(let channel, _), .channelPressure(let channel, _),
      .pitchBend(let channel, _):
      channel
    default: nil
    }
  }
}
