/// Which element of a tune sounds when: for whoever follows the music on the page.
public struct Following: Sendable {
  /// A note, a chord or a rest that begins.
  public struct Moment: Hashable, Sendable {
    /// When, in quarter beats from the start of the tune.
    public var onset: Fraction
    /// Where it is written.
    public var place: Place

    /// An element that begins at a moment.
    public init(onset: Fraction, place: Place) {
      self.onset = onset
      self.place = place
    }
  }

  /// The moments in the order they are played, repeats followed; empty where a tune has no voice.
  public private(set) var moments: [Moment] = []

  /// Follows the first voice as a ``Score`` plays it; O(elements played).
  public init(of tune: Tune) {
    let opening = Opening(of: tune)
    guard let voice = tune.voices.first else { return }
    let rhythm = Rhythm(of: voice.elements, meter: opening.meter, unitLength: opening.unitLength)
    let order = PlaybackOrder(
      of: voice.elements, parts: opening.parts, jumps: Jumps(in: voice.elements, symbols: opening.symbols))
    var clock = Fraction.zero
    for index in order.stretches.joined() {
      let duration = rhythm.duration(of: voice.elements[index], at: index) * 4
      guard duration > .zero else { continue }
      moments.append(Moment(onset: clock, place: voice.elements[index].place))
      clock += duration
    }
  }
}
