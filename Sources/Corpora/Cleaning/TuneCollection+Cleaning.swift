import ABC
import Music
import Tokens

extension TuneCollection {
  /// What was done to a collection before a network learns from it.
  public struct Cleaning: Sendable {
    /// Tunes that were left out, each with its reason.
    public var dropped: [Rejection] = []
    /// How many tunes were told their type by ``RhythmTypes``.
    public var typed = 0

    /// How many tunes were left out for each reason, the most first.
    public var reasons: [(reason: String, tunes: Int)] {
      let counts = dropped.reduce(into: [:]) { $0[$1.reason, default: 0] += 1 }
      return counts.map { ($0.key, $0.value) }.sorted { ($1.tunes, $0.reason) < ($0.tunes, $1.reason) }
    }
  }

  /// The collection without tunes that would teach a network wrong: those whose bars or repeats do not add up, fragments, and
  /// settings that differ from an earlier one in next to nothing. Tunes that name no type are told the one their rhythm
  /// shows, where it shows one.
  ///
  /// Settings that differ stay: they are how a tradition varies a tune. ``HeldOutSplit`` keeps them on one side.
  ///
  /// - Complexity: that of ``TuneFamilies``.
  public func cleaned() -> (collection: TuneCollection, cleaning: Cleaning) {
    var cleaning = Cleaning()
    var result = self
    result.pieces = pieces.filter { piece in
      guard let fault = Fault(of: piece) else { return true }
      cleaning.dropped.append(Rejection(origin: piece.origin, title: piece.title, reason: fault.rawValue))
      return false
    }
    let near = NearRepeats(of: result.pieces)
    for index in near.repeats {
      let piece = result.pieces[index]
      cleaning.dropped.append(Rejection(origin: piece.origin, title: piece.title, reason: NearRepeats.reason))
    }
    let repeats = Set(near.repeats)
    result.pieces = result.pieces.indices.filter { !repeats.contains($0) }.map { result.pieces[$0] }
    let types = RhythmTypes(of: result.pieces)
    for index in result.pieces.indices {
      let piece = result.pieces[index]
      // An air is called an air, and is none of the types.
      guard piece.sequence.type == nil, piece.tune.rhythm.isEmpty, let type = types.type(of: piece) else { continue }
      result.pieces[index].sequence = result.pieces[index].sequence.typed(type)
      cleaning.typed += 1
    }
    return (result, cleaning)
  }
}

/// Why a tune is no example.
private enum Fault: String {
  case bars = "a bar does not hold what the meter asks for"
  case repeats = "repeats or endings do not add up"
  case fragment = "fewer than eight bars"

  /// The first fault of a tune, nil where it has none; O(n).
  init?(of piece: Piece) {
    let tune = piece.tune
    guard let voice = tune.voices.first(where: { $0.elements.contains(where: \.sounds) }) else { return nil }
    let rhythm = Rhythm(of: voice.elements, meter: tune.meter, unitLength: tune.unitLength)
    let barring = Barring(of: voice.elements, rhythm: rhythm)
    let rules = Set(barring.problems.map(\.rule))
    if !rules.isDisjoint(with: [.barLength, .pickup, .meterFit, .tupletShort, .brokenRhythm]) {
      self = .bars
    } else if !rules.isEmpty {
      self = .repeats
    } else if let meter = tune.meter, Score(performing: tune).duration < meter.barLength * 4 * 8 {
      self = .fragment
    } else {
      return nil
    }
  }
}
