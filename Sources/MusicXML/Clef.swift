import Music

/// A clef: the note it marks and the line it stands on (ABC 2.1, section 4.6).
struct Clef: Hashable {
  var sign: String
  var line: Int?

  static let treble = Clef(sign: "G", line: 2)

  /// Reads the clef among the words of a `K:` or `V:` field (`clef=bass`, `treble-8`, `alto`); nil where there is none.
  ///
  /// The octave of `treble-8` is not written: in MusicXML it moves the staff and not the sound, and the notes of the
  /// tune stay where they are.
  init?(reading value: String) {
    for word in fieldWords(value) {
      let isNamed = word.hasPrefix("clef=")
      let name = isNamed ? word.dropFirst(5) : Substring(word)
      if let clef = Clef(named: name.filter { $0 != "\"" }, isNamed: isNamed) {
        self = clef
        return
      }
    }
    return nil
  }

  private init(sign: String, line: Int?) {
    self.sign = sign
    self.line = line
  }

  private init?(named word: String, isNamed: Bool) {
    let name = word.prefix { $0.isLetter }
    let line = word.dropFirst(name.count).first.flatMap { $0.wholeNumberValue }.flatMap { (1...5).contains($0) ? $0 : nil }
    switch name {
    case "treble": self.init(sign: "G", line: line ?? 2)
    case "alto": self.init(sign: "C", line: line ?? 3)
    case "tenor": self.init(sign: "C", line: line ?? 4)
    case "soprano": self.init(sign: "C", line: line ?? 1)
    case "mezzosoprano", "mezzo": self.init(sign: "C", line: line ?? 2)
    case "baritone": self.init(sign: "F", line: line ?? 3)
    case "bass": self.init(sign: "F", line: line ?? 4)
    case "perc", "percussion": self.init(sign: "percussion", line: nil)
    case "none" where isNamed: self.init(sign: "none", line: nil)
    case "G" where isNamed: self.init(sign: "G", line: line ?? 2)
    case "C" where isNamed: self.init(sign: "C", line: line ?? 3)
    case "F" where isNamed: self.init(sign: "F", line: line ?? 4)
    default: return nil
    }
  }

  var tag: Tag {
    Tag("clef", [:], [Tag("sign", text: sign)] + (line.map { [Tag("line", $0)] } ?? []))
  }
}

/// The words of a field, apart at blanks that are not quoted: `1`, `clef=bass`, `name="First Fiddle"`.
func fieldWords(_ value: String) -> [String] {
  var words = [""]
  var isQuoted = false
  for character in value {
    if character == "\"" { isQuoted.toggle() }
    if character.isWhitespace, !isQuoted {
      words.append("")
    } else {
      words[words.count - 1].append(character)
    }
  }
  return words.filter { !$0.isEmpty }
}
