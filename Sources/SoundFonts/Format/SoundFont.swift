/// A SoundFont bank: samples, instruments that map them to keys, presets that a MIDI program selects.
///
/// SoundFont Technical Specification 2.04. ``encoded()`` writes the file.
public struct SoundFont: Hashable, Sendable {
  /// Recorded or modelled sound, one channel of 16 bits.
  public struct Sample: Hashable, Sendable {
    /// At most 20 characters of ASCII count.
    public var name: String
    /// The sound.
    public var frames: [Int16]
    /// Frames a second.
    public var sampleRate: Int
    /// The frames played over and over while a key is held; nil to play once.
    public var loop: Range<Int>?
    /// The MIDI key at which the sample sounds as it was made.
    public var rootKey: Int
    /// Cents to add for the root key to be in tune, -50...50.
    public var pitchCorrection: Int

    /// A sample.
    public init(
      name: String, frames: [Int16], sampleRate: Int, loop: Range<Int>?, rootKey: Int, pitchCorrection: Int = 0
    ) {
      self.name = name
      self.frames = frames
      self.sampleRate = sampleRate
      self.loop = loop
      self.rootKey = rootKey
      self.pitchCorrection = pitchCorrection
    }
  }

  /// Keys, struck with some force, that play one sample.
  public struct Zone: Hashable, Sendable {
    /// The keys, 0...127.
    public var keys: ClosedRange<Int>
    /// How hard they are struck, 0...127.
    public var velocities: ClosedRange<Int>
    /// Which of ``SoundFont/samples``.
    public var sample: Int
    /// How it is played; what is not said is the specification's default.
    public var generators: [Generator: Int]
    /// What controllers and velocity do to it, over the specification's defaults.
    public var modulators: [Modulator]

    /// A zone.
    public init(
      keys: ClosedRange<Int>, velocities: ClosedRange<Int> = 0...127, sample: Int, generators: [Generator: Int] = [:],
      modulators: [Modulator] = []
    ) {
      self.keys = keys
      self.velocities = velocities
      self.sample = sample
      self.generators = generators
      self.modulators = modulators
    }
  }

  /// Zones that cover the keyboard together.
  public struct Instrument: Hashable, Sendable {
    /// At most 20 characters of ASCII count.
    public var name: String
    /// Its zones.
    public var zones: [Zone]

    /// An instrument.
    public init(name: String, zones: [Zone]) {
      self.name = name
      self.zones = zones
    }
  }

  /// What a MIDI program of a bank plays.
  public struct Preset: Hashable, Sendable {
    /// At most 20 characters of ASCII count.
    public var name: String
    /// 0 for melodies, 128 for drums.
    public var bank: Int
    /// The MIDI program, 0...127.
    public var program: Int
    /// Which of ``SoundFont/instruments``.
    public var instrument: Int

    /// A preset.
    public init(name: String, bank: Int, program: Int, instrument: Int) {
      self.name = name
      self.bank = bank
      self.program = program
      self.instrument = instrument
    }
  }

  /// The bank's name.
  public var name: String
  /// Whose it is and under which terms.
  public var copyright: String
  /// What is in it.
  public var comment: String
  /// The sounds.
  public var samples: [Sample] = []
  /// The instruments.
  public var instruments: [Instrument] = []
  /// The presets.
  public var presets: [Preset] = []

  /// A bank with nothing in it.
  public init(name: String, copyright: String = "", comment: String = "") {
    self.name = name
    self.copyright = copyright
    self.comment = comment
  }
}
