import Music

/// A voice divided at its bar lines, with what its bars, repeats and endings do not add up to.
///
/// This is the part of ``CheckedBook`` that needs no text, for tunes that were composed rather than read.
public struct Barring: Sendable {
  /// The music between two bar lines, in the order written; what holds no notes or rests is left out.
  public let measures: [Measure]
  /// Bars that do not hold what the meter asks for, pickups that nothing completes, repeats and endings without a
  /// partner.
  public let problems: [Problem]

  /// Divides and checks the elements of a voice, whose rhythm has been worked out; O(n).
  public init(of elements: [Element], rhythm: Rhythm) {
    let divided = Measures(of: elements, rhythm: rhythm)
    measures = divided.all
    problems =
      RhythmAndRange.incomplete(rhythm, in: elements) + BarLengths(of: divided, in: elements).problems
      + RepeatBalance(of: elements).problems + EndingPartners(of: elements).problems
  }
}
