import Music

/// A clef: the note it marks, the line it stands on, and the octaves it moves the notes by (ABC 2.1, section 4.6).
struct Clef: Hashable {
  var sign: String
  var line: Int?
  /// 1 for `+8`, -1 for `-8`.
  var octaves = 0

  static let treble = Clef(sign: "G", line: 2)

  private init(sign: String, line: Int?) {
    self.sign = sign
    self.line = line
  }

  /// The clef of a name such as `treble`, `bass3`, `treble-8` or `C1`; nil where it is none.
  init?(_ word: String) {
    let name = word.prefix { $0.isLetter }
    let number = word.dropFirst(name.count).first.flatMap(\.wholeNumberValue)
    let line = number.flatMap { (1...5).contains($0) ? $0 : nil }
    switch name {
    case "treble", "G": self.init(sign: "G", line: line ?? 2)
    case "alto", "C": self.init(sign: "C", line: line ?? 3)
    case "tenor": self.init(sign: "C", line: line ?? 4)
    case "soprano": self.init(sign: "C", line: line ?? 1)
    case "mezzosoprano": self.init(sign: "C", line: line ?? 2)
    case "baritone": self.init(sign: "F", line: line ?? 3)
    case "bass", "F": self.init(sign: "F", line: line ?? 4)
    case "perc": self.init(sign: "percussion", line: nil)
    case "none": self.init(sign: "none", line: nil)
    default: return nil
    }
    octaves = word.hasSuffix("+8") ? 1 : word.hasSuffix("-8") ? -1 : 0
  }

  var tag: Tag {
    var children = [Tag("sign", text: sign)]
    if let line { children.append(Tag("line", line)) }
    if octaves != 0 { children.append(Tag("clef-octave-change", octaves)) }
    return Tag("clef", [:], children)
  }
}
