import Music

/// Something that comes in several kinds, of which a tune has many: intervals, lengths, forms.
struct SetDistribution: Sendable {
  /// A kind, in the order to show it.
  struct Category: Hashable, Sendable, Comparable {
    var order: Double
    var label: String

    static func < (left: Category, right: Category) -> Bool { (left.order, left.label) < (right.order, right.label) }
  }

  var id: String
  var name: String
  var explanation: String
  /// How often a tune has each kind.
  var counts: @Sendable (TuneFeatures) -> [Category: Int]

  static let all = [intervals, durations, pitchClasses, partLengths, forms]

  private static let intervals = SetDistribution(
    id: "intervals", name: "intervals", explanation: "semitones from a note to the next, all beyond an octave as one"
  ) { tune in
    tune.intervals.reduce(into: [:]) { counts, interval in
      let place = min(max(interval, -13), 13)
      let label = abs(interval) > 12 ? (interval < 0 ? "<-12" : ">12") : interval > 0 ? "+\(interval)" : "\(interval)"
      counts[Category(order: Double(place), label: label), default: 0] += 1
    }
  }

  private static let durations = SetDistribution(
    id: "durations", name: "note lengths", explanation: "lengths in whole notes, ties joined"
  ) { tune in
    var counts: [Category: Int] = [:]
    for (length, count) in tune.durationHistogram {
      counts[Category(order: length.double, label: length.description)] = count
    }
    return counts
  }

  private static let degrees = ["1", "♭2", "2", "♭3", "3", "4", "♯4", "5", "♭6", "6", "♭7", "7"]

  private static let pitchClasses = SetDistribution(
    id: "pitch-classes", name: "steps of the scale",
    explanation: "notes by their semitone above the tonic, in any octave"
  ) { tune in
    var counts: [Category: Int] = [:]
    for (degree, count) in tune.pitchClasses.enumerated() where count > 0 {
      counts[Category(order: Double(degree), label: degrees[degree])] = count
    }
    return counts
  }

  private static let partLengths = SetDistribution(
    id: "part-lengths", name: "part lengths", explanation: "bars of a part played once, all beyond 32 as one"
  ) { tune in
    tune.parts.reduce(into: [:]) { counts, part in
      let category = Category(order: Double(min(part.bars, 33)), label: part.bars > 32 ? ">32" : "\(part.bars)")
      counts[category, default: 0] += 1
    }
  }

  private static let forms = SetDistribution(
    id: "forms", name: "forms", explanation: "orders of the parts as played, a letter for each melody"
  ) { tune in
    tune.parts.isEmpty ? [:] : [Category(order: 0, label: tune.form): 1]
  }
}

/// How two sets share out over the kinds of something.
public struct QualityDistribution: Hashable, Sendable, Encodable {
  /// One kind.
  public struct Category: Hashable, Sendable, Encodable {
    /// What it is called: `+2`, `1/8`, `AABB`.
    public var label: String
    /// Its share among the tunes, 0...1.
    public var tunes: Double
    /// Its share in the reference.
    public var reference: Double
    /// The least and greatest share in all halves of all splits; nil without splits.
    public var spread: ClosedRange<Double>?
  }

  /// A short name that stays: `intervals`.
  public var id: String
  /// A name to read.
  public var name: String
  /// What is shared out, in plain words.
  public var explanation: String
  /// The kinds, in their own order; forms by their share in the reference.
  public var categories: [Category]
}
