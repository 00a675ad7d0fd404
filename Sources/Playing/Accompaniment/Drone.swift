import Music

/// Tonic and fifth held below the tune, as pipes and hurdy-gurdies have them.
enum Drone {
  private static let velocity = 48

  /// The drone of every key of the tune, from where the key begins to where it ends.
  ///
  /// Where a key has no tonic (`K:HP`, `K:none`), the tune's last note is taken for it.
  static func notes(on occasion: Occasion) -> [Arrangement.Note] {
    let score = occasion.score
    guard let end = occasion.bars.bars.last?.end else { return [] }
    var spans: [(onset: Fraction, tonic: Int)] = []
    let last = score.notes.last.map { ($0.pitch % 12 + 12) % 12 } ?? 0
    for key in score.keys where key.onset < end {
      let tonic = key.value.tonicPitchClass ?? last
      if spans.last?.tonic != tonic { spans.append((key.onset, tonic)) }
    }
    if spans.isEmpty { spans = [(.zero, last)] }
    return spans.enumerated().flatMap { index, span in
      let stop = index + 1 < spans.count ? spans[index + 1].onset : end
      let tonic = 38 + ((span.tonic - 38) % 12 + 12) % 12
      return [tonic, tonic + 7, tonic + 12].map { pitch in
        Arrangement.Note(
          onset: span.onset.double, duration: (stop - span.onset).double, pitch: pitch,
          velocity: pitch == tonic + 7 ? velocity - 8 : velocity, part: .drone)
      }
    }
  }
}
