import Music

/// Finds chords for a melody: the likeliest way through the usual chords of its mode.
///
/// Each bar, or half of one, weighs every chord by how well the melody's notes fit it, how usual the chord is in the
/// mode and whether a part begins or ends there; each change of chord by the interval between the roots. The way with
/// the greatest sum is found by dynamic programming (Viterbi). The weights are ``HarmonicTable``'s, which names its
/// source.
public struct Harmoniser: Sendable {
  /// A harmoniser.
  public init() {}

  /// The chords of a score's first voice, each from a moment on; a chord that goes on is not named again.
  ///
  /// Where the key has no tonic (`K:HP`, `K:none`) the last note is taken for it. Written chord symbols are not looked
  /// at.
  /// - Complexity: O(notes + bars).
  public func chords(for score: Score) -> [Score.Change<ChordSymbol>] {
    let spans = HarmonicRhythm(of: score).spans
    guard spans.contains(where: { $0.weights.contains { $0 > 0 } }) else { return [] }
    let voice = score.notes.map(\.voice).min()
    let last = score.notes.last { $0.voice == voice }?.pitch ?? 60
    var result: [Score.Change<ChordSymbol>] = []
    var next = 0
    var key = Key.cMajor
    var from = 0
    for index in spans.indices {
      while next < score.keys.count, score.keys[next].onset <= spans[index].start {
        if score.keys[next].value != key, index > from {
          append(spans[from..<index], in: key, endingOn: last, to: &result)
          from = index
        }
        key = score.keys[next].value
        next += 1
      }
    }
    append(spans[from...], in: key, endingOn: last, to: &result)
    return result
  }

  private func append(
    _ spans: ArraySlice<HarmonicRhythm.Span>, in key: Key, endingOn last: Int,
    to result: inout [Score.Change<ChordSymbol>]
  ) {
    let tonic = key.tonicPitchClass ?? (last % 12 + 12) % 12
    // Pipes' key is the mixolydian scale on A.
    let mode: Mode = key.tonic == nil && !key.signature.isEmpty ? .mixolydian : key.mode
    let states = HarmonicTable.usual(in: mode).compactMap { usual in
      HarmonicTable.chords.first { $0.name == usual.name }.map { (chord: $0, weight: Double(usual.weight)) }
    }
    for (span, state) in zip(spans, way(through: Array(spans), tonic, states)) {
      let symbol = Harmoniser.symbol(of: states[state].chord, tonic: tonic, in: key)
      if result.last?.value != symbol { result.append(Score.Change(onset: span.start, value: symbol)) }
    }
  }

  /// The likeliest states, one a span.
  private func way(
    through spans: [HarmonicRhythm.Span], _ tonic: Int, _ states: [(chord: HarmonicTable.Chord, weight: Double)]
  ) -> [Int] {
    var sums: [Double] = []
    var back: [[Int]] = []
    for (index, span) in spans.enumerated() {
      let isWhole = span.beginsBar && (index + 1 == spans.count || spans[index + 1].beginsBar)
      let own = states.map { weight(of: $0.chord, usual: $0.weight, in: span, tonic, isWhole: isWhole) }
      guard index > 0 else {
        sums = own
        continue
      }
      let motion = span.beginsBar ? HarmonicTable.overBarLine : HarmonicTable.withinBar
      var (best, from) = ([Double](), [Int]())
      for (state, target) in states.enumerated() {
        let ways = states.indices.map {
          sums[$0] + Double(motion[(target.chord.degree - states[$0].chord.degree + 12) % 12])
        }
        let first = ways.indices.max { ways[$0] < ways[$1] } ?? 0
        best.append(ways[first] + own[state])
        from.append(first)
      }
      sums = best
      back.append(from)
    }
    guard var state = sums.indices.max(by: { sums[$0] < sums[$1] }) else { return [] }
    var result = [state]
    for from in back.reversed() {
      state = from[state]
      result.append(state)
    }
    return result.reversed()
  }

  private func weight(
    of chord: HarmonicTable.Chord, usual: Double, in span: HarmonicRhythm.Span, _ tonic: Int, isWhole: Bool
  ) -> Double {
    var fit = 0.0
    for degree in 0..<12 { fit += span.weights[(tonic + degree) % 12] * Double(chord.fit[degree]) }
    var result = fit * (isWhole ? 1 : HarmonicTable.halfBar) + usual
    if span.endsPart { result += Double(chord.inLastBar) }
    if span.beginsBar, span.bar == 0 { result += Double(chord.inFirstBar) }
    if span.beginsBar { result += Double(chord.onBarLine) }
    return result
  }

  /// The symbol of a chord, spelled by its key: the third of F major is A, of F minor A flat.
  static func symbol(of chord: HarmonicTable.Chord, tonic: Int, in key: Key) -> ChordSymbol {
    let kind: ChordSymbol.Kind = chord.isMinor ? .minor : .major
    let pitchClass = (tonic + chord.degree) % 12
    guard let step = key.tonic else {
      let spelled: [(Step, Int)] = [
        (.c, 0), (.c, 1), (.d, 0), (.e, -1), (.e, 0), (.f, 0), (.f, 1), (.g, 0), (.g, 1), (.a, 0), (.b, -1), (.b, 0),
      ]
      return ChordSymbol(.init(spelled[pitchClass].0, alteration: spelled[pitchClass].1), kind)
    }
    let places = [0, 1, 1, 2, 2, 3, 3, 4, 5, 5, 6, 6]
    let root = Step.allCases[(step.rawValue + places[chord.degree]) % 7]
    let alteration = (pitchClass - root.semitones + 18) % 12 - 6
    return ChordSymbol(.init(root, alteration: alteration), kind)
  }
}
