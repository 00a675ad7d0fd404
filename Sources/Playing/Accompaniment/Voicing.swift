import Music

/// Where the notes of a chord lie on an accompanist's instrument.
struct Voicing {
  /// The chord's lowest note and the fifth that alternates with it.
  let root: Int
  let fifth: Int
  /// The notes that are struck together, rising.
  let tones: [Int]
  /// The notes of a broken chord, rising.
  let broken: [Int]

  /// Lays a chord out: on the piano around the F below middle C, so that its notes move as little as they can from
  /// chord to chord; on guitar and bouzouki upwards from the lowest note the strings have of the root.
  init(of chord: ChordSymbol, on accompanist: Players.Accompanist) {
    let lowest =
      switch accompanist {
      case .piano: 36
      case .guitar: 40
      case .bouzouki: 43
      }
    func above(_ floor: Int, _ pitchClass: Int) -> Int { floor + ((pitchClass - floor) % 12 + 12) % 12 }
    let classes = chord.intervals.prefix(5).map { (chord.root.pitchClass + $0) % 12 }
    let bass = chord.bass?.pitchClass ?? chord.root.pitchClass
    root = above(lowest, bass)
    let fifthAbove = chord.intervals.first { (6...8).contains($0) } ?? 7
    fifth = above(lowest, (chord.root.pitchClass + fifthAbove) % 12)
    switch accompanist {
    case .piano:
      tones = Set(classes.map { above(53, $0) }).sorted()
      broken = [root] + tones + tones.map { $0 + 12 }
    case .guitar:
      var strings = [root]
      // The next string is four or five semitones up at the least.
      while strings.count < 5, let last = strings.last {
        let next = classes.map { above(last + (strings.count == 1 ? 5 : 3), $0) }.min() ?? last + 12
        guard next <= 67 else { break }
        strings.append(next)
      }
      tones = strings
      broken = strings
    case .bouzouki:
      // Tuned in fifths and fourths: root, fifth and octave below, the third on top.
      let own = above(43, chord.root.pitchClass)
      let third = chord.intervals.first { (2...5).contains($0) } ?? 12
      broken = [bass == chord.root.pitchClass ? own : root, own + fifthAbove, own + 12, own + 12 + third]
      tones = broken
    }
  }
}
