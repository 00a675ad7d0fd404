/// What velocity or a controller adds to a generator of a zone.
///
/// SoundFont 2.04, sections 8.2 and 9.5. A modulator of the same source, destination and second source as a default one
/// takes its place.
public struct Modulator: Hashable, Sendable {
  /// The source as the specification packs it: index, controller flag, direction, polarity, curve.
  public var source: Int
  /// What it changes.
  public var destination: Generator
  /// How much at most, in the destination's unit.
  public var amount: Int
  /// A second source that scales the first, packed alike; 0 for none.
  public var secondSource: Int

  /// A modulator.
  public init(source: Int, destination: Generator, amount: Int, secondSource: Int = 0) {
    self.source = source
    self.destination = destination
    self.amount = amount
    self.secondSource = secondSource
  }

  /// How much softer weak strokes are, in centibels at the weakest: the default is 960.
  ///
  /// The source is velocity, falling, concave: default modulator 8.4.1.
  public static func softening(centibels: Int) -> Modulator {
    Modulator(source: 0x0502, destination: .initialAttenuation, amount: centibels)
  }

  /// How much darker weak strokes are: cents that the filter closes at velocity 0, in a straight line.
  ///
  /// The source is velocity, falling: default modulator 8.4.2, of which players differ in what they make.
  public static func darkening(cents: Int) -> Modulator {
    Modulator(source: 0x0102, destination: .initialFilterCutoff, amount: -cents)
  }
}
