/// A written tempo (`Q:`): how many of which note a minute.
public struct Tempo: Hashable, Sendable {
  /// The length that is counted, in whole notes: 3/8 for a jig's dotted crotchet.
  public var beat: Fraction
  /// How many of them a minute; 0 where the tempo is words alone.
  public var perMinute: Double
  /// Words beside the figure, such as `Slow`; empty where there are none.
  public var text: String

  /// `perMinute` notes of `beat` whole notes a minute.
  public init(beat: Fraction, perMinute: Double, text: String = "") {
    self.beat = beat
    self.perMinute = perMinute
    self.text = text
  }

  /// Crotchets a minute; nil where the tempo is words alone.
  public var quartersPerMinute: Double? { perMinute > 0 ? beat.double * 4 * perMinute : nil }
}
