import Music

/// A melody by its steps and lengths alone, so that a tune is known again in any key.
public struct MelodyPrint: Hashable, Sendable {
  private let value: UInt64
  private let count: Int

  /// Shorter melodies than this may meet by chance.
  static let leastNotes = 16

  /// The print of a voice as written, repeats not followed; nil where it is too short to be known by; O(notes).
  init?(of notes: WrittenNotes) {
    guard notes.notes.count >= Self.leastNotes, let first = notes.notes.first else { return nil }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ number: Int) { hash = (hash ^ UInt64(truncatingIfNeeded: number)) &* 0x100_0000_01B3 }
    for note in notes.notes {
      add(note.pitch - first.pitch)
      add(note.duration.numerator)
      add(note.duration.denominator)
    }
    value = hash
    count = notes.notes.count
  }
}
