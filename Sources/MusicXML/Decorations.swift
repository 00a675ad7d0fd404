import Music

/// A sign at a note, and the group of `<notations>` it belongs to; nil for one that stands there by itself.
struct Mark: Hashable {
  var group: String?
  var tag: Tag
}

/// What a decoration of ABC 2.1, section 4.14, is in MusicXML.
enum Decoration: Hashable {
  /// A sign at the next note.
  case mark(Mark)
  /// A sign over the staff that a bar line may follow: the next note or measure begins with it.
  case opening(Tag)
  /// Words that tell where to go at the end of what was played: they belong behind the last note.
  case going(Going)
  /// The sign of the coda: a jump where it comes first, the place to jump to where it comes last.
  case coda
  case wedge(type: String)
  case trillLine(isStart: Bool)

  /// The decoration of a name, such as `trill`; nil where MusicXML has nothing for it.
  init?(_ name: String) {
    if let mark = Self.mark(name) {
      self = .mark(mark)
    } else if Self.dynamics.contains(name) {
      self = .opening(direction([Tag("dynamics", [:], [Tag(name)])], placement: "below"))
    } else if let going = Self.goings[name.lowercased().filter { $0.isLetter }] {
      self = .going(going)
    } else {
      switch name {
      case "segno":
        self = .opening(direction([Tag("segno")], placement: "above", sound: Tag("sound", ["segno": "segno"])))
      case "coda": self = .coda
      case "crescendo(", "<(": self = .wedge(type: "crescendo")
      case "diminuendo(", ">(": self = .wedge(type: "diminuendo")
      case "crescendo)", "<)", "diminuendo)", ">)": self = .wedge(type: "stop")
      case "trill(": self = .trillLine(isStart: true)
      case "trill)": self = .trillLine(isStart: false)
      default: return nil
      }
    }
  }

  private static func mark(_ name: String) -> Mark? {
    if let tag = ornaments[name] { return Mark(group: "ornaments", tag: tag) }
    if let articulation = articulations[name] { return Mark(group: "articulations", tag: Tag(articulation)) }
    if let tag = technical[name] { return Mark(group: "technical", tag: tag) }
    switch name {
    case "fermata": return Mark(tag: Tag("fermata"))
    case "invertedfermata": return Mark(tag: Tag("fermata", ["type": "inverted"]))
    case "arpeggio": return Mark(tag: Tag("arpeggiate"))
    default: return nil
    }
  }

  /// A roll is written as a turn: programs have no sign of its own for it, and the turn's is what fiddlers know it by.
  private static let ornaments: [String: Tag] = [
    "roll": Tag("turn"), "turn": Tag("turn"), "turnx": Tag("turn", ["slash": "yes"]),
    "invertedturn": Tag("inverted-turn"), "invertedturnx": Tag("inverted-turn", ["slash": "yes"]),
    "trill": Tag("trill-mark"),
    "mordent": Tag("mordent"), "lowermordent": Tag("mordent"),
    "uppermordent": Tag("inverted-mordent"), "pralltriller": Tag("inverted-mordent"),
    "/": Tag("tremolo", ["type": "single"], text: "1"), "//": Tag("tremolo", ["type": "single"], text: "2"),
    "///": Tag("tremolo", ["type": "single"], text: "3"),
  ]

  private static let articulations: [String: String] = [
    "staccato": "staccato", "accent": "accent", "emphasis": "accent", ">": "accent",
    "tenuto": "tenuto", "wedge": "staccatissimo", "marcato": "strong-accent", "^": "strong-accent",
    "breath": "breath-mark", "shortphrase": "breath-mark", "mediumphrase": "breath-mark", "longphrase": "caesura",
    "caesura": "caesura", "slide": "scoop", "J": "scoop",
  ]

  private static let technical: [String: Tag] = {
    var result: [String: Tag] = [
      "upbow": Tag("up-bow"), "downbow": Tag("down-bow"),
      "open": Tag("open-string"), "thumb": Tag("thumb-position"), "snap": Tag("snap-pizzicato"),
      "plus": Tag("stopped"), "+": Tag("stopped"),
    ]
    for finger in 0...5 { result[String(finger)] = Tag("fingering", finger) }
    return result
  }()

  private static let dynamics: Set<String> = [
    "pppp", "ppp", "pp", "p", "mp", "mf", "f", "ff", "fff", "ffff", "sfz", "fp", "sf", "rfz", "fz",
  ]

  private static let goings: [String: Going] = [
    "dc": Going("D.C.", "dacapo"), "dacapo": Going("D.C.", "dacapo"),
    "dcalfine": Going("D.C. al Fine", "dacapo"), "dacapoalfine": Going("D.C. al Fine", "dacapo"),
    "dcalcoda": Going("D.C. al Coda", "dacapo"), "dacapoalcoda": Going("D.C. al Coda", "dacapo"),
    "dacoda": Going("D.C. al Coda", "dacapo"),
    "ds": Going("D.S.", "dalsegno"), "dalsegno": Going("D.S.", "dalsegno"),
    "dsalfine": Going("D.S. al Fine", "dalsegno"), "dalsegnoalfine": Going("D.S. al Fine", "dalsegno"),
    "dsalcoda": Going("D.S. al Coda", "dalsegno"), "dalsegnoalcoda": Going("D.S. al Coda", "dalsegno"),
    "fine": Going("Fine", "fine"),
  ]
}

/// Words that tell where to go on: in the form that programs know them by, or they play straight on.
struct Going: Hashable {
  private let text: String
  private let sound: String

  init(_ text: String, _ sound: String) {
    self.text = text
    self.sound = sound
  }

  /// - Parameter endsAtFine: whether the tune has a Fine, at which going back ends unless a coda is named.
  func tag(endsAtFine: Bool) -> Tag {
    let isPlain = sound != "fine" && !text.contains(" ")
    return words(
      endsAtFine && isPlain ? "\(text) al Fine" : text, placement: "above", style: "bold",
      sound: Tag("sound", [:]).with(sound, sound == "dalsegno" ? "segno" : "yes"))
  }
}

/// A `<direction>` of types, each in a `<direction-type>` of its own.
func direction(_ types: [Tag], placement: String, sound: Tag? = nil) -> Tag {
  Tag(
    "direction", ["placement": placement],
    types.map { Tag("direction-type", [:], [$0]) } + (sound.map { [$0] } ?? []))
}

/// A `<direction>` of words.
func words(_ text: String, placement: String, style: String? = nil, sound: Tag? = nil) -> Tag {
  direction([Tag("words", text: text).with("font-weight", style)], placement: placement, sound: sound)
}
