import Quality

/// How far a tune is from what is usual, and in what.
///
/// Each part is a penalty: 0 for what half the collection does, 1 where only one tune in twenty goes as far, ``most`` at the
/// most. So being likelier, plainer or narrower than most costs as much as being stranger, and the likeliest tune, which is
/// mostly a dull one, does not win.
public struct Score: Hashable, Sendable {
  /// What a part is about.
  public enum Aspect: String, Codable, CaseIterable, Hashable, Sendable {
    /// Whether the model expects it about as much as real tunes.
    case likelihood
    /// Bars that come again.
    case repetition
    /// Bars that come again slightly changed.
    case variation
    /// The parts and their order.
    case form
    /// Whether it ends on its tonic.
    case cadence
    /// From the lowest note to the highest.
    case range
    /// Wide intervals.
    case leaps
    /// Notes in a bar.
    case notes
    /// What it shares with other tunes.
    case originality
  }

  /// A part of the score.
  public struct Part: Hashable, Sendable {
    /// What it is about.
    public var aspect: Aspect
    /// 0 at its best, at most ``Score/most``.
    public var penalty: Double
    /// What was found and what is usual, in a short sentence.
    public var reason: String
  }

  /// The parts, in the order of ``Aspect``; those without norms are left out.
  public private(set) var parts: [Part] = []

  /// The greatest penalty of a part.
  public static let most = 3.0

  /// What it costs to have another form than aimed at.
  public static let missedForm = 1.0
  /// What it costs to end otherwise than aimed at, which everybody hears.
  public static let missedEnding = most

  /// The sum of the penalties; the least is the best.
  public var total: Double { parts.reduce(0) { $0 + $1.penalty } }

  /// The penalty of an aspect; nil where it was left out.
  public func penalty(of aspect: Aspect) -> Double? { parts.first { $0.aspect == aspect }?.penalty }

  /// Compares a tune with what is usual; O(notes).
  ///
  /// - Parameters:
  ///   - natsPerToken: how little the model expects it.
  ///   - likeness: what it shares with other tunes.
  ///   - usualRuns: the runs in bars that real tunes share with others, for comparison.
  ///   - aim: what the tune was to be like where real tunes differ; nil for what is most usual.
  public init(
    of features: TuneFeatures, natsPerToken: Double? = nil, likeness: Likeness = Likeness(),
    usualRuns: Quantiles? = nil, norms: Norms, aim: Aim? = nil
  ) {
    let tune = Observation(of: features, natsPerToken: natsPerToken)
    func add(_ aspect: Aspect, _ penalty: Double, _ reason: String) {
      parts.append(Part(aspect: aspect, penalty: min(Self.most, max(0, penalty)), reason: reason))
    }
    func add(_ aspect: Aspect, by measure: Measure) {
      guard let value = tune.measures[measure], let usual = norms.quantiles(of: measure, meter: tune.meter) else {
        return
      }
      let bars = features.repetition.bars
      if let place = aim?.places[measure] {
        let reason = Self.reason(measure, value, aim: max(0, usual.value(at: place)), bars: bars)
        let distance = usual.distance(of: value, from: place, parts: measure.fineness, grain: measure.grain)
        return add(aspect, distance, reason)
      }
      add(
        aspect, usual.rarity(of: value, grain: measure.grain), Self.reason(measure, value, usual.middle, bars: bars))
    }
    let group = norms.group(of: tune.meter)
    add(.likelihood, by: .nats)
    add(.repetition, by: .repeated)
    add(.variation, by: .varied)
    if !tune.form.isEmpty, !group.forms.isEmpty {
      let share = group.forms[tune.form]
      let reason = Self.reason(form: tune.form, share: share)
      if let aim {
        let aimed = aim.form(among: group.forms)
        // A form that is not listed is any of them.
        let isMet = aimed.map { $0 == tune.form } ?? (share == nil)
        add(.form, isMet ? 0 : Self.missedForm, reason + "; it was to be " + (aimed ?? "a rarer one"))
      } else {
        add(.form, Self.rarity(share: share ?? Norms.rarestForm), reason)
      }
    }
    if let ends = tune.endsOnTonic, let share = group.endsOnTonic {
      let reason = "it ends \(ends ? "" : "not ")on its tonic; \(Self.percent(share)) of such tunes do"
      if let aim {
        let aimed = aim.endsOnTonic(share)
        add(.cadence, ends == aimed ? 0 : Self.missedEnding, reason + "; it was \(aimed ? "" : "not ")to")
      } else {
        // Where a tradition ends elsewhere more often than not, a tonic at the end is still no fault.
        add(.cadence, ends ? 0 : Self.odds(share), reason)
      }
    }
    add(.range, by: .range)
    add(.leaps, by: .leaps)
    add(.notes, by: .notes)
    if likeness != Likeness() {
      let usual = usualRuns ?? Self.usualRuns
      // To share little is no fault.
      let penalty = likeness.bars > usual.middle.upperBound ? usual.rarity(of: likeness.bars, grain: 0.5) : 0
      let limit = Self.number(usual.middle.upperBound)
      add(.originality, penalty, likeness.text + "; three of four real tunes share at most \(limit)")
    }
  }

  /// About what real tunes share with those that are no settings of theirs, where no index says.
  private static let usualRuns = Quantiles(0, 1, 2, 3, 5)

  /// What it costs to lack what a share of the tunes has, where there is no third way: 0 where half of them has it, 1 where
  /// five times as many have it as have not.
  static func odds(_ share: Double) -> Double {
    max(0, logarithm(max(share, 1e-6) / max(1 - share, 1e-6)) / logarithm(5))
  }

  /// How unusual it is what a share of the tunes does: 0 where one in four does, 1 where one in twenty, and so on by the
  /// logarithm, as the distance beyond ``Quantiles`` would be of something with an exponential tail.
  static func rarity(share: Double) -> Double {
    guard share < 0.25 else { return 0 }
    return logarithm(0.25 / max(share, 1e-6)) / logarithm(5)
  }
}
