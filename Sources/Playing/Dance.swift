import Music

/// A kind of tune as far as its playing goes: a ``TuneType``, or one of those that are not danced in its steps.
public enum Dance: Hashable, Sendable {
  case reel, jig, slipJig, slide, hornpipe, polka, waltz, mazurka, march, strathspey, barndance
  /// A slow air or a song.
  case air
  /// In a meter that no dance of these is in.
  case other

  /// The dance of a tune: what its `R:` names, if the meter is one it can have; else what is most often in the meter.
  public init(rhythm: String, meter: Meter?) {
    let words = rhythm.lowercased()
    if ["air", "song", "lament", "planxty", "carolan", "hymn"].contains(where: words.contains) {
      self = .air
      return
    }
    guard let meter else {
      self = .other
      return
    }
    if let type = TuneType(naming: rhythm), type.suits(meter) {
      self.init(type, in: meter)
    } else if words.contains("schottis") || words.contains("highland") || words.contains("fling") {
      self = meter.isCompound || meter.count % 2 == 1 ? Dance(meter) : .barndance
    } else {
      self.init(meter)
    }
  }

  private init(_ type: TuneType, in meter: Meter) {
    switch type {
    case .reel: self = .reel
    case .hornpipe: self = .hornpipe
    case .strathspey: self = .strathspey
    case .march: self = meter.isCompound ? Dance(meter) : .march
    case .barndance: self = .barndance
    case .polka: self = .polka
    case .waltz: self = .waltz
    case .mazurka: self = .mazurka
    case .jig, .slipJig, .slide:
      // A jig in 9/8 is a slip jig, whatever the tune says.
      self = meter.count == 9 ? .slipJig : type == .slide || meter.count == 12 ? .slide : .jig
    }
  }

  private init(_ meter: Meter) {
    switch (meter.count, meter.unit) {
    case (6, _): self = .jig
    case (9, _): self = .slipJig
    case (12, _): self = .slide
    case (3, 4), (3, 8): self = .waltz
    case (2, 4): self = .polka
    case (4, 4), (2, 2), (4, 2): self = .reel
    default: self = .other
    }
  }
}
