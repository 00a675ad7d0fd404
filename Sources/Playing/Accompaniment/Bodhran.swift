import Music

/// A bodhrán: the skin's low note on the beat, the other end of the tipper between.
///
/// Keys are those of General MIDI drums that stand nearest: 36 (bass drum) is the open skin, 41 (low floor tom) the
/// skin held higher, 38 (snare) the tip. Lilt's SoundFont has a bodhrán at these keys.
enum Bodhran {
  private static let (skin, held, tip) = (36, 41, 38)
  private static let velocity = 62

  /// The strokes, in written time; none in airs, where nobody drums.
  static func notes(on occasion: Occasion) -> [Arrangement.Note] {
    guard occasion.dance != .air else { return [] }
    return Groove.strokes(on: occasion) { groove(of: occasion.dance, meter: $0) }.compactMap { moment, _, bar, stroke in
      guard case .key(let key) = stroke.sound else { return nil }
      let shift = occasion.style[.dynamics] ? occasion.chance.about(31, bar, Chance.place(moment.double)).normal * 3 : 0
      return Arrangement.Note(
        onset: moment.double, duration: stroke.length, pitch: key,
        velocity: velocity + stroke.weight + Int(shift.rounded()),
        part: .bodhran)
    }
  }

  private static func groove(of dance: Dance, meter: Meter) -> Groove {
    let half = Fraction(1, 2)
    if meter.isCompound {
      let quaver = Fraction(4, meter.unit)
      return Groove(meter, cell: meter.beat * 4) { beat in
        [
          (0, 0.2, .key(beat == 0 ? skin : held), beat == 0 ? 16 : 6), (quaver, 0.2, .key(tip), -16),
          (quaver * 2, 0.2, .key(tip), -4),
        ]
      }
    }
    switch (meter.count, meter.unit) {
    case (3, _):
      let beat = Fraction(4, meter.unit)
      return Groove(meter, cell: meter.barLength * 4) { _ in
        [
          (0, 0.2, .key(skin), 12), (beat, 0.2, .key(tip), dance == .mazurka ? 4 : -8), (beat * 2, 0.2, .key(tip), -8),
        ]
      }
    case (2, 4):
      return Groove(meter, cell: 1) { beat in
        [(0, 0.2, .key(beat == 0 ? skin : held), beat == 0 ? 12 : 6), (half, 0.2, .key(tip), 2)]
      }
    default:
      return Groove(meter, cell: 2) { cell in
        [
          (0, 0.2, .key(skin), cell == 0 ? 14 : 8), (half, 0.2, .key(tip), -16), (1, 0.2, .key(held), 2),
          (Fraction(3, 2), 0.2, .key(tip), -10),
        ]
      }
    }
  }
}
