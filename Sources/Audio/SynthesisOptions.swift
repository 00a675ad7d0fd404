/// How a synthesiser sounds.
public struct SynthesisOptions: Hashable, Sendable {
  /// The room it is heard in.
  public var reverb: Reverb
  /// Whether FluidSynth's chorus is on; a SoundFont decides how much of it an instrument gets.
  public var chorus: Bool

  /// A room, and no chorus.
  public init(reverb: Reverb = .room, chorus: Bool = false) {
    self.reverb = reverb
    self.chorus = chorus
  }
}

/// The room that music is heard in: FluidSynth's late reverberation (FluidSynth documentation, "synth.reverb").
///
/// How much of an instrument goes into the room is the SoundFont's and the music's to say (controller 91).
public struct Reverb: Hashable, Sendable {
  /// How loud the room answers, 0 for not at all to 1.
  public var level: Double { didSet { level = level.within0And1 } }
  /// How large the room is, 0...1: the lowest tones die away by 60 dB in 0.7 to 2 seconds.
  public var roomSize: Double { didSet { roomSize = roomSize.within0And1 } }
  /// How much sooner high tones die than low ones, 0...1.
  public var damping: Double { didSet { damping = damping.within0And1 } }
  /// How far the room's answer is spread from left to right, 0...1.
  public var width: Double { didSet { width = width.within0And1 } }

  /// A room of one's own. Numbers outside 0...1 are brought within, and what is no number is 0.
  public init(level: Double, roomSize: Double = 0.45, damping: Double = 0.3, width: Double = 0.8) {
    self.level = level.within0And1
    self.roomSize = roomSize.within0And1
    self.damping = damping.within0And1
    self.width = width.within0And1
  }

  /// The instrument alone.
  public static let none = Reverb(level: 0)
  /// A living room: what music is heard in unless something else is asked for.
  public static let room = Reverb(level: 0.6)
  /// A small place full of people and coats, which swallow the high tones.
  public static let pub = Reverb(level: 0.5, roomSize: 0.2, damping: 0.7, width: 0.6)
  /// A concert hall.
  public static let hall = Reverb(level: 0.8, roomSize: 0.9, damping: 0.2, width: 1)

  /// The rooms that have names, smallest first.
  public static let named: [(name: String, reverb: Reverb)] = [
    ("none", none), ("pub", pub), ("room", room), ("hall", hall),
  ]

  /// The room of a name (``named``), or the usual room as loud as a number from 0 to 1 says; nil for other words.
  public init?(_ words: String) {
    if let known = Reverb.named.first(where: { $0.name == words.lowercased() }) {
      self = known.reverb
    } else if let level = Double(words), (0...1).contains(level) {
      self.init(level: level)
    } else {
      return nil
    }
  }
}

extension Double {
  fileprivate var within0And1: Double { self > 0 ? min(1, self) : 0 }
}
