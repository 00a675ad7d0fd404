import Music

extension Arrangement {
  /// Adds the notes of those who play with the melody, in written time; O(bars + chords).
  mutating func accompany(on occasion: Occasion) {
    if let accompanist = players.accompanist {
      chords = ChordSpans(of: score).changes
      let backing = Backing(accompanist, chords: chords, on: occasion)
      notes += backing.notes
    }
    if players.drone { notes += Drone.notes(on: occasion) }
    if players.bodhran { notes += Bodhran.notes(on: occasion) }
  }
}
