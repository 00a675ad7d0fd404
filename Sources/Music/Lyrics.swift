/// The words under the notes of a voice: its `w:` lines, aligned syllable by syllable (ABC 2.1, section 5).
///
/// A `w:` line belongs to the notes since the last line of words, or since the beginning; lines that follow one another
/// without music between them are verses of the same notes. Every note and chord takes a syllable, tied, slurred or
/// beamed as it may be; rests, grace notes and overlays take none. Syllables too many are left out.
public struct Lyrics: Hashable, Sendable {
  /// What one note has of one verse.
  public struct Syllable: Hashable, Sendable {
    /// The verse, from 1.
    public var verse: Int
    /// The text; empty where the note holds the syllable of an earlier one (`_`).
    public var text: String
    /// Whether a hyphen leads to it from the syllable before.
    public var continuesWord = false
    /// Whether a hyphen leads from it to the next syllable.
    public var leadsOn = false
    /// Whether the next note goes on with it (`_`).
    public var isHeld = false
  }

  /// For every element of the voice what is sung to it, a syllable a verse.
  public private(set) var syllables: [[Syllable]]

  /// Aligns the words among `elements`, which are one voice; O(n · verses).
  public init(of elements: [Element]) {
    syllables = Array(repeating: [], count: elements.count)
    for line in AlignedLines("w", in: elements).lines { sing(line.text, to: line.stops, verse: line.number) }
  }

  private mutating func sing(_ line: String, to stops: [AlignedLines.Stop], verse: Int) {
    var next = 0
    /// The note that has the syllable before, which hyphens and `_` act on.
    var last: Int?
    var isBehindHyphen = false

    func takeNote() -> Int? {
      while next < stops.count {
        next += 1
        if case .note(let index) = stops[next - 1] { return index }
      }
      return nil
    }

    for sign in Self.signs(of: line) {
      switch sign {
      case .text(let text):
        guard let index = takeNote() else { return }
        syllables[index].append(Syllable(verse: verse, text: text, continuesWord: isBehindHyphen))
        last = index
        isBehindHyphen = false
      case .hyphen(let takesNote):
        if takesNote { _ = takeNote() }
        if let last, let own = syllables[last].lastIndex(where: { $0.verse == verse }) {
          syllables[last][own].leadsOn = true
          isBehindHyphen = true
        }
      case .hold:
        guard let index = takeNote() else { return }
        guard let held = last, let own = syllables[held].lastIndex(where: { $0.verse == verse }) else { continue }
        syllables[held][own].isHeld = true
        syllables[index].append(Syllable(verse: verse, text: "", leadsOn: syllables[held][own].leadsOn))
        last = index
      case .skip:
        guard takeNote() != nil else { return }
        (last, isBehindHyphen) = (nil, false)
      case .barLine:
        while next < stops.count {
          next += 1
          if case .barLine = stops[next - 1] { break }
        }
      }
    }
  }

  /// The signs of a `w:` line.
  private enum Sign {
    case text(String)
    /// A break within a word; behind a blank or another hyphen it takes a note of its own.
    case hyphen(takesNote: Bool)
    case hold, skip, barLine
  }

  private static func signs(of line: String) -> [Sign] {
    var signs: [Sign] = []
    var text = ""
    func endSyllable() {
      if !text.isEmpty { signs.append(.text(text)) }
      text = ""
    }
    var isEscaped = false
    for character in line {
      if isEscaped {
        // `\-` is a hyphen to be read; what else a backslash means is not the alignment's to know.
        text += character == "-" ? "-" : "\\\(character)"
        isEscaped = false
        continue
      }
      switch character {
      case "\\": isEscaped = true
      case "~": text += " "
      case "-":
        let follows = !text.isEmpty
        endSyllable()
        signs.append(.hyphen(takesNote: !follows))
      case "_", "*", "|":
        endSyllable()
        signs.append(character == "_" ? .hold : character == "*" ? .skip : .barLine)
      case let blank where blank.isWhitespace: endSyllable()
      default: text.append(character)
      }
    }
    endSyllable()
    return signs
  }
}
