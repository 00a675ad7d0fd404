/// How many runs of eight notes of a set are in another: what is copied, or common stock.
struct RunComparison {
  /// How many notes make a run.
  static let length = 8

  let measures: [QualityMeasure]

  /// Looks up every run of the tunes in the reference and in its halves; O(notes of both).
  init(of tunes: [TuneFeatures], _ reference: [TuneFeatures], _ halves: HalfSplits) {
    let runs = { (tune: TuneFeatures) in tune.isReadable ? tune.runs(of: Self.length) : [] }
    let (own, real) = (tunes.map(runs), reference.map(runs))
    // Which halves a run is in: a bit for the first and one for the second half of each split.
    var places = Array(repeating: UInt64(0), count: reference.count)
    for (number, split) in halves.splits.prefix(32).enumerated() {
      for index in split.first { places[index] |= 1 << UInt64(2 * number) }
      for index in split.second { places[index] |= 2 << UInt64(2 * number) }
    }
    var found: [UInt64: UInt64] = [:]
    for (index, tune) in real.enumerated() { for run in tune { found[run, default: 0] |= places[index] } }

    func share(_ tunes: [[UInt64]], at indices: some Sequence<Int>, in half: UInt64?) -> Double? {
      var (known, all) = (0, 0)
      for index in indices {
        all += tunes[index].count
        for run in tunes[index] {
          guard let halves = found[run] else { continue }
          if half.map({ halves & $0 != 0 }) ?? true { known += 1 }
        }
      }
      return all > 0 ? Double(known) / Double(all) : nil
    }
    var copied = QualityMeasure(
      id: "copied-runs", group: .copying, unit: .share, name: "8 notes found in half of it",
      explanation: "runs of 8 notes, in any key, with their lengths, that half of the reference has as well")
    var (judged, between): ([Double], [Double]) = ([], [])
    for (number, split) in halves.splits.prefix(32).enumerated() {
      let (first, second) = (UInt64(1) << UInt64(2 * number), UInt64(2) << UInt64(2 * number))
      guard let tunes = share(own, at: split.judged, in: second),
        let forth = share(real, at: split.thinFirst, in: second),
        let back = share(real, at: split.thinSecond, in: first)
      else { continue }
      judged.append(tunes)
      between += [forth, back]
    }
    copied.tunes = judged.mean
    copied.judge(by: between)
    let whole = QualityMeasure(
      id: "copied-runs-whole", group: .copying, unit: .share, name: "8 notes found in all of it",
      explanation: "the same runs, looked up in the whole reference", tunes: share(own, at: own.indices, in: nil))
    measures = [copied, whole]
  }
}
