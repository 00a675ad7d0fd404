import Music

/// Which token may come next, so that what is written can always become a whole tune.
///
/// A tune of this grammar has every bar as long as its meter says, a pickup completed by the last bar that is played
/// before it, repeats that balance, first and second endings of equal length, complete tuplets and chords, broken rhythm with
/// two notes of one length to act on, and the parts, bars, range and last note that its ``Form`` asks for. It never leads
/// into a dead end: a token is allowed only if the tune can be finished behind it within the limit of tokens.
///
/// The grammar is narrower than ABC: it refuses rare things that are legal (tuplets of unequal notes, chords of unequal
/// lengths, changes of meter). It is only for writing; any tune can be read.
public struct TuneGrammar: Sendable {
  let tables: TokenTables
  var vocabulary: GrammarVocabulary { tables.vocabulary }
  var pitches: PitchChoice { tables.pitches }
  /// What the form is bounded by.
  public let form: Form
  private(set) var graphs: [FormGraph] = []
  private(set) var meters: [MeterPlan] = []
  /// Numbers of the meters and keys that may be chosen.
  private(set) var meterTokens: [Int] = []
  private(set) var keyTokens: [Int] = []
  /// Numbers of the types a tune may be told to be.
  let typeTokens: [Int]
  /// Numbers of the bar lines and of `</s>`.
  let lineTokens: [(number: Int, line: FormEdge.Line)]

  /// What a meter makes of the form.
  struct MeterPlan: Sendable {
    /// A full bar in grains.
    var bar: Int
    var isCompound: Bool
    /// Nil where the form cannot be had in this meter.
    var graph: Int?
    var fill: BarFill
  }

  /// The grammar over a model's vocabulary; O(vocabulary + places in the form).
  ///
  /// A form that no tune over the vocabulary can have gives a grammar that allows nothing; ``init(validating:form:)`` tells
  /// why.
  public init(_ vocabulary: Vocabulary, form: Form = Form()) {
    tables = TokenTables(vocabulary, range: form.range, endsOnTonic: form.endsOnTonic || form.partsEndOnTonic)
    self.form = form
    let kinds = tables.vocabulary.kinds
    typeTokens = kinds.indices.filter { kinds[$0] == .type }
    lineTokens = kinds.indices.compactMap { number in
      switch kinds[number] {
      case .line(let line): (number, line)
      case .end: (number, .end)
      default: nil
      }
    }
    if (try? Self.check(form)) != nil, problemOfPitches == nil {
      plan()
    }
  }

  /// The grammar over a model's vocabulary.
  ///
  /// - Throws: ``ImpossibleForm`` where no tune over the vocabulary has this form: bars that no parts add up to, a range
  ///   without notes, a limit of tokens that is too low, no meter or mode of those asked for.
  public init(validating vocabulary: Vocabulary, form: Form) throws(ImpossibleForm) {
    self.init(vocabulary, form: form)
    try Self.check(form)
    if let problemOfPitches { throw problemOfPitches }
    if keyTokens.isEmpty {
      let known = Set(self.vocabulary.signatures.map(\.mode.rawValue)).sorted().joined(separator: ", ")
      throw ImpossibleForm(
        "the vocabulary has none of the modes asked for", mend: "ask for one of \(known.isEmpty ? "none" : known)")
    }
    guard meterTokens.isEmpty else { return }
    guard self.vocabulary.meters.contains(where: isAsked) else {
      let known = self.vocabulary.meters.map { "\($0.count)/\($0.unit)" }.joined(separator: ", ")
      throw ImpossibleForm(
        "the vocabulary has none of the meters asked for", mend: "ask for one of \(known.isEmpty ? "none" : known)")
    }
    let shortest = meters.compactMap { shortestTune(in: $0) }.min()
    guard let shortest else {
      throw ImpossibleForm(
        "no tune has this form: the vocabulary lacks bar lines for it, or its bars are no sum of whole parts",
        mend: "ask for other parts or another number of bars")
    }
    throw ImpossibleForm(
      "no tune of this form fits into \(form.tokenLimit) tokens", mend: "allow \(shortest) tokens at least")
  }

  /// The state before the first token.
  public func start() -> State { State() }

  /// What is wrong with a form whatever the vocabulary.
  private static func check(_ form: Form) throws(ImpossibleForm) {
    _ = try FormPlan(form, isThree: false)
    _ = try FormPlan(form, isThree: true)
    if let range = form.range, range.count <= 12 {
      throw ImpossibleForm(
        "a range of \(range.count) semitones is less than an octave",
        mend: "allow \(range.lowerBound) to \(range.lowerBound + 12) at least")
    }
  }

  private var problemOfPitches: ImpossibleForm? {
    let hasRest = vocabulary.kinds.contains(.rest)
    if !pitches.hasNote, !hasRest {
      return ImpossibleForm("the vocabulary has no notes in this range", mend: "ask for a wider range, or leave it out")
    }
    if form.endsOnTonic || form.partsEndOnTonic, !pitches.hasTonic {
      return ImpossibleForm("the vocabulary has no C in this range to end on", mend: "ask for a wider range")
    }
    return nil
  }

  private func isAsked(_ meter: Meter) -> Bool {
    form.meters.map { $0.contains { $0.count == meter.count && $0.unit == meter.unit } } ?? true
  }

  /// Lays the form out over every meter.
  private mutating func plan() {
    var numbers: [Bool: Int] = [:]
    let hasLine = Set(lineTokens.map(\.line))
    for meter in vocabulary.meters {
      let bar = vocabulary.barLength(of: meter) ?? 0
      var plan = MeterPlan(
        bar: bar, isCompound: meter.isCompound, graph: nil,
        fill: BarFill(vocabulary, longest: bar, isCompound: meter.isCompound))
      if bar > 0, isAsked(meter) {
        let isThree = meter.count == 3 && meter.unit == 4
        if numbers[isThree] == nil, let form = try? FormPlan(form, isThree: isThree) {
          numbers[isThree] = graphs.count
          graphs.append(FormGraph(form, lines: hasLine))
        }
        plan.graph = numbers[isThree]
      }
      meters.append(plan)
    }
    keyTokens = vocabulary.kinds.indices.filter { number in
      guard case .key(let key) = vocabulary.kinds[number] else { return false }
      return form.modes?.contains(vocabulary.signatures[key].mode) ?? true
    }
    guard !keyTokens.isEmpty else { return }
    meterTokens = vocabulary.kinds.indices.filter { number in
      guard case .meter(let meter) = vocabulary.kinds[number] else { return false }
      return shortestTune(in: meters[meter]).map { $0 <= form.tokenLimit } ?? false
    }
  }

  /// The fewest tokens of a tune in a meter; nil where there is none.
  private func shortestTune(in meter: MeterPlan) -> Int? {
    guard let graph = meter.graph else { return nil }
    let price = meter.price(graphs[graph].nodes[0].start.other, pickup: 0)
    // Meter and key stand before it.
    return price < BarFill.never ? price + 2 : nil
  }
}

extension TuneGrammar.MeterPlan {
  /// The tokens of a way, with a pickup of so many grains.
  func price(_ way: FormGraph.Way?, pickup: Int) -> Int {
    guard let way else { return BarFill.never }
    return way.full * fill.fill[bar] + way.pickup * fill.fill[pickup] + way.closing * fill.fill[bar - pickup]
      + way.tokens
  }
}
