import Foundation
import Music

/// A phrase swells to its middle and falls off to its end, high notes are a little louder, and no two notes quite
/// alike.
///
/// The arch is N. P. Todd's ("The dynamics of dynamics: A model of musical expression", JASA 91, 1992); the arch and
/// "high loud" are among the rules of A. Friberg, R. Bresin and J. Sundberg ("Overview of the KTH rule system for
/// musical performance", Advances in Cognitive Psychology 2, 2006). Phrases are of four bars from where a part begins.
struct Dynamics {
  /// How much louder the middle of a phrase is than its ends, in velocities.
  private static let arch = 9.0
  /// Velocities a semitone above the tune's middle.
  private static let height = 0.3
  /// The deviation of single notes, in velocities.
  private static let unevenness = 2.0

  /// Changes how hard notes of the melody are struck; O(n log n).
  static func apply(to notes: inout [Arrangement.Note], on occasion: Occasion) {
    let amount = occasion.style.dynamics
    let pitches = notes.lazy.filter { $0.part == .melody }.map(\.pitch)
    guard let low = pitches.min(), let high = pitches.max() else { return }
    let middle = Double(low + high) / 2
    let phrases = Phrasing.phrases(on: occasion)
    var phrase = 0
    for index in notes.indices where notes[index].part == .melody {
      let note = notes[index]
      while phrase + 1 < phrases.count, phrases[phrase].upperBound <= note.onset { phrase += 1 }
      var change = max(-4, min(4, (Double(note.pitch) - middle) * height))
      change += occasion.chance(at: note.onset, of: 7).about(note.pitch).normal * unevenness
      if phrases.indices.contains(phrase) {
        let (start, end) = (phrases[phrase].lowerBound, phrases[phrase].upperBound)
        let share = max(0, min(1, (note.onset - start) / (end - start)))
        change += arch * (sin(.pi * share) - 0.6)
      }
      notes[index].velocity += Int((change * amount).rounded())
    }
  }
}
