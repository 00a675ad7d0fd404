/// What is usual in a collection: what a tune is compared with to tell how good it is.
///
/// Kept beside a model as readable JSON (``json``, ``init(reading:)``).
public struct Norms: Hashable, Sendable {
  /// What is usual among some tunes.
  public struct Group: Codable, Hashable, Sendable {
    /// How many tunes they are.
    public var tunes: Int
    /// How each measure lies, for those that were taken.
    public var measures: [Measure: Quantiles]
    /// The share that ends on the tonic, of those that have one; nil where none has.
    public var endsOnTonic: Double?
    /// The share of each form, those of at least one tune in two hundred.
    public var forms: [String: Double]
  }

  /// All tunes.
  public var all: Group
  /// The tunes of each meter (`6/8`) that at least ``leastTunes`` have.
  public var meters: [String: Group]
  /// The SHA-256 of the model that ``Measure/nats`` are of; nil where none was asked.
  public var model: String?

  /// Fewer tunes of a meter have no norms of their own.
  public static let leastTunes = 30
  /// What a form that is not listed is taken to be the share of.
  static let rarestForm = 0.005

  /// Finds out what is usual; O(n log n). nil of no tunes.
  ///
  /// - Parameter model: the hash of the model that said how much it expects them.
  public init?(of tunes: [Observation], model: String? = nil) {
    guard let all = Group(of: tunes) else { return nil }
    self.all = all
    self.model = model
    meters = Dictionary(grouping: tunes, by: \.meter).compactMapValues { tunes in
      tunes.count < Self.leastTunes ? nil : Group(of: tunes)
    }
  }

  init(all: Group, meters: [String: Group], model: String? = nil) {
    self.all = all
    self.meters = meters
    self.model = model
  }

  /// What is usual of a measure in a meter: among its own tunes where they are enough, else among all.
  public func quantiles(of measure: Measure, meter: String) -> Quantiles? {
    meters[meter]?.measures[measure] ?? all.measures[measure]
  }

  /// The group a meter is compared with.
  public func group(of meter: String) -> Group { meters[meter] ?? all }

  /// The same without what a model said, for use with another.
  public var withoutModel: Norms {
    var result = self
    result.model = nil
    result.all.measures[.nats] = nil
    for meter in meters.keys { result.meters[meter]?.measures[.nats] = nil }
    return result
  }
}

extension Norms.Group {
  init?(of tunes: [Observation]) {
    guard !tunes.isEmpty else { return nil }
    self.tunes = tunes.count
    measures = [:]
    for measure in Measure.allCases {
      // Of some measures fewer are known, as what a model says: a handful is no norm.
      let values = tunes.compactMap { $0.measures[measure] }
      if values.count >= min(tunes.count, Norms.leastTunes) { measures[measure] = Quantiles(of: values) }
    }
    let endings = tunes.compactMap(\.endsOnTonic)
    endsOnTonic = endings.isEmpty ? nil : Double(endings.count { $0 }) / Double(endings.count)
    let forms = Dictionary(grouping: tunes.map(\.form).filter { !$0.isEmpty }) { $0 }.mapValues(\.count)
    let count = forms.values.reduce(0, +)
    self.forms = forms.compactMapValues { tunes in
      let share = Double(tunes) / Double(count)
      return share < Norms.rarestForm ? nil : share
    }
  }
}
