import Music

/// Endings that lack a partner or the sign that leads back (ABC 2.1, sections 4.9 and 4.10).
struct EndingPartners {
  private let elements: [Element]
  private(set) var problems: [Problem] = []
  /// The endings met since the part began: the bar line, its passes.
  private var group: [(index: Int, passes: [Int])] = []
  /// Whether `:|` stands behind the last ending met.
  private var isClosed = false

  /// Follows the bar lines of a voice; O(n).
  init(of elements: [Element]) {
    self.elements = elements
    for index in elements.indices {
      guard case .bar(let line) = elements[index].kind else { continue }
      if line.repeatsBefore > 0 { isClosed = true }
      // `::2` is a slip for `:|2`, told about as a repeat that opens at an ending.
      if line.repeatsAfter > 0, line.endings.isEmpty || line.endings.contains(1) { endGroup() }
      guard !line.endings.isEmpty else { continue }
      if line.endings.contains(1) { endGroup() }
      if let last = group.last, !isClosed {
        problems.append(
          Problem(
            .endingClose, at: elements[last.index].place,
            "ending \(Self.name(last.passes)) runs into ending \(Self.name(line.endings)) without :|",
            mend: "write :| before ending \(Self.name(line.endings))"))
      }
      group.append((index, line.endings))
      isClosed = false
    }
    endGroup()
  }

  private static func name(_ passes: [Int]) -> String { passes.map(String.init).joined(separator: ",") }

  private mutating func endGroup() {
    defer { group = [] }
    guard let first = group.first, let last = group.last else { return }
    let passes = Set(group.flatMap(\.passes))
    guard passes.contains(1) else {
      problems.append(
        Problem(
          .endingPartner, at: elements[first.index].place,
          "ending \(Self.name(first.passes)) has no ending 1 before it",
          mend: "write |1 where the first ending begins, or leave the number out"))
      return
    }
    guard let highest = passes.max() else { return }
    if passes == [1] {
      problems.append(
        Problem(
          .endingPartner, at: elements[last.index].place, "ending 1 has no ending 2",
          mend: isClosed
            ? "write :|2 where the second ending begins" : "write the second ending, or leave the number out"))
    } else if let missing = (1...highest).first(where: { !passes.contains($0) }) {
      problems.append(
        Problem(
          .endingPartner, at: elements[last.index].place, "there is no ending \(missing) before ending \(highest)",
          mend: "number the endings without a gap"))
    }
  }
}
