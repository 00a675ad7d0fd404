/// Where something stands in a source text.
public struct Place: Hashable, Sendable, Comparable {
  // Half the size of two Ints: a collection holds millions.
  private var storedLine: Int32
  private var storedColumn: Int32

  /// The line, from 1.
  public var line: Int {
    get { Int(storedLine) }
    set { storedLine = Int32(clamping: newValue) }
  }

  /// The column in bytes, from 1.
  public var column: Int {
    get { Int(storedColumn) }
    set { storedColumn = Int32(clamping: newValue) }
  }

  /// A line and a column, both from 1.
  public init(line: Int, column: Int) {
    storedLine = Int32(clamping: line)
    storedColumn = Int32(clamping: column)
  }

  /// The place of what no source text holds, such as a composed tune.
  public static let none = Place(line: 0, column: 0)

  /// By line, then column.
  public static func < (left: Place, right: Place) -> Bool { (left.line, left.column) < (right.line, right.column) }
}

/// A written note with its length.
public struct Note: Hashable, Sendable {
  /// What is written on the staff.
  public var pitch: WrittenPitch
  /// The length as a multiple of the unit note length.
  public var length: Fraction
  /// Whether a tie leads from it to the next note of its pitch.
  public var isTied: Bool

  /// A note.
  public init(_ pitch: WrittenPitch, length: Fraction = .one, isTied: Bool = false) {
    self.pitch = pitch
    self.length = length
    self.isTied = isTied
  }
}

/// Notes that sound together, in brackets.
public struct Chord: Hashable, Sendable {
  /// The notes in the order written, each with its inner length; the first one's sets the chord's (ABC 2.1, section 4.17).
  public var notes: [Note]
  /// The length behind the closing bracket, which multiplies the inner ones.
  public var length: Fraction
  /// Whether a tie behind the bracket ties all its notes.
  public var isTied: Bool

  /// A chord.
  public init(_ notes: [Note], length: Fraction = .one, isTied: Bool = false) {
    self.notes = notes
    self.length = length
    self.isTied = isTied
  }
}

/// A rest or an empty space of a measured length.
public struct Rest: Hashable, Sendable {
  /// How a rest is written.
  public enum Kind: Character, Hashable, Sendable {
    case rest = "z"
    case invisible = "x"
    case bars = "Z"
    case invisibleBars = "X"
  }
  /// How it is written; `Z` and `X` count bars.
  public var kind: Kind
  /// The length as a multiple of the unit note length, or of a bar.
  public var length: Fraction

  /// A rest.
  public init(_ kind: Kind = .rest, length: Fraction = .one) {
    self.kind = kind
    self.length = length
  }

  /// Whether the length counts bars.
  public var countsBars: Bool { kind == .bars || kind == .invisibleBars }
}

/// `(p:q:r`: the next `covered` notes are played in the time of `time` of `count` (ABC 2.1, section 4.13).
public struct Tuplet: Hashable, Sendable {
  /// p: how many notes.
  public var count: Int
  /// q: in the time of how many; nil where left to the meter.
  public var time: Int?
  /// r: how many notes it covers; nil for `count`.
  public var covered: Int?

  /// A tuplet.
  public init(_ count: Int, time: Int? = nil, covered: Int? = nil) {
    self.count = count
    self.time = time
    self.covered = covered
  }

  /// How many notes, chords and rests it covers.
  public var reach: Int { covered ?? count }

  /// What a length is multiplied with, by the standard's table of defaults.
  public func factor(in meter: Meter?) -> Fraction {
    let byDefault =
      switch count {
      case 2, 4, 8: 3
      case 3, 6: 2
      default: meter?.isCompound == true ? 3 : 2
      }
    return Fraction(time ?? byDefault, max(count, 1))
  }
}

/// One thing in the music of a tune, in the order written.
public struct Element: Hashable, Sendable {
  /// What it is.
  public enum Kind: Hashable, Sendable {
    case note(Note)
    indirect case chord(Chord)
    case rest(Rest)
    /// Grace notes, which take no time of their own; `true` for a slashed one.
    case graces([Note], slashed: Bool)
    case tuplet(Tuplet)
    /// Broken rhythm: the number of `>`, negative for `<`.
    case broken(Int)
    indirect case bar(BarLine)
    /// A decoration by its name or its one-letter sign, as written: `!trill!`, `~`.
    case decoration(String)
    /// Quoted text: a chord symbol, or an annotation where it begins with one of `^_<>@`.
    case quoted(String)
    case slurStart
    case slurEnd
    /// A field within the music, on a line of its own or in brackets.
    indirect case field(Field)
    /// `&`: what follows sounds together with the bar so far; `&&` goes back to the start of the bar before, and so on.
    case overlay(bars: Int)
    /// The next elements are what a macro (`m:`) stands for, this text; see ``Tune/withoutMacros()``.
    indirect case macro(String, covers: Int)
    /// `y`: extra room on the staff.
    case spacer
    /// A blank between notes, which ends a beam.
    case space
    /// The end of a line of music; `true` where `\` joins it to the next.
    case lineEnd(continued: Bool)
    /// A comment behind the music or on a line of its own, as written.
    case comment(String)
  }
  /// What it is.
  public var kind: Kind
  /// Where it stands in the source.
  public var place: Place

  /// An element of a tune.
  public init(_ kind: Kind, at place: Place = .none) {
    self.kind = kind
    self.place = place
  }

  /// Ties a note or a chord to the next; nothing else can be tied.
  public mutating func tie() {
    switch kind {
    case .note(var note):
      note.isTied = true
      kind = .note(note)
    case .chord(var chord):
      chord.isTied = true
      kind = .chord(chord)
    default: break
    }
  }
}

/// A tune as it is notated.
///
/// The tree is flat: elements follow one another as they are written, so that a tune can be written back as it came.
/// What sounds is worked out by ``Score/init(performing:)``.
public struct Tune: Hashable, Sendable {
  /// Fields before the music, in order, `X:` first and `K:` last where both are there; comments and directives stand
  /// among them.
  public var header: [Field]
  /// Fields a file's own header gives to every tune of it; they stand behind the tune's own.
  public var inherited: [Field]
  /// The music.
  public var body: [Element]
  /// The first line of the tune in its file, from 1; 0 for a tune that was not read.
  public var line: Int

  /// A tune.
  public init(header: [Field] = [], inherited: [Field] = [], body: [Element] = [], line: Int = 0) {
    self.header = header
    self.inherited = inherited
    self.body = body
    self.line = line
  }

  /// The values of every field with a letter, the tune's own only, in order; O(fields).
  public func values(of letter: Character) -> [String] { header.filter { $0.letter == letter }.map(\.value) }

  func first(_ letter: Character) -> Field? {
    for fields in [header, inherited] {
      // By number, for to copy a field takes longer than to look at its letter, and a book's tunes share many.
      for index in fields.indices.reversed() where fields[index].letter == letter {
        if fields[index].content != .text { return fields[index] }
      }
    }
    return nil
  }

  /// The value of the first field with a letter, its escapes resolved; empty where there is none.
  private func text(of letter: Character) -> String { (values(of: letter).first.map(Field.plainText)) ?? "" }

  /// The first title; empty where there is none.
  public var title: String { text(of: "T") }
  /// The reference number as written; nil where there is none.
  public var number: String? { values(of: "X").first }
  /// The rhythm, lower-case (`jig`); empty where there is none.
  public var rhythm: String {
    (values(of: "R").first ?? inherited.last { $0.letter == "R" }?.value ?? "").lowercased()
  }
  /// The composer; empty where there is none.
  public var composer: String { text(of: "C") }

  /// The key at the start; C major where none is written.
  public var key: Key {
    if case .key(let key)? = first("K")?.content { return key }
    return .cMajor
  }
  /// The meter at the start; nil for free meter. `M:` absent means free meter (ABC 2.1, section 3.1.6).
  public var meter: Meter? {
    if case .meter(let meter)? = first("M")?.content { return meter }
    return nil
  }
  /// The unit note length at the start: `L:`, or what the meter implies.
  public var unitLength: Fraction {
    if case .unitLength(let length)? = first("L")?.content { return length }
    return meter?.defaultUnitLength ?? Fraction(1, 8)
  }
  /// The tempo at the start; nil where none is written.
  public var tempo: Tempo? {
    if case .tempo(let tempo)? = first("Q")?.content { return tempo }
    return nil
  }
}

extension Element {
  /// Whether it is a note or a chord.
  public var sounds: Bool {
    switch kind {
    case .note, .chord: true
    default: false
    }
  }
}
