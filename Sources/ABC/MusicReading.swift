import Music

/// A line of music, sign by sign.
extension TuneParser {
  mutating func readMusic(_ scanner: inout Scanner) {
    readWrapped(&scanner)
    readWrappedLength(&scanner)
    readWrappedEnding(&scanner)
    readSigns(&scanner)
  }

  /// Music that begins with no line.
  mutating func readSigns(_ scanner: inout Scanner) {
    while !scanner.isAtEnd {
      if readMacro(&scanner) { continue }
      let place = scanner.place
      let byte = scanner.peek()
      switch Unicode.Scalar(byte) {
      case " ", "\t":
        scanner.skipBlanks()
        append(.space, at: place)
      case "A"..."G", "a"..."g", "^", "_", "=":
        readNote(&scanner)
      case "z", "x", "Z", "X":
        readRest(&scanner)
      case "|", ":", "]":
        readBarLine(&scanner)
      case "[":
        readBracket(&scanner)
      case "(":
        readTupletOrSlur(&scanner)
      case ")":
        scanner.position += 1
        append(.slurEnd, at: place)
      case ">", "<":
        readBrokenRhythm(&scanner)
      case "{":
        readGraces(&scanner)
      case "\"":
        readQuoted(&scanner)
      case "!", "+":
        readNamedDecoration(&scanner)
      case ".":
        // A dot before a bar line, a slur or a tie makes it dotted; before a note it is staccato.
        scanner.position += 1
        if !["|", "(", ")", "-"].contains(Unicode.Scalar(scanner.peek())) { append(.decoration("."), at: place) }
      case "~", "H"..."W", "h"..."w":
        scanner.position += 1
        append(.decoration(String(Unicode.Scalar(byte))), at: place)
      case "-":
        readLooseTie(&scanner)
      case "&":
        var bars = 0
        while scanner.skip("&") { bars += 1 }
        append(.overlay(bars: min(bars, 64)), at: place)
      case "y":
        scanner.position += 1
        _ = scanner.length()
        append(.spacer, at: place)
      case "%":
        append(.comment(scanner.rest()), at: place)
      case "\\":
        scanner.position += 1
        let rest = scanner.position
        scanner.skipBlanks()
        if scanner.isAtEnd || scanner.peek(is: "%") { scanner.isContinued = true } else { scanner.position = rest }
      case "`", "$", "*", ";", "?", "@", "#":
        // Back-ticks only ease reading; the others are reserved and to be ignored (ABC 2.1, section 8.1).
        scanner.position += 1
      default:
        report(.sign, at: place, "'\(scanner.character())' means nothing in music", mend: "remove it")
      }
    }
  }

  /// A note with its accidental, octave marks, length and tie.
  mutating func readNote(_ scanner: inout Scanner) {
    let place = scanner.place
    guard let pitch = scanner.pitch() else {
      report(.accidental, at: place, "an accidental without a note", mend: "write the note behind it, or remove it")
      return
    }
    var note = Note(pitch)
    note.length = readLength(&scanner)
    note.isTied = scanner.tie()
    append(.note(note), at: place)
  }

  mutating func readRest(_ scanner: inout Scanner) {
    let place = scanner.place
    guard let kind = Rest.Kind(rawValue: Character(Unicode.Scalar(scanner.peek()))) else { return }
    scanner.position += 1
    append(.rest(Rest(kind, length: readLength(&scanner))), at: place)
  }

  /// A length, also behind blanks: token files write `d 2 > c`.
  mutating func readLength(_ scanner: inout Scanner) -> Fraction {
    let before = scanner.position
    scanner.skipBlanks()
    let place = scanner.place
    guard let length = scanner.length() else {
      scanner.position = before
      return .one
    }
    guard length.isSensible else {
      report(.length, at: place, "no note is that long or short", mend: "write a length such as 2, /2 or 3/2")
      return .one
    }
    return length.value
  }

  /// A tie that does not follow a note directly (`(3A2G2)-`, `A -A`): it belongs to the last note.
  private mutating func readLooseTie(_ scanner: inout Scanner) {
    let place = scanner.place
    scanner.position += 1
    if let index = tieable {
      tune.body[index].tie()
      writeTieBehindMacro(over: index)
      return
    }
    report(.tie, at: place, "a tie without a note before it", mend: "write it directly behind the note it ties")
  }

  private mutating func readBrokenRhythm(_ scanner: inout Scanner) {
    let place = scanner.place
    var signs = 0
    if scanner.peek(is: ">") {
      while scanner.skip(">") { signs += 1 }
    } else {
      while scanner.skip("<") { signs -= 1 }
    }
    append(.broken(signs), at: place)
  }

  private mutating func readQuoted(_ scanner: inout Scanner) {
    let place = scanner.place
    scanner.position += 1
    if let text = scanner.text(upTo: "\"") {
      append(.quoted(text), at: place)
    } else {
      wrapped = .quotation(scanner.rest(), at: place)
    }
  }

  /// A blank, a bar line or a bracket between two `!` tells that they break lines (section 12.2); `!D.C. al fine!` is
  /// written all the same.
  private func isDecorationName(_ name: String) -> Bool {
    guard !name.isEmpty, name.utf8.count <= 40 else { return false }
    if name.hasPrefix("D.C. ") || name.hasPrefix("D.S. ") { return true }
    return !name.utf8.contains { $0.isBlank || ["|", "[", "!"].contains(Unicode.Scalar($0)) }
  }

  /// `!trill!`, and `+trill+` as older programs wrote it.
  private mutating func readNamedDecoration(_ scanner: inout Scanner) {
    let place = scanner.place
    let mark: Unicode.Scalar = scanner.peek(is: "!") ? "!" : "+"
    scanner.position += 1
    let before = scanner.position
    if mark == "+" { reportOutdated("'+' around a decoration or a chord", at: place, instead: "!trill! or [CEG]") }
    if mark == "+", readPlusChord(&scanner, at: place) { return }
    if !(mark == "!" && breaksLinesAtExclamation), let name = scanner.text(upTo: mark), isDecorationName(name) {
      // Where `!` breaks lines, the older signs stay the only ones.
      append(.decoration(breaksLinesAtExclamation ? "+\(name)+" : "!\(name)!"), at: place)
    } else {
      // A lone `!` is a line break of the score to older programs; nothing sounds.
      if mark == "!", !breaksLinesAtExclamation {
        reportOutdated("a lone '!'", at: place, instead: "I:linebreak ! in the header")
      }
      scanner.position = before
    }
  }
}

extension Scanner {
  /// An accidental, a letter and octave marks; nil, with the accidental skipped, where no letter follows.
  mutating func pitch() -> WrittenPitch? {
    let accidental = accidental()
    let microtone = accidental == nil ? nil : microtone()
    let byte = peek()
    guard byte.isNoteLetter, !isAtEnd, let step = Step(ascii: byte) else { return nil }
    position += 1
    var octave = byte >= UInt8(ascii: "a") ? 1 : 0
    while peek(is: "'") || peek(is: ",") {
      octave += peek(is: "'") ? 1 : -1
      position += 1
    }
    // Beyond these a pitch is no longer a MIDI note.
    return WrittenPitch(step, octave: max(-4, min(5, octave)), accidental: accidental, microtone: microtone)
  }

  /// `2`, `/2`, `3/2`, `/`, `//`, `3/`; nil where there is no length.
  mutating func length() -> WrittenLength? {
    let over = number()
    guard over != nil || peek(is: "/") else { return nil }
    var under = 1
    var isSensible = true
    while skip("/") {
      let figure = number()
      if figure == 0 { isSensible = false }
      under = min(1 << 20, under * max(1, figure ?? 2))
    }
    return WrittenLength(over: over ?? 1, under: under, isSensible: isSensible)
  }

  /// A tie directly behind a note, dotted or not, also behind blanks where a note follows.
  mutating func tie() -> Bool {
    let before = position
    skipBlanks()
    if peek(is: "."), peek(is: "-", 1) { position += 1 }
    if skip("-") { return true }
    position = before
    return false
  }
}

/// A length as written, which may be nonsense.
struct WrittenLength {
  var over: Int
  var under: Int
  var isSensible: Bool

  init(over: Int, under: Int, isSensible: Bool) {
    self.over = over
    self.under = under
    self.isSensible = isSensible && over <= 4096 && under <= 1024
  }

  var value: Fraction { Fraction(over, under) }
}
