import Music

/// Tuplets and broken rhythm that lack notes, and notes that no instrument has.
enum RhythmAndRange {
  /// What lacks a note it needs; O(incomplete).
  static func incomplete(_ rhythm: Rhythm, in elements: [Element]) -> [Problem] {
    rhythm.incomplete.map { index in
      if case .tuplet(let tuplet) = elements[index].kind {
        return Problem(
          .tupletShort, at: elements[index].place, "this tuplet lacks notes: it covers \(tuplet.reach)",
          mend: "add the missing notes, or write a smaller one")
      }
      return Problem(
        .brokenRhythm, at: elements[index].place, "broken rhythm without a note on each side",
        mend: "write > or < between two notes")
    }
  }

  /// A piano has 21...108, and few instruments more.
  private static let audible = 21...108

  /// The first note too low or high for any instrument, and how many there are; O(notes).
  static func outOfRange(_ notes: WrittenNotes, in elements: [Element]) -> [Problem] {
    guard let first = notes.notes.first(where: { !audible.contains($0.pitch) }) else { return [] }
    let count = notes.notes.count { !audible.contains($0.pitch) }
    let mark = first.pitch < audible.lowerBound ? "lower than any instrument plays" : "higher than any instrument plays"
    return [
      Problem(
        .range, at: elements[first.index].place,
        count == 1 ? "this note is \(mark)" : "\(count) notes are out of any instrument's range; this one is \(mark)",
        mend: "write fewer , or ' behind the letter")
    ]
  }
}
