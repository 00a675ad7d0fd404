/// What is in force where a tune's voices begin, worked out once for all of them: a tune may have as many voices as fields.
struct Opening {
  let key: Key
  let meter: Meter?
  let unitLength: Fraction
  let reach: AccidentalReach
  let parts: PartOrder?
  /// What letters stand for; see ``Tune/meaning(of:)``.
  let symbols: [Character: String]
  let staves: Staves
  /// The voices that `%%MIDI voice` mutes.
  let muted: Set<String>
  /// The General MIDI program of every voice that none of its own is named for.
  private let commonProgram: Int?
  /// The programs named behind a `V:` of the header.
  private let programs: [String: Int]

  /// Reads the fields before the music; O(fields).
  init(of tune: Tune) {
    key = tune.key
    meter = tune.meter
    unitLength = tune.unitLength
    reach = tune.accidentalReach
    parts = tune.parts
    symbols = tune.symbols
    staves = Staves(of: tune)
    var muted: Set<String> = []
    var common: Int?
    var programs: [String: Int] = [:]
    var voice: String?
    for content in tune.opening {
      if case .voice(let name) = content { voice = name }
      guard case .directive(let directive) = content, directive.name == "MIDI" else { continue }
      if let program = directive.program {
        if let voice { programs[voice] = program } else { common = program }
      }
      let words = directive.arguments
      if words.count > 2, words[0] == "voice", words.last == "mute" { muted.insert(words[1]) }
    }
    self.muted = muted
    commonProgram = common
    self.programs = programs
  }

  /// The General MIDI program that `%%MIDI program` gives a voice: one among its own first fields, or behind its `V:` in the
  /// header, or before all voices.
  func program(of voice: Tune.Voice) -> Int? {
    var own = programs[voice.name]
    for element in voice.elements {
      switch element.kind {
      case .note, .chord, .rest: return own ?? commonProgram
      case .field(let field):
        if case .directive(let directive) = field.content, let program = directive.program { own = program }
      default: break
      }
    }
    return own ?? commonProgram
  }
}

/// How the voices of a tune stand and sound at the start: what `K:` says, and what `V:` in the header says besides.
struct Staves {
  private var common = Staff()
  private var named: [String: Staff] = [:]
  /// What `%%MIDI transpose` asks for last, of every voice.
  private var transposition: Int?

  /// Reads the fields before the music; O(fields), as a header ends at its `K:`, the one field that concerns every voice.
  init(of tune: Tune) {
    for fields in [tune.inherited, tune.header] {
      for index in fields.indices {
        if case .directive(let directive) = fields[index].content, let semitones = directive.transposition {
          transposition = semitones
        }
        guard let staff = fields[index].staff else { continue }
        if case .voice(let name) = fields[index].content {
          named[name] = (named[name] ?? common).updated(by: staff)
        } else {
          common = common.updated(by: staff)
          named = named.mapValues { $0.updated(by: staff) }
        }
      }
    }
  }

  func staff(ofVoice name: String) -> Staff {
    var staff = named[name] ?? common
    if let transposition { staff.transposition = transposition }
    return staff
  }
}

extension Tune {
  /// What the fields before the music mean, those of the file first.
  var opening: some Sequence<Field.Content> {
    [inherited, header].lazy.flatMap { fields in fields.indices.lazy.map { fields[$0].content } }
  }
}
