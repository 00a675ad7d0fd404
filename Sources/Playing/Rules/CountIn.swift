import Music

/// Clicks before the tune: whole bars less the pick-up, which begins within the last of them.
public enum CountIn {
  /// The keys of General MIDI's high and low wood block.
  private static let keys = (first: 76, other: 77)

  /// How many bars are usual: two where one is over in less than a second and a half.
  public static func usualBars(of score: Score, tempo: Double? = nil) -> Int {
    let meter = score.meters.first?.value
    let written = score.tempi.first { $0.onset <= .zero && $0.value > 0 }?.value
    let pace = tempo ?? written ?? SessionTempo.quartersPerMinute(rhythm: score.rhythm, meter: meter)
    let seconds = (meter ?? Meter(4, 4)).barLength.double * 240 / max(1, pace)
    return seconds < 1.5 ? 2 : 1
  }

  /// Adds the clicks at moments below zero; nothing in free meter. O(beats).
  static func apply(to arrangement: inout Arrangement, on occasion: Occasion) {
    guard let bar = occasion.bars.bars.first, let meter = bar.meter, bar.full > .zero else { return }
    let beat = meter.beat * 4
    let inBar = Int(max(1, min(64, (bar.full / beat).double)))
    var count = max(1, min(8, occasion.style.countIn))
    // Where the pick-up takes most of its bar, that bar says too little of the pace.
    if bar.offset > .zero, bar.offset * 2 < bar.full { count += 1 }
    let origin = bar.offset > .zero ? -bar.offset - bar.full * Fraction(count - 1) : -bar.full * Fraction(count)
    arrangement.countIn = -origin.double
    for number in 0..<count * inBar {
      let moment = origin + beat * Fraction(number)
      guard moment < .zero else { break }
      let isFirst = number % inBar == 0
      arrangement.notes.append(
        Arrangement.Note(
          onset: moment.double, duration: 0.1, pitch: isFirst ? keys.first : keys.other, velocity: isFirst ? 100 : 80,
          part: .clicks))
    }
  }
}
