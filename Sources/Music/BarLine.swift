/// A bar line, with the repeats that end and start at it and the ending it opens (ABC 2.1, sections 4.8 to 4.10).
public struct BarLine: Hashable, Sendable {
  /// The signs as written, endings left out: `|`, `:|`, `||`, `|]`, `::`, or nothing for an ending alone (`[1`).
  public var notation: String
  /// How many further times the part before it is played: 1 for `:|`, 2 for `::|`, 0 for none.
  public var repeatsBefore: Int
  /// How many further times the part after it is to be played: 1 for `|:`, 2 for `|::`, 0 for none.
  public var repeatsAfter: Int
  /// The passes on which the music after it is played (`|1`, `[1-3`); empty for no ending.
  public var endings: [Int]

  /// A bar line.
  public init(_ notation: String = "|", repeatsBefore: Int = 0, repeatsAfter: Int = 0, endings: [Int] = []) {
    self.notation = notation
    self.repeatsBefore = repeatsBefore
    self.repeatsAfter = repeatsAfter
    self.endings = endings
  }

  /// Whether there are strokes at all: false for an ending alone (`[1` within a bar).
  public var dividesBars: Bool { !notation.isEmpty }

  /// Whether it ends a part of the tune: a double or thick bar line, or a repeat.
  public var endsPart: Bool { isDouble || repeatsBefore > 0 || repeatsAfter > 0 }

  /// A thin double or a thick bar line without repeats, from which an implicit repeat starts (section 4.8).
  public var isDouble: Bool {
    guard repeatsBefore == 0, repeatsAfter == 0, notation != "[|]" else { return false }
    let signs = notation.utf8
    let strokes = signs.count { $0 == UInt8(ascii: "|") }
    return strokes > 1 || strokes > 0 && signs.contains { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }
  }
}
