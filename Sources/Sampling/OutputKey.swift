import Kernels
import Music

/// The key a composed tune is written in, and the octave.
///
/// Models compose at tonic C. Players of this music read D, G and A far more often, and what they play on has a range.
public struct OutputKey: Hashable, Sendable {
  /// The tonic's letter.
  public var tonic: Step
  /// Semitones the tonic is raised.
  public var alteration: Int

  /// A tonic.
  public init(_ tonic: Step, alteration: Int = 0) {
    self.tonic = tonic
    self.alteration = alteration
  }

  /// Tonics in use for a mode, in tenths: the shares of the `K:` fields of O'Neill's collections of 1903 and 1907, rounded,
  /// rare keys left out. Lydian goes with major, phrygian and locrian with minor.
  static func usual(for mode: Mode) -> [(OutputKey, Int)] {
    switch mode {
    case .major, .lydian: [(OutputKey(.g), 5), (OutputKey(.d), 4), (OutputKey(.a), 1)]
    case .minor, .phrygian, .locrian: [(OutputKey(.e), 4), (OutputKey(.a), 3), (OutputKey(.g), 2), (OutputKey(.d), 1)]
    case .dorian: [(OutputKey(.a), 7), (OutputKey(.d), 1), (OutputKey(.g), 1), (OutputKey(.e), 1)]
    case .mixolydian: [(OutputKey(.d), 5), (OutputKey(.a), 4), (OutputKey(.g), 1)]
    }
  }

  /// A usual tonic for a mode, drawn.
  static func drawn(for mode: Mode, using random: inout RandomSource) -> OutputKey {
    let usual = usual(for: mode)
    var ticket = Int(random.next() % 10)
    for (key, share) in usual {
      ticket -= share
      if ticket < 0 { return key }
    }
    return usual[0].0
  }
}

extension Tune {
  /// The tune with another tonic, in the octave where it best fits `range` (MIDI note numbers); nil without a tonic.
  ///
  /// Fewest notes outside the range win; among equals the octave whose middle is nearest to the range's.
  public func placed(in key: OutputKey, range: ClosedRange<Int>) -> Tune? {
    let candidates = (-2...2).compactMap { octaves -> (Tune, outside: Int, distance: Int)? in
      guard let moved = transposed(to: key.tonic, alteration: key.alteration, octaves: octaves) else { return nil }
      let pitches = Score(performing: moved).notes.map(\.pitch)
      guard let low = pitches.min(), let high = pitches.max() else { return (moved, 0, abs(octaves)) }
      let outside = pitches.filter { !range.contains($0) }.count
      return (moved, outside, abs(low + high - range.lowerBound - range.upperBound))
    }
    return candidates.min { ($0.outside, $0.distance) < ($1.outside, $1.distance) }?.0
  }
}
