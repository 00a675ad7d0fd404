import Foundation
import Music
import Tokens

/// Tells the type of tunes that name none by how they move, learned from those that do.
///
/// A naive Bayes classifier over the note lengths within each beat (`3/16 1/16` says hornpipe or strathspey, which `1/16 3/16`
/// then tells apart), among the types that suit the meter. Beats of one tune are alike, so the evidence of all of them is
/// weighed as that of ``effectiveBeats``; below ``surety`` nothing is said.
public struct RhythmTypes: Sendable {
  private struct Counts {
    var tunes = 0
    var beats = 0
    var figures: [[Fraction]: Int] = [:]
  }
  private struct Kind: Hashable {
    var type: TuneType
    var meter: String
  }
  private var kinds: [Kind: Counts] = [:]
  private var figureCount = 0

  /// As many independent beats as a tune is taken for.
  static let effectiveBeats = 12.0
  /// The least probability with which a type is told.
  static let surety = 0.9
  /// A type that fewer tunes of a meter name is not told.
  static let fewest = 20

  /// Learns from the pieces that name their type; O(notes).
  public init(of pieces: [Piece]) {
    var figures: Set<[Fraction]> = []
    for piece in pieces {
      guard let type = piece.sequence.type, let meter = piece.tune.meter else { continue }
      let kind = Kind(type: type, meter: meter.notation)
      let beats = Self.beats(of: piece.tune, meter)
      kinds[kind, default: Counts()].tunes += 1
      for beat in beats {
        kinds[kind]?.figures[beat, default: 0] += 1
        kinds[kind]?.beats += 1
        figures.insert(beat)
      }
    }
    kinds = kinds.filter { $0.value.tunes >= Self.fewest }
    figureCount = figures.count
  }

  /// The type of a tune, where its rhythm leaves little doubt; O(notes).
  public func type(of piece: Piece) -> TuneType? {
    guard let meter = piece.tune.meter else { return nil }
    let beats = Self.beats(of: piece.tune, meter)
    let candidates = kinds.filter { $0.key.meter == meter.notation && $0.key.type.suits(meter) }
    guard !beats.isEmpty, !candidates.isEmpty else { return nil }
    let total = Double(candidates.values.reduce(0) { $0 + $1.tunes })
    let scores = candidates.map { kind, counts in
      let evidence = beats.reduce(0.0) { sum, beat in
        // One seen more than there are, so that nothing is impossible (Laplace).
        sum + log((Double(counts.figures[beat] ?? 0) + 1) / Double(counts.beats + figureCount))
      }
      let weight = min(1, Self.effectiveBeats / Double(beats.count))
      return (kind.type, log(Double(counts.tunes) / total) + evidence * weight)
    }
    guard let best = scores.max(by: { ($0.1, $1.0.rawValue) < ($1.1, $0.0.rawValue) }) else { return nil }
    let sum = scores.reduce(0) { $0 + exp($1.1 - best.1) }
    return 1 / sum >= Self.surety ? best.0 : nil
  }

  /// The lengths of the notes that begin within each beat, in whole notes.
  private static func beats(of tune: Tune, _ meter: Meter) -> [[Fraction]] {
    let beat = meter.beat.double * 4
    let score = Score(performing: tune)
    // The second bar begins on a beat, which the first, a pickup, need not.
    let origin = score.barLines.dropFirst().first?.double ?? 0
    var result: [[Fraction]] = []
    var latest: Double?
    for note in score.notes {
      let number = ((note.onset.double - origin) / beat + 1e-9).rounded(.down)
      if number != latest { result.append([]) }
      latest = number
      result[result.count - 1].append(note.duration)
    }
    return result
  }
}
