/// Where the parts of a voice begin that `P:` fields mark (ABC 2.1, section 3.1.9).
struct PartMarks {
  /// The first stretch of music marked with each letter.
  private var parts: [Character: Range<Int>] = [:]
  /// The music before the first mark; nil where nothing sounds there.
  private var opening: Range<Int>?

  /// Whether no part is marked.
  var isEmpty: Bool { parts.isEmpty }

  /// Finds the marks in `elements`; O(n).
  ///
  /// A mark with nothing behind it is passed over: voices written one below the other may carry each other's.
  init(_ elements: [Element]) {
    var label: Character?
    var start = 0
    var hasMusic = false
    func stretch(to end: Int) -> Range<Int>? { hasMusic ? start..<end : nil }
    for (index, element) in elements.enumerated() {
      switch element.kind {
      case .note, .chord, .rest: hasMusic = true
      case .field(let field):
        guard case .part(let text) = field.content, let letter = PartMarks.letter(of: text) else { break }
        close(stretch(to: index), as: label)
        (label, start, hasMusic) = (letter, index, false)
      default: break
      }
    }
    close(stretch(to: elements.count), as: label)
  }

  private mutating func close(_ stretch: Range<Int>?, as label: Character?) {
    guard let stretch else { return }
    if let label {
      if parts[label] == nil { parts[label] = stretch }
    } else {
      opening = stretch
    }
  }

  /// The letter that an order can name: `A` in `A`, `A.` and `A (slow)`, none in `Trio`.
  private static func letter(of text: String) -> Character? {
    guard let first = text.first, first.isASCII, first.isLetter else { return nil }
    return text.dropFirst().first?.isLetter ?? false ? nil : first
  }

  /// What is played in an order, the opening first.
  func ranges(in order: PartOrder) -> [Range<Int>] {
    (opening.map { [$0] } ?? []) + order.labels.compactMap { parts[$0] }
  }
}
