import Music

/// The patterns of each accompanist in each dance.
///
/// The piano's alternation of bass and chord ("boom-chuck", the vamp of céilí bands), the guitar's strummed quavers
/// with the weight on the beat in jigs and on the off-beat in reels, and the bouzouki's broken chords against the tune
/// are the usual ways to accompany this music (F. Vallely, ed., The Companion to Irish Traditional Music, 1999). The
/// patterns are Lilt's own.
enum Grooves {
  private static let half = Fraction(1, 2)

  static func groove(of accompanist: Players.Accompanist, dance: Dance, meter: Meter) -> Groove {
    if dance == .air { return air(meter) }
    return switch accompanist {
    case .piano: piano(dance, meter)
    case .guitar: guitar(dance, meter)
    case .bouzouki: bouzouki(dance, meter)
    }
  }

  /// A chord a bar, its lowest note first and the rest rising to it.
  private static func air(_ meter: Meter) -> Groove {
    let bar = (meter.barLength * 4).double
    return Groove(meter, cell: meter.barLength * 4) { _ in
      [
        (0, bar, .root, 0), (half, bar - 0.5, .tone(1), -6), (1, bar - 1, .tone(2), -6),
        (Fraction(3, 2), bar - 1.5, .tone(3), -8),
      ]
    }
  }

  private static func piano(_ dance: Dance, _ meter: Meter) -> Groove {
    if meter.isCompound {
      // Crotchet and quaver: the chord comes with the last third of the beat.
      let quaver = Fraction(4, meter.unit)
      return Groove(meter, cell: meter.beat * 4) { beat in
        [
          (0, quaver.double * 1.6, beat % 2 == 0 ? .root : .fifth, beat == 0 ? 8 : 0),
          (quaver * 2, quaver.double * 0.8, .block, beat == 0 ? 0 : -3),
        ]
      }
    }
    let beat = Fraction(4, meter.unit)
    switch (meter.count, meter.unit) {
    case (3, 4), (3, 8):
      let isMazurka = dance == .mazurka
      return Groove(meter, cell: meter.barLength * 4) { _ in
        [
          (0, beat.double * 0.9, .root, 6), (beat, beat.double * 0.6, .block, isMazurka ? 8 : 0),
          (beat * 2, beat.double * 0.6, .block, -2),
        ]
      }
    case (2, 4):
      return Groove(meter, cell: 1) { beat in
        [(0, 0.45, beat % 2 == 0 ? .root : .fifth, beat == 0 ? 6 : 0), (half, 0.35, .block, 4)]
      }
    default:
      return Groove(meter, cell: 2) { cell in
        [(0, 0.9, cell % 2 == 0 ? .root : .fifth, cell == 0 ? 8 : 2), (1, 0.6, .block, 2)]
      }
    }
  }

  private static func guitar(_ dance: Dance, _ meter: Meter) -> Groove {
    if meter.isCompound {
      let quaver = Fraction(4, meter.unit)
      let ring = quaver.double
      return Groove(meter, cell: meter.beat * 4) { beat in
        [
          (0, ring, .down, beat == 0 ? 8 : 3), (quaver, ring, .up, -14), (quaver * 2, ring, .down, -4),
        ]
      }
    }
    switch (meter.count, meter.unit) {
    case (3, 4), (3, 8):
      let beat = Fraction(4, meter.unit)
      let isMazurka = dance == .mazurka
      return Groove(meter, cell: meter.barLength * 4) { _ in
        [
          (0, beat.double, .root, 8), (beat, beat.double / 2, .down, isMazurka ? 6 : 0),
          (beat + beat * half, beat.double / 2, .up, -12), (beat * 2, beat.double / 2, .down, -3),
          (beat * 2 + beat * half, beat.double / 2, .up, -14),
        ]
      }
    case (2, 4):
      return Groove(meter, cell: 1) { beat in
        [(0, 0.5, beat % 2 == 0 ? .root : .fifth, 4), (half, 0.4, .down, 4)]
      }
    default:
      let isDotted = [.hornpipe, .march, .strathspey, .barndance].contains(dance)
      return Groove(meter, cell: 2) { cell in
        [
          (0, 1, cell % 2 == 0 ? .root : .fifth, cell == 0 ? 8 : 4), (half, 0.5, .up, -14),
          (1, 0.5, .down, isDotted ? 0 : 6), (Fraction(3, 2), 0.5, .up, -12),
        ]
      }
    }
  }

  private static func bouzouki(_ dance: Dance, _ meter: Meter) -> Groove {
    if meter.isCompound {
      let quaver = Fraction(4, meter.unit)
      return Groove(meter, cell: meter.beat * 4) { beat in
        let tones = beat % 2 == 0 ? [0, 2, 1] : [1, 3, 2]
        return tones.enumerated().map { (quaver * Fraction($0), 1.2, .tone($1), $0 == 0 ? 6 : -6) }
      }
    }
    switch (meter.count, meter.unit) {
    case (3, 4), (3, 8):
      let quaver = Fraction(2, meter.unit)
      return Groove(meter, cell: meter.barLength * 4) { _ in
        [0, 1, 2, 3, 2, 1].enumerated().map {
          (quaver * Fraction($0), 1.2, .tone($1), $0 == 0 ? 6 : $0 % 2 == 0 ? -2 : -8)
        }
      }
    case (2, 4):
      return Groove(meter, cell: 1) { beat in
        [(0, 0.8, .tone(beat % 2), 4), (half, 0.6, .tone(2), 0), (Fraction(3, 4), 0.5, .tone(3), -10)]
      }
    default:
      // Three, three and two quavers against the tune's fours.
      return Groove(meter, cell: 4) { _ in
        [0, 1, 2, 0, 1, 3, 0, 2].enumerated().map {
          (half * Fraction($0), 1.0, .tone($1), $1 == 0 ? 6 : -7)
        }
      }
    }
  }
}
