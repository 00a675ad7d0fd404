/// What a network is told beside the last token: where in the bar and in the part the next token lies, and what stood at
/// that place some bars ago.
///
/// A tune of this music says a third of its bars again, most often four or eight bars later. A network that hears one
/// token after another has to keep forty of them in its state to do so, and hardly learns it. Shown what it wrote at the
/// same place n bars ago, it only has to learn when to say it again. The idea is Magenta's Lookback RNN (Waite, "Generating
/// Long-Term Structure in Songs and Stories", 2016); here bars are those of the notation and the place is exact.
///
/// The context of a token is a function of the tokens before it and of nothing else: ``ContextReader`` works it out.
public struct MetricalContext: Codable, Hashable, Sendable {
  /// How many bars back to look, such as 4 and 8; the first wins where two agree equally long.
  public var barsBack: [Int]

  /// A context that looks back so far. By default as far as nine in ten of the repeated bars of folk-rnn's data that stand
  /// on a whole number of two-bar phrases away, and one bar.
  public init(barsBack: [Int] = [1, 2, 4, 8, 16]) { self.barsBack = barsBack }

  /// Places in the bar that are told apart: 32 semiquavers, between two of them, beyond.
  static let places = 34
  /// Bars of the part that are told apart: 32, those beyond, and the pickup.
  static let bars = 34
  /// How long a streak can be, in classes.
  static let streaks = 3

  /// How many rows each of the one-hot inputs has: the place in the bar, the bar in the part, the longest streak, and for
  /// each of ``barsBack`` the tokens of a vocabulary and none.
  public func sizes(vocabulary: Int) -> [Int] {
    [Self.places, Self.bars, 1 + Self.streaks * barsBack.count] + barsBack.map { _ in vocabulary + 1 }
  }

  /// Why there can be no such context; nil where there can.
  public var problem: String? {
    guard barsBack.count <= 16 else { return "looks back to \(barsBack.count) bars; 16 are the most" }
    if let wrong = barsBack.first(where: { !(1...64).contains($0) }) { return "looks back \(wrong) bars; give 1 to 64" }
    return Set(barsBack).count < barsBack.count ? "names a number of bars twice" : nil
  }
}
