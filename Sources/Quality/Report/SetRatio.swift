/// A measure of one set: the sum of something over the sum of what it is a share or mean of.
struct SetRatio: Sendable {
  var id: String
  var group: QualityMeasure.Group
  var unit: QualityMeasure.Unit
  var name: String
  var explanation: String
  /// Which values are worse than those of real tunes.
  var worse = QualityMeasure.Worse.bothWays
  /// What one tune adds above and below the line; nil where it has no say.
  var terms: @Sendable (TuneFeatures) -> (Double, Double)?

  /// The ratio over some tunes; nil where nothing is below the line.
  static func value(of terms: [(Double, Double)?], at indices: some Sequence<Int>) -> Double? {
    var (above, below) = (0.0, 0.0)
    for index in indices {
      guard let term = terms[index] else { continue }
      above += term.0
      below += term.1
    }
    return below > 0 ? above / below : nil
  }

  /// A share of the tunes that can be read and have an answer.
  private static func share(
    _ id: String, _ group: QualityMeasure.Group, _ name: String, _ explanation: String,
    worse: QualityMeasure.Worse = .bothWays, _ holds: @escaping @Sendable (TuneFeatures) -> Bool?
  ) -> SetRatio {
    SetRatio(id: id, group: group, unit: .share, name: name, explanation: explanation, worse: worse) { tune in
      tune.isReadable ? holds(tune).map { ($0 ? 1 : 0, 1) } : nil
    }
  }

  /// A mean over the tunes that can be read and have a value.
  private static func mean(
    _ id: String, _ group: QualityMeasure.Group, _ name: String, _ explanation: String,
    _ value: @escaping @Sendable (TuneFeatures) -> Double?
  ) -> SetRatio {
    SetRatio(id: id, group: group, unit: .number, name: name, explanation: explanation) { tune in
      tune.isReadable ? value(tune).map { ($0, 1) } : nil
    }
  }

  /// A share of things of which a tune has many.
  private static func part(
    _ id: String, _ group: QualityMeasure.Group, _ name: String, _ explanation: String,
    _ counts: @escaping @Sendable (TuneFeatures) -> (Int, Int)
  ) -> SetRatio {
    SetRatio(id: id, group: group, unit: .share, name: name, explanation: explanation) { tune in
      guard tune.isReadable else { return nil }
      let (above, below) = counts(tune)
      return (Double(above), Double(below))
    }
  }

  /// Every measure of one set.
  static let all: [SetRatio] = notation + repetition + form + melody

  private static let notation = [
    SetRatio(
      id: "readable", group: .notation, unit: .share, name: "can be read",
      explanation: "tunes that are read without an error and have notes; all other lines are about these",
      worse: .below
    ) { ($0.isReadable ? 1 : 0, 1) },
    share(
      "exact-bars", .notation, "every bar exact",
      "tunes whose bars all hold what the meter asks for, pickups and divided bars put together",
      worse: .below
    ) { $0.hasExactBars },
    share(
      "balanced-repeats", .notation, "repeats balanced",
      "tunes in which every repeat that opens is closed and every first ending has a second", worse: .below
    ) { $0.hasBalancedRepeats },
    share("ends-on-tonic", .notation, "ends on the tonic", "tunes whose last note is the tonic of the key") {
      $0.endsOnTonic
    },
  ]

  private static let repetition = [
    part("verbatim-bars", .repetition, "bars repeated verbatim", "bars equal to an earlier bar of their tune") {
      ($0.repetition.verbatim, $0.repetition.bars)
    },
    part(
      "near-bars", .repetition, "bars nearly repeated",
      "bars not equal to an earlier one, but with the same pitch at three of four moments"
    ) { ($0.repetition.near, $0.repetition.bars) },
    part(
      "transposed-bars", .repetition, "bars repeated higher or lower",
      "bars that are an earlier one moved up or down the staff"
    ) { ($0.repetition.transposed, $0.repetition.bars) },
  ]

  private static let form = [
    mean("bars", .form, "bars", "bars written in a tune, on average") { Double($0.bars) },
    mean("parts", .form, "parts", "parts of a tune, as its repeats and double bars divide it, on average") {
      $0.parts.isEmpty ? nil : Double($0.parts.count)
    },
    part("eight-bar-parts", .form, "parts of 8 bars", "parts that are eight bars long") { tune in
      (tune.parts.count { $0.bars == 8 }, tune.parts.count)
    },
    share("form-aabb", .form, "form AABB", "tunes of two parts, each played twice") { $0.form == "AABB" },
    mean("final-length", .form, "last note", "length of the last note in crotchets, on average") {
      $0.finalLength.map { $0.double * 4 }
    },
  ]

  private static let melody = [
    mean("range", .melody, "range", "semitones from the lowest note to the highest, on average") {
      $0.range.map(Double.init)
    },
    mean("notes-per-bar", .melody, "notes in a bar", "notes in a bar, on average over tunes") { $0.notesPerBar },
    SetRatio(
      id: "interval", group: .melody, unit: .number, name: "step from note to note",
      explanation: "semitones from a note to the next, up or down, on average"
    ) { tune in
      guard tune.isReadable else { return nil }
      let intervals = tune.intervals
      return (Double(intervals.reduce(0) { $0 + abs($1) }), Double(intervals.count))
    },
    part("same-pitch", .melody, "notes repeated", "notes followed by one of the same pitch") { tune in
      let intervals = tune.intervals
      return (intervals.count { $0 == 0 }, intervals.count)
    },
    part("leaps-fifth", .melody, "leaps wider than a fifth", "intervals wider than a fifth") {
      ($0.leapsBeyondFifth, $0.intervals.count)
    },
    part("leaps-octave", .melody, "leaps wider than an octave", "intervals wider than an octave") {
      ($0.leapsBeyondOctave, $0.intervals.count)
    },
  ]
}
