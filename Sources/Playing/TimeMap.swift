/// Where written moments are played: straight lines between points, so that what is together stays together.
struct TimeMap {
  private var written: [Double] = []
  private var played: [Double] = []

  /// Adds a point behind those there are; one that would go back in time is left out.
  mutating func append(_ moment: Double, playedAt place: Double) {
    if let last = written.last, moment <= last || place <= played[played.count - 1] { return }
    written.append(moment)
    played.append(place)
  }

  /// When a moment is played; moments outside the points move as the nearest point does. O(log n).
  func callAsFunction(_ moment: Double) -> Double {
    guard let first = written.first else { return moment }
    if moment < first { return moment + played[0] - first }
    var (low, high) = (0, written.count)
    while low + 1 < high {
      let middle = (low + high) / 2
      if written[middle] <= moment { low = middle } else { high = middle }
    }
    // A point itself is met exactly, which keeps what begins a bar in it.
    if high == written.count || written[low] == moment { return played[low] + (moment - written[low]) }
    let share = (moment - written[low]) / (written[high] - written[low])
    return played[low] + share * (played[high] - played[low])
  }

  /// Moves a note, its end with it.
  func move(_ note: inout Arrangement.Note) {
    let end = self(note.end)
    note.onset = self(note.onset)
    note.duration = max(end - note.onset, 0)
  }
}
