/// An instrument that tunes are played on: its General MIDI program and the notes it has.
public struct Instrument: Hashable, Sendable {
  /// What musicians call it: `fiddle`, `tin whistle`.
  public let name: String
  /// The General MIDI program, 0...127.
  public let program: Int
  /// The lowest and highest note tunes for it are written with, as MIDI note numbers (60 is middle C).
  public let range: ClosedRange<Int>
  /// Semitones it sounds above (below where negative) the notes written for it: 12 for a whistle, -12 for a guitar.
  public let soundingShift: Int
  /// Other names it goes by.
  public let otherNames: [String]

  init(_ name: String, _ program: Int, _ range: ClosedRange<Int>, shift: Int = 0, also otherNames: [String] = []) {
    self.name = name
    self.program = program
    self.range = range
    soundingShift = shift
    self.otherNames = otherNames
  }

  /// The fiddle, in first position and a little above: what Lilt plays on unless told otherwise.
  public static let fiddle = Instrument("fiddle", 40, 55...88, also: ["violin"])

  /// The instruments Lilt knows by name.
  ///
  /// Where General MIDI has no program of an instrument, the nearest one stands in. A tin whistle is 78 (Whistle) for
  /// its name; 72 (Piccolo) is the other common choice. A concertina is 23 (Tango Accordion, a bandoneon), the one
  /// free-reed program without the tremolo of 21. A mandolin and a bouzouki are 25 (Steel Guitar), uilleann pipes 109
  /// (Bag Pipe). Lilt's own SoundFont has these very instruments at these programs.
  public static let all: [Instrument] = [
    fiddle,
    Instrument("tin whistle", 78, 62...86, shift: 12, also: ["whistle", "penny whistle", "feadog"]),
    Instrument("low whistle", 77, 62...86, also: ["shakuhachi"]),
    Instrument("piccolo", 72, 62...96, shift: 12),
    Instrument("flute", 73, 62...91, also: ["irish flute", "wooden flute"]),
    Instrument("recorder", 74, 65...91),
    Instrument("accordion", 21, 53...93, also: ["button accordion", "melodeon", "box"]),
    Instrument("harmonica", 22, 60...96, also: ["mouth organ"]),
    Instrument("concertina", 23, 55...96, also: ["anglo", "bandoneon"]),
    Instrument("pipes", 109, 62...86, also: ["uilleann pipes", "bagpipe", "bagpipes"]),
    Instrument("banjo", 105, 55...88, shift: -12, also: ["tenor banjo"]),
    Instrument("mandolin", 25, 55...88, also: ["bouzouki", "steel guitar"]),
    Instrument("guitar", 24, 52...88, shift: -12, also: ["nylon guitar"]),
    Instrument("harp", 46, 36...96, also: ["irish harp", "lever harp"]),
    Instrument("dulcimer", 15, 50...93, also: ["hammered dulcimer", "cimbalom"]),
    Instrument("piano", 0, 21...108),
    Instrument("organ", 19, 36...96, also: ["harmonium"]),
    Instrument("cello", 42, 36...76),
    Instrument("clarinet", 71, 50...94),
    Instrument("saxophone", 65, 49...81, also: ["sax"]),
    Instrument("trumpet", 56, 55...82),
    Instrument("voice", 53, 48...81, also: ["lilting"]),
  ]

  /// The instrument of a name (in any case, `-` and `_` as spaces) or of a General MIDI number, 0...127.
  ///
  /// A number that ``all`` does not list is an instrument named `program 12` with every note.
  ///
  /// - Throws: ``UnknownInstrument``, which lists the names there are.
  public init(named text: String) throws(UnknownInstrument) {
    let words = text.lowercased().split { $0 == " " || $0 == "-" || $0 == "_" }.joined(separator: " ")
    if let found = Instrument.all.first(where: { $0.name == words || $0.otherNames.contains(words) }) {
      self = found
    } else if words.allSatisfy(\.isNumber), words == text, let program = Int(words), (0...127).contains(program) {
      self = Instrument.all.first { $0.program == program } ?? Instrument("program \(program)", program, 0...127)
    } else {
      throw UnknownInstrument(name: text)
    }
  }
}

/// A name that is no instrument Lilt knows.
public struct UnknownInstrument: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was asked for.
  public let name: String

  /// What was asked for and what there is.
  public var description: String {
    let names = Instrument.all.map(\.name).joined(separator: ", ")
    return "no instrument is called '\(name)'; use a General MIDI program from 0 to 127 or one of: \(names)"
  }
}
