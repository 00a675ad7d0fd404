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
  /// For every byte the macros that may begin with it, the latest first.
  private var byFirst: [UInt8: [Int]] = [:]
  /// How many signs may yet be compared and written out before macros are left alone, as no file may make a tune explode.
  private var budget = (compared: 20_000_000, written: 1_000_000)

  /// How long an expansion may be, and how many macros there may be: beyond that it is no music.
  private static let limit = (length: 400, count: 256)

  init(_ fields: [Field]) {
    for field in fields where field.letter == "m" { define(field.value) }
  }

  var isEmpty: Bool { macros.isEmpty }
  /// Whether the rest of the tune is read without macros.
  var isExhausted: Bool { budget.compared < 0 || budget.written < 0 }

  /// Takes up the value of an `m:` field; a later one stands before earlier ones.
  mutating func define(_ value: String) {
    // Back-ticks only ease reading and stand for nothing.
    guard let (target, meaning) = Field.definition(value), target.utf8.count <= 31, !target.contains("`"),
      meaning.utf8.count <= Macros.limit.length, macros.count < Macros.limit.count
    else { return }
    let signs = Array(target.utf8)
    var macro = Macro(before: signs, behind: nil, expansion: Array(meaning.utf8))
    if let n = signs.firstIndex(of: UInt8(ascii: "n")) {
      (macro.before, macro.behind) = (Array(signs[..<n]), Array(signs[(n + 1)...]))
    }
    // A macro that begins with its note begins with any.
    for byte in macro.before.first.map({ [$0] }) ?? Array("abcdefgABCDEFG".utf8) {
      byFirst[byte, default: []].insert(macros.count, at: 0)
    }
    macros.append(macro)
  }

  /// What the music here stands for: how many bytes of it, and the music in their place; nil where no macro matches.
  mutating func expansion(at scanner: Scanner) -> (length: Int, music: [UInt8])? {
    guard let candidates = byFirst[scanner.peek()] else { return nil }
    for macro in candidates.lazy.map({ [macros] in macros[$0] }) {
      guard !isExhausted else { return nil }
      budget.compared -= macro.before.count + 1
      guard scanner.follows(macro.before, at: 0) else { continue }
      guard let behind = macro.behind else {
        budget.written -= macro.expansion.count + 16
        return (macro.before.count, macro.expansion)
      }
      var note = scanner
      note.position += macro.before.count
      let start = note.position
      // The note itself, without an accidental: that belongs to what stands before.
      guard note.peek().isNoteLetter, let pitch = note.pitch(), note.follows(behind, at: 0) else { continue }
      budget.written -= macro.expansion.count + 16
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
    guard !macros.isEmpty else { return false }
    let place = scanner.place
    if macros.isExhausted {
      macros = Macros([])
      report(
        .macro, at: place, "the macros of this tune make millions of signs; from here on they are not read",
        mend: "write shorter macros, or fewer")
    }
    guard let (length, music) = macros.expansion(at: scanner) else { return false }
    var written = scanner.string(scanner.position..<scanner.position + length)
    scanner.position += length
    let index = tune.body.count
    append(.macro(written, covers: 0), at: place)
    // Every note of it stands where the macro stands; macros within are not looked for, so none can go round in circles.
    var inner = Scanner(music, range: 0..<music.count, line: scanner.line, standingFor: place)
    let held = macros
    macros = Macros([])
    readSigns(&inner)
    macros = held
    // What is left open in it no line goes on with.
    if let wrapped { report(wrapped) }
    wrapped = nil
    if let last = tieable, last > index, scanner.tie() {
      // A tie behind the macro belongs to its last note, and is written with it.
      tune.body[last].tie()
      written += "-"
    }
    tune.body[index].kind = .macro(written, covers: tune.body.count - index - 1)
    return true
  }
}
