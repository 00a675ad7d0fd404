import Music

/// Notes that belong together: chords, grace notes and tuplets.
extension TuneParser {
  /// `[CEG]2`: notes that sound together (section 4.17).
  mutating func readChord(_ scanner: inout Scanner) {
    let place = scanner.place
    scanner.position += 1
    var chord = Chord([])
    while !scanner.isAtEnd, !scanner.peek(is: "]") {
      let byte = scanner.peek()
      switch Unicode.Scalar(byte) {
      case "A"..."G", "a"..."g", "^", "_", "=":
        let at = scanner.place
        guard let pitch = scanner.pitch() else {
          report(.accidental, at: at, "an accidental without a note", mend: "write the note behind it, or remove it")
          continue
        }
        var note = Note(pitch, length: readLength(&scanner))
        note.isTied = scanner.tie()
        chord.notes.append(note)
      case "\"":
        scanner.position += 1
        if scanner.text(upTo: "\"") == nil { scanner.position = scanner.end }
      case "|":
        // A bar line in a chord: the bracket was never closed.
        report(.chord, at: place, "a chord that is not closed", mend: "write ] behind its last note")
        if !chord.notes.isEmpty { append(.chord(chord), at: place) }
        return
      default: scanner.position += 1
      }
    }
    if !scanner.skip("]") {
      report(.chord, at: place, "a chord that is not closed", mend: "write ] behind its last note")
    }
    guard !chord.notes.isEmpty else {
      report(.emptyChord, at: place, "a chord without notes", mend: "remove the brackets")
      return
    }
    chord.length = readLength(&scanner)
    chord.isTied = scanner.tie()
    append(.chord(chord), at: place)
  }

  /// `+CEG+`: how chords were written before version 2 (section 10.2.3); false where this is no chord.
  ///
  /// The loudnesses `+f+` to `+ffff+` are none.
  mutating func readPlusChord(_ scanner: inout Scanner, at place: Place) -> Bool {
    guard let length = scanner.distance(to: "+"), length > 1 else { return false }
    let signs = scanner.bytes[scanner.position..<scanner.position + length]
    let isMusic = signs.allSatisfy { sign in
      sign.isNoteLetter || sign.isDigit || [",", "'", "/", "^", "_", "="].contains(Unicode.Scalar(sign))
    }
    guard isMusic, signs.count(where: \.isNoteLetter) > 1, !signs.allSatisfy({ $0 == UInt8(ascii: "f") }) else {
      return false
    }
    var chord = Chord([])
    while !scanner.isAtEnd, !scanner.peek(is: "+") {
      guard let pitch = scanner.pitch() else {
        scanner.position += 1
        continue
      }
      chord.notes.append(Note(pitch, length: readLength(&scanner)))
    }
    scanner.position += 1
    chord.length = readLength(&scanner)
    chord.isTied = scanner.tie()
    append(.chord(chord), at: place)
    return true
  }

  /// `{abc}`, `{/g}`: notes that take no time (section 4.12).
  mutating func readGraces(_ scanner: inout Scanner) {
    let place = scanner.place
    scanner.position += 1
    let isSlashed = scanner.skip("/")
    let notes = readGraceNotes(&scanner)
    if scanner.skip("}") {
      append(.graces(notes, slashed: isSlashed), at: place)
    } else {
      wrapped = .graces(notes, slashed: isSlashed, at: place)
    }
  }

  /// The notes up to `}`.
  func readGraceNotes(_ scanner: inout Scanner) -> [Note] {
    var notes: [Note] = []
    while !scanner.isAtEnd, !scanner.peek(is: "}") {
      if let pitch = scanner.pitch() {
        var length = Fraction.one
        if let written = scanner.length(), written.isSensible { length = written.value }
        notes.append(Note(pitch, length: length))
      } else if !scanner.isAtEnd, !scanner.peek(is: "}") {
        scanner.position += 1
      }
    }
    return notes
  }

  /// `(3`, `(3:2`, `(3:2:4`, `(3::4` open a tuplet (section 4.13); any other `(` a slur.
  mutating func readTupletOrSlur(_ scanner: inout Scanner) {
    let place = scanner.place
    scanner.position += 1
    guard let count = scanner.number(limit: 64) else {
      append(.slurStart, at: place)
      return
    }
    var tuplet = Tuplet(count)
    if scanner.skip(":") {
      tuplet.time = scanner.number(limit: 64)
      if scanner.skip(":") { tuplet.covered = scanner.number(limit: 64) }
    }
    guard count > 0, tuplet.time != 0, tuplet.covered != 0 else {
      report(.tuplet, at: place, "a tuplet of no notes", mend: "write one such as (3")
      return
    }
    append(.tuplet(tuplet), at: place)
  }
}
