/// A kind of tune as musicians name it.
public enum TuneType: String, CaseIterable, Hashable, Sendable, Codable {
  case reel, jig, hornpipe, polka, slide, waltz, strathspey, march, mazurka, barndance
  case slipJig = "slip-jig"

  /// As `R:` has it.
  public var rhythm: String { self == .slipJig ? "slip jig" : rawValue }

  /// The meter it is most often written in.
  public var meter: Meter {
    switch self {
    case .reel, .hornpipe, .strathspey, .march, .barndance: Meter(4, 4)
    case .jig: Meter(6, 8)
    case .slipJig: Meter(9, 8)
    case .slide: Meter(12, 8)
    case .polka: Meter(2, 4)
    case .waltz, .mazurka: Meter(3, 4)
    }
  }

  /// Whether a tune in a meter can be of this type: jigs and slides in triple time, waltzes in three, the others in two or
  /// four.
  public func suits(_ meter: Meter) -> Bool {
    switch self.meter.count {
    case 6, 9, 12: meter.isCompound
    case 3: meter.count == 3
    default: [2, 4].contains(meter.count)
    }
  }

  /// What collections spell in many ways, `Double jig`, `Hop, slip jig`, `slipjig`, `Clog`; nil for what is none of these.
  ///
  /// A hop jig is a slip jig danced lightly, a clog a hornpipe: players keep them together.
  public init?(naming rhythm: String) {
    let names: [(String, TuneType)] = [
      ("slip", .slipJig), ("hop", .slipJig), ("jig", .jig), ("reel", .reel), ("hornpipe", .hornpipe),
      ("clog", .hornpipe), ("polka", .polka), ("slide", .slide), ("waltz", .waltz), ("strathspey", .strathspey),
      ("march", .march), ("mazurka", .mazurka), ("barndance", .barndance), ("barn dance", .barndance),
    ]
    let text = rhythm.lowercased()
    guard let found = names.first(where: { text.contains($0.0) }) else { return nil }
    self = found.1
  }
}
