import ABC
import Music

/// A part of a tune: what stands between repeats, double bars and the like.
public struct TunePart: Hashable, Sendable {
  /// `A` for the first melody, `B` for the next that is not like it; from the 26th on `Z`.
  public var letter: Character
  /// How many bars it has when played once, pickup and first ending counted, rounded.
  public var bars: Int
  /// How often it is played.
  public var passes: Int

  /// A part.
  public init(letter: Character, bars: Int, passes: Int) {
    self.letter = letter
    self.bars = bars
    self.passes = passes
  }

  /// The parts of a voice, those shorter than a bar (pickups before `|:`) left out; O(bars · letters).
  ///
  /// Two have one letter where they are as long and at three of four sixteenths sound alike, from their first full bar
  /// on.
  static func parts(of bars: [WrittenMelody.Bar]) -> [TunePart] {
    var melodies: [(bars: Int, pulses: [Int16])] = []
    var result: [TunePart] = []
    for stretch in stretches(of: bars) where stretch.length >= 0.999 {
      let count = max(1, Int(min(1e9, stretch.length.rounded())))
      let pulses = stretch.melody(in: bars)
      let known = melodies.firstIndex { $0.bars == count && BarRepetition.soundAlike($0.pulses, pulses) }
      if known == nil, melodies.count < 26 { melodies.append((count, pulses)) }
      let letter = Character(Unicode.Scalar(UInt8(ascii: "A") + UInt8(known ?? melodies.count - 1)))
      result.append(TunePart(letter: letter, bars: count, passes: stretch.passes))
    }
    return result
  }

  /// A part before it has a letter.
  private struct Stretch {
    /// The bars that are played the first time.
    var first: [Int] = []
    var length = 0.0
    var passes = 1

    /// The pitches at every sixteenth, from the first full bar on; 1024 at most.
    func melody(in bars: [WrittenMelody.Bar]) -> [Int16] {
      var pulses: [Int16] = []
      for index in first.drop(while: { bars[$0].measure.lengthInBars < 0.999 }) {
        guard pulses.count < 1024 else { break }
        pulses += bars[index].pulses
      }
      return pulses
    }
  }

  private static func stretches(of bars: [WrittenMelody.Bar]) -> [Stretch] {
    var result: [Stretch] = []
    var part = Stretch()
    var start = -1
    // The ending being read, how long it has grown, and how long the first one was.
    var ending: Int?
    var (endingLength, firstLength) = (0.0, 0.0)
    for (index, bar) in bars.enumerated() {
      let measure = bar.measure
      // A second ending that goes on where the first one ended is followed by the next part, though no sign says so.
      let isBehind = measure.opening.ending == nil && (ending ?? 0) > 1 && endingLength >= max(0.999, firstLength)
      if measure.partStart != start || isBehind {
        result.append(part)
        part = Stretch()
        start = measure.partStart
        (ending, endingLength, firstLength) = (nil, 0, 0)
      }
      if let opened = measure.opening.ending {
        if (ending ?? 1) <= 1, opened > 1 { firstLength = endingLength }
        (ending, endingLength) = (opened, 0)
        part.passes = max(part.passes, min(opened, 64))
      }
      endingLength += measure.lengthInBars
      if measure.closing.repeatsBefore { part.passes = max(part.passes, 2) }
      guard (ending ?? 1) <= 1 else { continue }
      part.first.append(index)
      part.length += measure.lengthInBars
    }
    result.append(part)
    return result
  }
}
