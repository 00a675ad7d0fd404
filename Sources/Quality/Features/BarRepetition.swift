import ABC
import Music

/// How many bars of a tune come back, as written: what a repeat sign plays again does not count.
///
/// Bars shorter than half a bar of the meter (pickups, mostly) are left out. Where accidentals or keys differ, so does
/// what sounds, and the bar with it.
public struct BarRepetition: Hashable, Sendable {
  /// How many bars were compared.
  public var bars = 0
  /// Those equal to an earlier one: the same notes, rests and lengths, the same notes tied to.
  public var verbatim = 0
  /// Those not equal to, but sounding like, an earlier one of the same length: at three of four sixteenths the same
  /// pitch. At most 128 different bars are remembered to compare with.
  public var near = 0
  /// Those not equal to an earlier one but to one moved up or down the staff: the same steps and lengths from another
  /// note. Three notes, two of them different, are asked for.
  public var transposed = 0

  /// No bars.
  public init() {}

  private static let remembered = 128

  /// Compares every bar with those before it.
  init(of bars: [WrittenMelody.Bar]) {
    var seen: Set<UInt64> = []
    var figures: Set<UInt64> = []
    var earlier: [[Int16]] = []
    for bar in bars where bar.measure.lengthInBars >= 0.5 && !bar.events.isEmpty {
      self.bars += 1
      let pulses = bar.pulses
      let isNew = seen.insert(bar.print).inserted
      let figure = bar.figure
      if isNew {
        if let figure, figures.contains(figure) { transposed += 1 }
        if earlier.contains(where: { Self.soundAlike($0, pulses) }) { near += 1 }
        if earlier.count < Self.remembered { earlier.append(pulses) }
      } else {
        verbatim += 1
      }
      if let figure { figures.insert(figure) }
    }
  }

  /// Whether two stretches of sixteenths have the same pitch at three of four; O(n).
  static func soundAlike(_ left: [Int16], _ right: [Int16]) -> Bool {
    guard left.count == right.count, !left.isEmpty else { return false }
    var others = 0
    for index in left.indices where left[index] != right[index] {
      others += 1
      if others * 4 > left.count { return false }
    }
    return true
  }
}

extension WrittenMelody.Bar {
  /// What the bar is known by: its pitches, lengths and ties.
  fileprivate var print: UInt64 {
    var print = Fingerprint()
    for event in events {
      print.add(event.pitch ?? -1)
      print.add(event.duration)
      print.add(event.isTiedTo ? 1 : 0)
    }
    return print.value
  }

  /// What the bar is known by wherever it begins on the staff; nil where it moves too little to be a figure.
  fileprivate var figure: UInt64? {
    var print = Fingerprint()
    var first: Int?
    var sounding = 0
    var moves = false
    for event in events {
      print.add(event.duration)
      guard event.pitch != nil else {
        print.add(-1000)
        continue
      }
      let start = first ?? event.position
      first = start
      sounding += 1
      if event.position != start { moves = true }
      print.add(event.position - start)
    }
    return sounding >= 3 && moves ? print.value : nil
  }
}

/// A number that stands for a sequence of numbers (FNV-1a over words, mixed at the end).
struct Fingerprint {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ number: Int) {
    state = (state ^ UInt64(truncatingIfNeeded: number)) &* 0x9E37_79B9_7F4A_7C15
    state ^= state >> 32
  }

  mutating func add(_ fraction: Fraction) {
    add(fraction.numerator)
    add(fraction.denominator)
  }

  var value: UInt64 { state }
}
