import Music

/// Repeats that are opened and never closed.
///
/// `:|` without `|:` is right: the repeat starts at the beginning, the last double bar or the last end of a repeat (ABC 2.1,
/// section 4.8). `|:` without `:|` plays its part once.
struct RepeatBalance {
  private(set) var problems: [Problem] = []

  /// Follows the bar lines of a voice; O(n).
  init(of elements: [Element]) {
    var open: Int?
    var hasEndings = false
    for index in elements.indices {
      guard case .bar(let line) = elements[index].kind else { continue }
      if line.repeatsBefore > 0 { open = nil }
      if line.repeatsAfter > 0 {
        if let open, !hasEndings {
          problems.append(
            Problem(
              .repeatOpen, at: elements[open].place,
              "this |: is not closed before the next one, on line \(elements[index].place.line)",
              mend: "write :| where the repeat ends, or | here"))
        }
        open = index
        hasEndings = false
      } else if !line.endings.isEmpty {
        // Endings that lack their :| are told about as such.
        hasEndings = true
      }
    }
    if let open, !hasEndings {
      problems.append(
        Problem(
          .repeatOpen, at: elements[open].place, "this |: is never closed",
          mend: "write :| where the repeat ends, or | here"))
    }
  }
}
