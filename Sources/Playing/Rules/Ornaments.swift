import Music

/// Cuts, rolls, crans and trebles, as the instrument has them.
///
/// A cut is a note above, too short to be heard as a pitch, on the beat; it begins a note or parts it from another of
/// its pitch. A long roll is a dotted crotchet played as three quavers of its pitch, the second cut, the third tapped
/// from below; a short roll is a crotchet cut and tapped. A cran is a roll on the lowest note, with cuts alone. A
/// treble strikes a crotchet three times, short, short, long. After G. Larsen, The Essential Guide to Irish Flute and
/// Tin Whistle (2003), and B. Breathnach, Folk Music and Dances of Ireland (1971); which instrument has which, after L.
/// E. McCullough (1977, see ``Idiom``). How often each is played is Lilt's own choice. Notes that sound together with
/// others are left alone.
///
/// Every note keeps its pitch and begins where it is written, or a cut later; an ornament never takes time from another
/// note.
struct Ornaments {
  /// Seconds of a cut and of a tap.
  static let (cut, tap) = (0.045, 0.035)

  /// What is known of a note when its ornament is chosen.
  private struct Place {
    var length: Fraction
    var isOnBeat: Bool
    var repeatsBefore: Bool
    var isLast: Bool
    var isShortened: Bool
  }

  /// Puts ornaments into the first voice; O(n log n). Notes are in order of onset.
  static func apply(to notes: inout [Arrangement.Note], on occasion: Occasion) {
    guard !occasion.players.idiom.figures.isEmpty else { return }
    var result: [Arrangement.Note] = []
    result.reserveCapacity(notes.count * 5 / 4)
    let melody = notes.indices.filter { notes[$0].part == .melody && notes[$0].voice == 0 }
    var places: [Int: Place] = [:]
    var soundsUntil = -1.0
    for (order, index) in melody.enumerated() {
      let note = notes[index]
      let before = order > 0 ? notes[melody[order - 1]] : nil
      let behind = order + 1 < melody.count ? notes[melody[order + 1]] : nil
      let isAlone = soundsUntil <= note.onset + 1e-9 && (behind.map { $0.onset >= note.end - 1e-9 } ?? true)
      soundsUntil = max(soundsUntil, note.end)
      guard isAlone, let source = note.source,
        let (offset, meter) = occasion.place(of: occasion.score.notes[source].onset)
      else { continue }
      let written = occasion.score.notes[source].duration
      places[index] = Place(
        length: written, isOnBeat: offset.isMultiple(of: meter.beat * 4),
        repeatsBefore: before.map { $0.pitch == note.pitch && note.onset - $0.end < 1e-6 } ?? false,
        isLast: behind == nil, isShortened: note.duration < written.double - 1e-9)
    }
    for index in notes.indices {
      guard let place = places[index], let figure = figure(for: notes[index], at: place, on: occasion) else {
        result.append(notes[index])
        continue
      }
      result += OrnamentFigures(of: notes[index], on: occasion).notes(of: figure, length: place.length)
    }
    notes = result
  }

  /// The figure a note is played with; nil for none.
  private static func figure(for note: Arrangement.Note, at place: Place, on occasion: Occasion) -> Idiom.Figure? {
    let seconds = place.length.double * 60 / occasion.tempo
    let amount = occasion.style.ornaments * (occasion.dance == .air ? 0.5 : 1)
    let chance = occasion.chance(at: note.onset, of: 3).about(note.pitch)
    let draw = chance.unit
    let figures = occasion.players.idiom.figures
    let isLowest = occasion.players.idiom.lowest.map { note.pitch <= $0 } ?? false

    if !place.isLast, !place.isShortened, occasion.dance != .air {
      let roll: Idiom.Figure = isLowest && figures.contains(.cran) ? .cran : .roll
      let hasRoll = figures.contains(.roll)
      if place.length == Fraction(3, 2), seconds >= 0.3 {
        if hasRoll, place.isOnBeat, draw < 0.75 * amount { return roll }
        if !hasRoll, figures.contains(.treble), draw < 0.4 * amount { return .treble }
      }
      if place.length == .one, seconds >= 0.24 {
        let treble = figures.contains(.treble) ? (hasRoll ? 0.12 : 0.4) : 0
        if draw < treble * amount { return .treble }
        if hasRoll, place.isOnBeat, draw < (treble + 0.3) * amount { return roll }
      }
    }
    guard figures.contains(.cut), seconds >= 0.12 else { return nil }
    // What repeats a note is parted from it by a cut: that is what cuts are for.
    let share = place.repeatsBefore ? 0.8 : place.length >= .one ? 0.45 : place.isOnBeat ? 0.12 : 0.03
    return chance.about(1).unit < share * amount ? .cut : nil
  }
}

/// The notes of one ornamented note.
struct OrnamentFigures {
  private let note: Arrangement.Note
  private let cutLength: Double
  private let tapLength: Double
  private let above: Int
  private let below: Int

  init(of note: Arrangement.Note, on occasion: Occasion) {
    self.note = note
    // However fast the tune, most of a note is the note.
    cutLength = min(occasion.quarters(Ornaments.cut), note.duration / 4)
    tapLength = min(occasion.quarters(Ornaments.tap), note.duration / 4)
    let key = occasion.key(at: note.onset)
    above = OrnamentFigures.neighbour(of: note.pitch, in: key, by: 1)
    below = OrnamentFigures.neighbour(of: note.pitch, in: key, by: -1)
  }

  /// The next note of a key's scale above or below.
  private static func neighbour(of pitch: Int, in key: Key, by step: Int) -> Int {
    let scale = Set(Step.allCases.map { ($0.semitones + key.alteration(of: $0) + 24) % 12 })
    for distance in 1...3 where scale.contains((pitch + step * distance + 120) % 12) {
      return max(0, min(127, pitch + step * distance))
    }
    return max(0, min(127, pitch + 2 * step))
  }

  func notes(of figure: Idiom.Figure, length: Fraction) -> [Arrangement.Note] {
    switch figure {
    case .cut: [grace(above, 0, cutLength), main(cutLength, note.duration, isSource: true)]
    case .roll, .cran:
      length == Fraction(3, 2) ? longRoll(isCran: figure == .cran) : shortRoll(isCran: figure == .cran)
    case .treble: treble
    }
  }

  /// Three quavers, the second cut, the third tapped.
  private func longRoll(isCran: Bool) -> [Arrangement.Note] {
    let third = note.duration / 3
    return [
      main(0, third, isSource: true, isBound: true), grace(above, third, third + cutLength),
      main(third + cutLength, 2 * third, isBound: true),
      isCran ? grace(above + 3, 2 * third, 2 * third + tapLength) : grace(below, 2 * third, 2 * third + tapLength),
      main(2 * third + tapLength, note.duration),
    ]
  }

  /// Two quavers, the first cut, the second tapped.
  private func shortRoll(isCran: Bool) -> [Arrangement.Note] {
    let half = note.duration / 2
    return [
      grace(above, 0, cutLength), main(cutLength, half, isSource: true, isBound: true),
      isCran ? grace(above + 3, half, half + tapLength) : grace(below, half, half + tapLength),
      main(half + tapLength, note.duration),
    ]
  }

  /// Two semiquavers and what is left.
  private var treble: [Arrangement.Note] {
    let short = min(0.25, note.duration / 4)
    var strokes = [
      main(0, short, isSource: true), main(short, 2 * short), main(2 * short, note.duration),
    ]
    strokes[1].velocity -= 4
    return strokes
  }

  private func main(_ start: Double, _ end: Double, isSource: Bool = false, isBound: Bool = false) -> Arrangement.Note {
    var result = note
    result.onset = note.onset + start
    result.duration = end - start
    result.isBound = isBound
    if !isSource { result.source = nil }
    return result
  }

  private func grace(_ pitch: Int, _ start: Double, _ end: Double) -> Arrangement.Note {
    var result = main(start, end, isBound: true)
    result.pitch = max(0, min(127, pitch))
    result.velocity -= 10
    return result
  }
}
