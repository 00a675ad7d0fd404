import Music

/// The notes of guitar, piano or bouzouki under a tune.
struct Backing {
  /// The notes, in written time.
  private(set) var notes: [Arrangement.Note] = []

  private static let (chordVelocity, bassVelocity) = (58, 64)
  /// Seconds from string to string.
  private static let (down, up) = (0.011, 0.008)

  /// Plays `chords` in the dance's pattern; O(bars + chords).
  init(_ accompanist: Players.Accompanist, chords: [Score.Change<ChordSymbol?>], on occasion: Occasion) {
    var next = 0
    var voicing: Voicing?
    let strokes = Groove.strokes(on: occasion) {
      Grooves.groove(of: accompanist, dance: occasion.dance, meter: $0)
    }
    for (moment, barEnd, bar, stroke) in strokes {
      while next < chords.count, chords[next].onset <= moment {
        voicing = chords[next].value.map { Voicing(of: $0, on: accompanist) }
        next += 1
      }
      guard let voicing else { continue }
      var end = moment.double + stroke.length
      end = min(end, barEnd.double, next < chords.count ? chords[next].onset.double : .infinity)
      let shift = Int((occasion.chance.about(21, bar, Chance.place(moment.double)).normal * 2.5).rounded())
      let varied = occasion.style[.dynamics] ? shift : 0
      play(stroke, voicing, from: moment.double, to: end, louder: varied, on: occasion)
    }
  }

  private mutating func play(
    _ stroke: Groove.Stroke, _ voicing: Voicing, from onset: Double, to end: Double, louder: Int, on occasion: Occasion
  ) {
    func add(_ pitch: Int, _ part: Arrangement.Part, after delay: Double = 0) {
      let velocity = (part == .bass ? Backing.bassVelocity : Backing.chordVelocity) + stroke.weight + louder
      guard end - onset > delay else { return }
      notes.append(
        Arrangement.Note(
          onset: onset + delay, duration: end - onset - delay, pitch: pitch, velocity: velocity, part: part))
    }
    func strum(_ pitches: [Int], _ seconds: Double) {
      // However fast the tune, a strum is done before the next one.
      let delay = min(occasion.quarters(seconds), (end - onset) / Double(2 * max(1, pitches.count)))
      for (string, pitch) in pitches.enumerated() { add(pitch, .chords, after: delay * Double(string)) }
    }
    switch stroke.sound {
    case .root: add(voicing.root, .bass)
    case .fifth: add(voicing.fifth, .bass)
    case .block: for pitch in voicing.tones { add(pitch, .chords) }
    case .down: strum(voicing.tones, Backing.down)
    case .up: strum(voicing.tones.suffix(3).reversed(), Backing.up)
    case .tone(0): add(voicing.root, .bass)
    case .tone(let number): add(voicing.broken[min(number, voicing.broken.count - 1)], .chords)
    case .key: break
    }
  }
}
