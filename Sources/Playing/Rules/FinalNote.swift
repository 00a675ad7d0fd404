import Music

/// The last note is held: the pace falls where it begins, so that every bar keeps its length on paper.
///
/// That the last notes of music slow down is among the rules of A. Friberg and J. Sundberg ("Does music performance
/// allude to locomotion?", JASA 105, 1999); dance music does not slow down before its end, it stands on its last note.
struct FinalNote {
  /// Seconds the note lasts at the least.
  private static let shortest = 1.2
  /// How much longer than written it lasts at the least.
  private static let stretch = 1.5
  /// The slowest it gets, in quarter beats a minute.
  private static let slowest = 20.0

  /// Slows the end down.
  static func apply(to arrangement: inout Arrangement, on occasion: Occasion) {
    guard let last = arrangement.notes.last(where: { $0.part == .melody && $0.source != nil }) else { return }
    let end = max(occasion.bars.bars.last?.end.double ?? last.end, last.end)
    let length = end - last.onset
    let tempo = arrangement.tempo(at: last.onset)
    guard length > 0 else { return }
    let seconds = length * 60 / tempo
    let wanted = max(shortest, seconds * (occasion.dance == .air ? 1.25 : stretch))
    arrangement.tempi.removeAll { $0.onset >= last.onset && $0.onset > 0 }
    arrangement.tempi.append(
      .init(onset: last.onset, quartersPerMinute: max(slowest, tempo * seconds / wanted)))
    hold(from: last.onset, to: end, in: &arrangement.notes)
  }

  /// Nobody plays on behind the last note; who accompanies holds what was struck with it, or last before it.
  private static func hold(from onset: Double, to end: Double, in notes: inout [Arrangement.Note]) {
    notes.removeAll { ![.melody, .drone].contains($0.part) && $0.onset > onset + 1e-9 }
    for part in [Arrangement.Part.chords, .bass] {
      guard let latest = notes.last(where: { $0.part == part })?.onset else { continue }
      for index in notes.indices where notes[index].part == part && notes[index].onset >= latest - 0.25 {
        notes[index].duration = max(notes[index].duration, end - notes[index].onset)
      }
    }
    for index in notes.indices where notes[index].part == .melody && notes[index].onset >= onset - 1e-9 {
      notes[index].duration = max(notes[index].duration, end - notes[index].onset)
    }
  }
}
