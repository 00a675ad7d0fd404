/// How far a note is parted from the next: hardly on a fiddle or a whistle, clearly on a box, and always where the same
/// note is struck again.
///
/// The shares are the instruments' (``Idiom``); "repetition articulation" is a rule of A. Friberg, R. Bresin and J.
/// Sundberg, "Overview of the KTH rule system for musical performance", Advances in Cognitive Psychology 2 (2006).
struct Articulation {
  /// Seconds a gap has at the most, however long the note.
  private static let longestGap = 0.06

  /// Shortens notes of the melody; O(n). Notes are in order of onset.
  static func apply(to notes: inout [Arrangement.Note], on occasion: Occasion) {
    let idiom = occasion.players.idiom
    let longest = occasion.quarters(longestGap)
    func part(_ index: Int, sounding share: Double) {
      notes[index].duration -= min(notes[index].duration * (1 - share) * occasion.style.articulation, longest)
    }
    /// Where each pitch was last struck and when it ended as written, by voice.
    var latest: [[Int]: (index: Int, end: Double)] = [:]
    for index in notes.indices where notes[index].part == .melody {
      let note = notes[index]
      let key = [note.voice, note.pitch]
      if let before = latest.updateValue((index, note.end), forKey: key), abs(note.onset - before.end) < 1e-6 {
        part(before.index, sounding: idiom.holdBeforeRepetition)
      }
      if !note.isBound { part(index, sounding: idiom.hold) }
    }
  }
}
