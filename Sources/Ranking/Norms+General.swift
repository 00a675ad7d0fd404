extension Norms {
  /// What is usual in tunes for dancing wherever they come from, for a model without norms of its own. Rough on purpose: a
  /// tune falls out of it only by what would strike anybody who plays. Nothing is said of how likely a tune is, nor of how
  /// many notes a bar has.
  public static let general = Norms(
    all: Group(
      tunes: 0,
      measures: [
        .repeated: Quantiles(0, 0.1, 0.25, 0.4, 0.6), .varied: Quantiles(0, 0, 0.1, 0.25, 0.4),
        .range: Quantiles(11, 14, 17, 19, 24), .leaps: Quantiles(0, 0.01, 0.04, 0.08, 0.15),
      ],
      endsOnTonic: 0.8, forms: ["AABB": 0.6]),
    meters: [:])

  /// Whether these are ``general``: of no collection.
  public var isGeneral: Bool { all.tunes == 0 }
}
