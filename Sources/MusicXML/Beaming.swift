import Music

/// What the beams of a run of stems are made of.
struct Stem {
  /// Flags it would have alone; 0 for a crotchet and for a rest, which end a beam.
  var flags: Int
  /// Whether it begins a beam of its own.
  var breaks: Bool
  /// The length as written, by which a hook knows its side.
  var length: Fraction
}

/// The beams of stems one after the other, a sign for every beam of each; O(n).
///
/// Stems hang together until one breaks the beam or has no flags. A beam of its own for one stem within a run is a hook:
/// it points to the longer neighbour, as the short note of a dotted pair does.
func beams(of stems: [Stem]) -> [[String]] {
  var result: [[String]] = Array(repeating: [], count: stems.count)
  var start = 0
  while start < stems.count {
    var end = start + 1
    if stems[start].flags > 0 {
      while end < stems.count, stems[end].flags > 0, !stems[end].breaks { end += 1 }
    }
    if end - start > 1 {
      for index in start..<end {
        result[index] = (1...stems[index].flags).map { level in
          let before = index > start && stems[index - 1].flags >= level
          let after = index + 1 < end && stems[index + 1].flags >= level
          switch (before, after) {
          case (true, true): return "continue"
          case (true, false): return "end"
          case (false, true): return "begin"
          case (false, false):
            if index == start { return "forward hook" }
            if index + 1 == end { return "backward hook" }
            return stems[index - 1].length >= stems[index + 1].length ? "backward hook" : "forward hook"
          }
        }
      }
    }
    start = end
  }
  return result
}
