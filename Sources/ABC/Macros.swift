import Music

/// What `m:` fields make of music (ABC 2.1, section 9): `m: ~g2 = {a}g{f}g` for one note, `m: ~n3 = n{o}n{m}n` for every
/// note, where other letters than `n` lie as far from it as they lie from `n` in the alphabet.
struct Macros {
  private struct Macro {
    /// What stands in the music, up to the note of a transposing macro.
    var before: [UInt8]
    /// What stands behind that note; nil for a macro that stands for itself.
    var behind: [UInt8]?
    var expansion: [UInt8]
  }

  private var macros: [Macro] = []

  /// How long an expansion may be, and how many macros there may be: beyond that it is no music.
  private static let limit = (length: 400, count: 256)

  init(_ fields: [Field]) {
    for field in fields where field.letter == "m" { define(field.value) }
  }

  var isEmpty: Bool { macros.isEmpty }

  /// Takes up the value of an `m:` field; a later one stands before earlier ones.
  mutating func define(_ value: String) {
    guard let (target, meaning) = Field.definition(value), target.utf8.count <= 31,
      meaning.utf8.count <= Macros.limit.length, macros.count < Macros.limit.count
    else { return }
    let signs = Array(target.utf8)
    if let n = signs.firstIndex(of: UInt8(ascii: "n")) {
      macros.insert(
        Macro(before: Array(signs[..<n]), behind: Array(signs[(n + 1)...]), expansion: Array(meaning.utf8)), at: 0)
    } else {
      macros.insert(Macro(before: signs, behind: nil, expansion: Array(meaning.utf8)), at: 0)
    }
  }

  /// What the music here stands for: how many bytes of it, and the music in their place; nil where no macro matches.
  func expansion(at scanner: Scanner) -> (length: Int, music: [UInt8])? {
    for macro in macros where scanner.follows(macro.before, at: 0) {
      guard let behind = macro.behind else { return (macro.before.count, macro.expansion) }
      var note = scanner
      note.position += macro.before.count
      let start = note.position
      // The note itself, without an accidental: that belongs to what stands before.
      guard note.peek().isNoteLetter, let pitch = note.pitch(), note.follows(behind, at: 0) else { continue }
      return (macro.before.count + note.position - start + behind.count, Macros.transpose(macro.expansion, to: pitch))
    }
    return nil
  }

  /// Puts notes in place of the letters `h` to `z`, `n` being `pitch`.
  private static func transpose(_ music: [UInt8], to pitch: WrittenPitch) -> [UInt8] {
    var result: [UInt8] = []
    var isName = false
    for byte in music {
      // The letters of `!trill!` and of `"text"` are no notes.
      if byte == UInt8(ascii: "!") || byte == UInt8(ascii: "\"") { isName.toggle() }
      if !isName, byte >= UInt8(ascii: "h"), byte <= UInt8(ascii: "z") {
        result += Array(pitch.moved(steps: Int(byte) - Int(UInt8(ascii: "n"))).notation.utf8)
      } else {
        result.append(byte)
      }
    }
    return result
  }
}

extension Scanner {
  func follows(_ bytes: [UInt8], at offset: Int) -> Bool {
    for (index, byte) in bytes.enumerated() where peek(offset + index) != byte { return false }
    return true
  }
}

extension TuneParser {
  /// Reads what a macro stands for in its place; false where none begins here.
  mutating func readMacro(_ scanner: inout Scanner) -> Bool {
    guard !macros.isEmpty, let (length, music) = macros.expansion(at: scanner) else { return false }
    let place = scanner.place
    var written = scanner.string(scanner.position..<scanner.position + length)
    scanner.position += length
    let index = tune.body.count
    append(.macro(written, covers: 0), at: place)
    // Every note of it stands where the macro stands; macros within are not looked for, so none can go round in circles.
    var inner = Scanner(music, range: 0..<music.count, line: scanner.line, standingFor: place)
    let held = macros
    macros = Macros([])
    readMusic(&inner)
    macros = held
    if let last = tieable, last > index, scanner.tie() {
      // A tie behind the macro belongs to its last note, and is written with it.
      tune.body[last].tie()
      written += "-"
    }
    tune.body[index].kind = .macro(written, covers: tune.body.count - index - 1)
    return true
  }
}
