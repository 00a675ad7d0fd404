import Music

/// A feature by which tunes are near or far from each other, one number or several a tune.
struct TuneVector: Sendable {
  var id: String
  var name: String
  var explanation: String
  /// nil where a tune has none.
  var values: @Sendable (TuneFeatures) -> [Double]?

  /// The features of Yang and Lerch (2018) that one line of melody has, and the share of repeated bars.
  static let all = [
    TuneVector(id: "pitch-count", name: "different pitches", explanation: "how many different pitches a tune has") {
      [Double(Set($0.notes.map(\.pitch)).count)]
    },
    TuneVector(id: "pitch-range", name: "range", explanation: "semitones from lowest to highest") {
      $0.range.map { [Double($0)] }
    },
    TuneVector(
      id: "pitch-class-histogram", name: "steps of the scale", explanation: "share of each semitone above the tonic"
    ) { shares($0.pitchClasses) },
    TuneVector(
      id: "pitch-class-transitions", name: "steps to steps",
      explanation: "share of each pair of neighbouring notes by their semitones above the tonic"
    ) { transitions($0.notes.map(\.degree), of: 12, in: $0) },
    TuneVector(id: "pitch-shift", name: "mean interval", explanation: "semitones from a note to the next on average") {
      let intervals = $0.intervals
      return intervals.isEmpty ? nil : [Double(intervals.reduce(0) { $0 + abs($1) }) / Double(intervals.count)]
    },
    TuneVector(id: "note-count", name: "notes in a bar", explanation: "notes in a bar on average") {
      $0.notesPerBar.map { [$0] }
    },
    TuneVector(id: "note-length-histogram", name: "note lengths", explanation: "share of each of twelve note lengths") {
      tune in
      var counts = Array(repeating: 0, count: 12)
      for note in tune.notes { counts[lengthClass(note.duration)] += 1 }
      return shares(counts)
    },
    TuneVector(
      id: "note-length-transitions", name: "lengths to lengths",
      explanation: "share of each pair of neighbouring notes by their lengths"
    ) { transitions($0.notes.map { lengthClass($0.duration) }, of: 12, in: $0) },
    TuneVector(id: "repetition", name: "repeated bars", explanation: "share of bars equal to an earlier one") {
      let repetition = $0.repetition
      return repetition.bars > 0 ? [Double(repetition.verbatim) / Double(repetition.bars)] : nil
    },
  ]

  private static func shares(_ counts: [Int]) -> [Double]? {
    let total = counts.reduce(0, +)
    return total > 0 ? counts.map { Double($0) / Double(total) } : nil
  }

  private static func transitions(_ classes: [Int?], of count: Int, in tune: TuneFeatures) -> [Double]? {
    var counts = Array(repeating: 0, count: count * count)
    for index in tune.notes.indices.dropFirst() where tune.notes[index].isJoined {
      guard let from = classes[index - 1], let to = classes[index] else { continue }
      counts[from * count + to] += 1
    }
    return shares(counts)
  }

  /// One of twelve lengths: seven plain ones from a semibreve to a 64th, four dotted ones from a minim on, all others.
  private static func lengthClass(_ length: Fraction) -> Int {
    for power in 0..<7 where length == Fraction(1, 1 << power) { return power }
    for power in 0..<4 where length == Fraction(3, 4 << power) { return 7 + power }
    return 11
  }
}
