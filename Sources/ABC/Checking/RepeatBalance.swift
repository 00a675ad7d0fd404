import Music

/// Repeats that are opened and never closed.
///
/// `:|` without `|:` is right: the repeat starts at the beginning, the last double bar or the last end of a repeat
/// (ABC 2.1, section 4.8). `|:` without `:|` plays its part once.
struct RepeatBalance {
  private(set) var problems: [Problem] = []

  /// Follows the bar lines of a voice; O(n).
  init(of elements: [Element]) {
    var open: Int?
    var hasEndings = false
    for index in elements.indices {
      guard case .bar(let line) = elements[index].kind else { continue }
      if line.repeatsBefore > 0 { open = nil }
      if line.repeatsAfter > 0, let ending = line.endings.min(), ending > 1 {
        problems.append(
          Problem(
            .repeatOpen, at: elements[index].place, "'\(line.notation)\(ending)' opens a repeat at ending \(ending)",
            mend: "write :|\(ending)"))
        continue
      }
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
    guard let open, !hasEndings else { return }
    let hasMusic = elements[open...].contains {
      switch $0.kind {
      case .note, .chord, .rest: true
      default: false
      }
    }
    problems.append(
      Problem(
        .repeatOpen, at: elements[open].place, hasMusic ? "this |: is never closed" : "this |: opens nothing",
        mend: hasMusic ? "write :| where the repeat ends, or | here" : "write :| if a repeat ends here, or |]"))
  }
}
